"""Mails on standard input: one JSON line for each."""

import io
import json
import random
import sys
from typing import Any

import pytest
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from hypothesis import HealthCheck, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from notifications.bounce_addresses import bounce_address
from notifications.message_ids import message_id
from notifications.models import Delivery
from tests.mailroom.test_anything import PIECES, SAMPLE
from tests.mailroom.test_broken_mails import READ_ALL_THE_SAME
from tests.mailroom.test_variants import variants
from tests.tickets.mails import deny_storage, raw, token_address
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db

FIELDS = [
    "action", "reference", "reason", "subject", "from", "from_name", "body", "quoted", "attachments", "auto_submitted", "bounce", "message_id",
]  # fmt: skip


@pytest.fixture
def receive(monkeypatch: pytest.MonkeyPatch):
    """Run the command on some bytes; return what each printed line says."""

    def run(given: bytes, *options: str) -> list[dict[str, Any]]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        out = io.StringIO()
        call_command("receive_email", *options, stdout=out)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return run


def framed(*mails: bytes) -> bytes:
    return b"".join(b"%d\n%s" % (len(mail), mail) for mail in mails)


def test_a_new_matter_is_told_field_by_field(support, receive):
    mail = raw(
        "Still red.\r\n\r\nOn Mon, 9 Mar 2026 at 10:00, Aina Roca <suport@example.org> wrote:\r\n> Restart it.",
        subject="=?utf-8?q?Caf=C3=A9?=\r\n fibre",
    )

    [line] = receive(mail)

    ticket = Ticket.objects.get()
    assert list(line) == FIELDS
    assert (line["action"], line["reference"], line["reason"]) == ("created", ticket.reference, "a new matter")
    assert (line["subject"], line["from"], line["from_name"]) == ("Café fibre", "marta@example.net", "Marta Soler")
    assert (line["body"], "Restart it." in line["quoted"]) == ("Still red.", True)
    assert (line["attachments"], line["auto_submitted"], line["bounce"]) == ([], False, None)
    assert line["message_id"] == message_id(ticket.topic, Delivery.objects.get().pk)


def test_an_answer_is_appended_and_gets_no_automatic_answer(ticket, receive):
    [line] = receive(raw(To=token_address(ticket)))

    assert (line["action"], line["reference"], line["message_id"]) == ("appended", ticket.reference, "")


def test_files_are_listed_with_name_type_and_size(support, receive):
    csv = '--b\r\nContent-Type: text/csv; name="a.csv"\r\nContent-Disposition: attachment\r\n\r\n1,2\r\n'
    parts = f"--b\r\nContent-Type: text/plain\r\n\r\nSee.\r\n{csv}--b--"

    [line] = receive(raw(parts, MIME_Version="1.0", Content_Type="multipart/mixed; boundary=b"))

    assert (line["body"], line["attachments"]) == ("See.", [{"filename": "a.csv", "content_type": "text/csv", "size": 3}])


def test_machine_mail_is_told_apart(support, receive):
    [line] = receive(raw("Away.", Auto_Submitted="auto-replied"))

    assert (line["action"], line["reference"], line["auto_submitted"], line["message_id"]) == ("ignored", None, True, "")


def test_a_bounce_names_recipient_status_and_whether_it_is_for_good(support, receive):
    fields = "Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; a@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    parts = f"--b\r\nContent-Type: message/delivery-status\r\n\r\n{fields}\r\n--b--"

    [line] = receive(raw(parts, MIME_Version="1.0", Content_Type="multipart/report; report-type=delivery-status; boundary=b"))

    assert (line["action"], line["bounce"]) == ("ignored", {"recipient": "a@example.com", "status": "5.1.1", "hard": True})


def test_every_field_is_filled_whatever_became_of_the_mail(support, receive):
    [line] = receive(b"\xff\xfe\x00garbage")

    assert list(line) == FIELDS
    assert (line["action"], line["reference"], line["reason"]) == ("rejected", None, "the mail names no sender")


class Unreadable(FileSystemStorage):
    """A disk that takes what is written and cannot read it."""

    def _open(self, name: str, mode: str = "rb") -> "File[bytes]":
        raise OSError(5, "Input/output error")


def test_a_mail_that_cannot_be_processed_now_is_an_answer_and_waits(support, receive, settings):
    broken = {**settings.STORAGES["blobs"], "BACKEND": f"{__name__}.Unreadable"}
    settings.STORAGES = {**settings.STORAGES, "blobs": broken}

    [line] = receive(raw())

    assert (line["action"], line["reference"], line["reason"]) == ("rejected", None, "stored; will be tried again (OSError)")
    assert (line["subject"], line["body"], InboundMail.objects.get().state) == ("No connection", "Still red.", "stored")


def test_a_database_that_is_away_ends_with_75(support, receive):
    def away(*_call):
        raise OperationalError("gone")

    with connection.execute_wrapper(away), pytest.raises(SystemExit) as ended:
        receive(raw(), "--mailbox", "suport@example.org")

    assert ended.value.code == 75


def test_a_stream_of_frames_gives_a_line_for_each(support, receive):
    lines = receive(
        framed(raw("one", identity="1@x"), b"", raw("three\r\n\r\n", identity="3@x")) + b"\n\n" + framed(raw("four", identity="4@x")),
        "--stream",
    )

    assert [line["action"] for line in lines] == ["created", "rejected", "created", "created"]
    assert [line["body"] for line in lines] == ["one", "", "three", "four"]


def test_every_variant_of_a_mail_gives_one_whole_line(support, receive):
    chance = random.Random(1)
    mails = [variant for mail in (SAMPLE, *READ_ALL_THE_SAME.values()) for variant in variants(mail, chance)[:6]]

    lines = receive(framed(*mails), "--stream", "--uncapped")

    assert [list(line) for line in lines] == [FIELDS] * len(mails)


@tried(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(st.lists(PIECES | st.binary(max_size=30), max_size=30))
def test_any_bytes_give_one_whole_line(support, receive, pieces):
    [line] = receive(b"".join(pieces))

    assert list(line) == FIELDS
    assert {"\x00", "\ud800"}.isdisjoint(json.dumps(line, ensure_ascii=False))


@pytest.mark.parametrize("frame", [b"abc\nhello", b"-5\nhello", b"10\nshort", b"9999999999999\n"])
def test_a_broken_frame_ends_the_stream_with_an_error(support, receive, frame):
    with pytest.raises(CommandError):
        receive(frame, "--stream")

    assert InboundMail.objects.count() == 0


def test_frames_before_a_broken_one_are_received(support, receive):
    with pytest.raises(CommandError, match="cut off"):
        receive(framed(raw()) + b"99\nshort", "--stream")

    assert Ticket.objects.count() == 1


def test_the_mailbox_chooses_the_queue(support, treasury, receive):
    receive(raw(), "--mailbox", "Tresoreria@example.org")

    assert Ticket.objects.get().queue == treasury


def test_an_unknown_mailbox_is_an_error(support, receive):
    with pytest.raises(CommandError, match=r"There is no mailbox nobody@example\.org") as refused:
        receive(raw(), "--mailbox", "nobody@example.org")
    assert (refused.value.returncode, InboundMail.objects.count()) == (67, 0)


def test_what_came_back_to_an_address_for_returned_mail_is_taken_without_a_mailbox(ticket, receive):
    delivery = Delivery.objects.about(ticket.topic).order_by("-pk")[0]
    address = bounce_address(delivery.pk, from_address="suport@example.org", reply_to="bounces+1@mail.example.org")

    line = receive(raw("Undeliverable: 550 5.1.1 no such user", sender="MAILER-DAEMON@example.net"), "--mailbox", address)[0]

    assert (line["action"], line["reference"]) == ("ignored", ticket.reference)


def test_a_mail_that_cannot_be_stored_ends_with_75(support, receive, settings):
    deny_storage(settings)

    with pytest.raises(SystemExit) as ended:
        receive(raw())

    assert (ended.value.code, InboundMail.objects.count()) == (75, 0)


def test_sixty_mails_an_hour_are_the_cap_and_an_import_has_none(support, receive):
    mails = [raw(f"Matter {number}.", identity=f"{number}@x.org") for number in range(61)]

    capped = receive(framed(*mails), "--stream")
    imported = receive(framed(*[raw(identity=f"{number}@y.org") for number in range(3)]), "--stream", "--uncapped")

    assert [line["action"] for line in capped[59:]] == ["created", "rejected"]
    assert [line["action"] for line in imported] == ["created"] * 3
