"""What a machine is told about our health."""

import json
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone

from helpdesk import health
from notifications.actions.outbox import Recipient, Text, post
from notifications.enums import Lane
from notifications.models import Heartbeat
from tests.tickets.clamd import running
from tickets.file_enums import FileCheck
from tickets.models import Attachment, MailAccount


def ask(view) -> tuple[int, dict[str, Any]]:
    response = view(RequestFactory().get("/"))
    assert "no-store" in response["Cache-Control"]
    return response.status_code, json.loads(response.content)


@pytest.fixture
def beating(db, settings):
    settings.REDIS_URL = ""
    Heartbeat.objects.beat("beat", timezone.now())


def test_a_process_that_answers_is_up():
    assert ask(health.healthz) == (200, {"status": "ok"})


def test_a_house_in_order_is_ready(beating):
    assert ask(health.readyz) == (
        200,
        {"status": "ok", "checks": dict.fromkeys(("database", "broker", "outbox", "beat", "mail accounts"), "ok")},
    )


def test_readiness_costs_four_queries(beating, django_assert_num_queries):
    with django_assert_num_queries(4):
        ask(health.readyz)


def test_a_clock_never_seen_is_named(db, settings):
    settings.REDIS_URL = ""

    status, body = ask(health.readyz)

    assert (status, body["status"], body["checks"]["beat"]) == (503, "unavailable", "has not been seen yet")


def test_a_clock_that_stopped_is_named(beating):
    Heartbeat.objects.beat("beat", timezone.now() - timedelta(seconds=75))

    status, body = ask(health.readyz)

    assert (status, body["checks"]["beat"]) == (503, "not seen for 75 seconds")


@pytest.mark.parametrize(
    ("lane", "minutes", "answer"),
    [(Lane.DEFAULT, 4, "ok"), (Lane.DEFAULT, 6, "mail has been waiting for more than 5 minutes"), (Lane.BULK, 60, "ok")],
)
def test_only_urgent_mail_that_waits_too_long_is_a_fault(beating, lane, minutes, answer):
    earlier = timezone.now() - timedelta(minutes=minutes)
    post(to=Recipient("ana@example.org"), texts={"en": Text("s", "b")}, is_automatic=True, lane=lane, at=earlier)

    assert ask(health.readyz)[1]["checks"]["outbox"] == answer


def test_a_broker_that_is_away_is_named_without_its_password(beating, settings):
    settings.REDIS_URL = "redis://:geheim@127.0.0.1:1/0"

    status, body = ask(health.readyz)

    assert (status, body["checks"]["broker"]) == (503, "cannot be reached (ConnectionError)")
    assert "geheim" not in json.dumps(body)


def test_a_folder_that_cannot_be_written_is_named(beating, tmp_path: Path):
    (tmp_path / "broker").write_text("a file stands here")

    assert ask(health.readyz)[1]["checks"]["broker"] == "cannot be reached (FileExistsError)"


def test_a_database_that_is_away_is_named(beating):
    def away(*_call):
        raise OperationalError("server at secret-host closed the connection")

    with connection.execute_wrapper(away):
        status, body = ask(health.readyz)

    assert status == 503
    assert body["checks"] == dict.fromkeys(("database", "outbox", "beat", "mail accounts"), "cannot be reached (OperationalError)") | {
        "broker": "ok"
    }


@pytest.mark.parametrize(("minutes", "is_active", "answer"), [(-1, True, "ok"), (1, True, "not read for too long: 1"), (1, False, "ok")])
def test_a_mail_account_that_is_not_read_is_counted_and_not_named(beating, minutes, is_active, answer):
    now = timezone.now()
    MailAccount.objects.create(
        host="imap.example.org", user="suport", next_read_at=now, alarm_at=now - timedelta(minutes=minutes), is_active=is_active
    )

    assert ask(health.readyz)[1]["checks"]["mail accounts"] == answer


def test_only_reading_is_allowed():
    assert health.healthz(RequestFactory().post("/")).status_code == 405


def test_a_virus_scanner_is_asked_where_one_is_set_up(beating, settings):
    with running() as scanner:
        settings.VIRUS_SCANNER = scanner.address
        assert ask(health.readyz)[1]["checks"]["virus scanner"] == "ok"

        scanner.says(b"nonsense\0")
        status, answer = ask(health.readyz)

    assert (status, "cannot be reached" in answer["checks"]["virus scanner"]) == (503, True)


def test_files_that_wait_too_long_are_named(beating, settings):
    now = timezone.now()
    Attachment.objects.create(
        submission=uuid.uuid4(), digest="0" * 64, file_name="x", size=1, virus_check=FileCheck.WAITING, check_at=now,
        created_at=now - timedelta(minutes=6),
    )  # fmt: skip
    with running() as scanner:
        settings.VIRUS_SCANNER = scanner.address

        assert ask(health.readyz)[1]["checks"]["virus scanner"] == "files have been waiting for more than 5 minutes"
