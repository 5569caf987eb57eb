"""Signing in to a mail account by a token of OAuth 2.0: a real IMAP server asks a real server what it is worth."""

import logging
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client

from foundation.clock import now
from tests.plugins.dovecot import Dovecot
from tests.tickets.accounts import Outside, account
from tests.tickets.mails import raw
from tests.tickets.tokens import Command, Tokens
from tickets.account_enums import PasswordFrom, ReadingFault
from tickets.actions import collecting
from tickets.channels import credentials
from tickets.models import InboundMail, MailAccount

pytestmark = pytest.mark.django_db

FIRST, SECOND = "ya29.first-token-of-the-day", "ya29.second-token-of-the-day"


@pytest.fixture
def tokens() -> Iterator[Tokens]:
    """Says what tokens are worth."""
    server = Tokens()
    yield server
    server.stop()


@pytest.fixture
def server(tokens: Tokens, start_dovecot: Callable[..., Dovecot]) -> Dovecot:
    """A mail server that takes tokens, and a password from the tests."""
    return start_dovecot(introspection=tokens.url)


@pytest.fixture
def command(tmp_path: Path, settings) -> Command:
    """Gets a token, as the environment names it."""
    one = Command(tmp_path)
    settings.IMAP_CREDENTIALS = {"IMAP_SUPPORT_TOKEN_COMMAND": one.line}
    return one


def by_token(server: Dovecot) -> MailAccount:
    return account(server, sealed_password="", password_from=PasswordFrom.SERVER, password_name="SUPPORT")


def read(row: MailAccount) -> MailAccount:
    """Read the account now."""
    MailAccount.objects.filter(pk=row.pk).update(next_read_at=now())
    collecting.collect(row.pk, lambda _: None)
    row.refresh_from_db()
    return row


def test_a_token_signs_in(server, tokens, command, support):
    tokens.valid = {FIRST}
    command.give(FIRST)
    Outside(server).deliver(raw())

    row = read(by_token(server))

    assert (row.fault, row.last_read_at, tokens.asked) == ("", now(), [FIRST])
    assert InboundMail.objects.count() == 1
    assert Outside(server).counts("Suport-received") == [1]


def test_each_connection_has_the_token_of_its_moment(server, tokens, command, support):
    tokens.valid = {FIRST}
    command.give(FIRST)
    row = read(by_token(server))
    # The first has run out; the command gives another.
    tokens.valid = {SECOND}
    command.give(SECOND)

    row = read(row)

    assert (row.fault, tokens.asked, command.runs) == ("", [FIRST, SECOND], 2)


def test_a_token_that_has_run_out_is_told_and_the_next_one_signs_in(server, tokens, command, support, caplog):
    command.give(FIRST)
    row = read(by_token(server))
    assert (row.fault, row.failures) == (ReadingFault.LOGIN, 1)
    assert FIRST not in caplog.text + row.fault_detail
    tokens.valid = {SECOND}
    command.give(SECOND)

    row = read(row)

    assert (row.fault, row.failures, row.last_read_at) == ("", 0, now())


@pytest.mark.parametrize(
    ("script", "detail"),
    [
        ("import sys; print('geheim'); print('client_secret=geheim', file=sys.stderr); sys.exit(3)", "exit code 3"),
        ("import time; print('geheim', flush=True); time.sleep(60)", "it took longer than 2 seconds"),
    ],
    ids=["fails", "hangs"],
)
def test_a_command_that_gives_none_raises_the_alarm_and_tells_no_secret(
    script, detail, server, settings, support, lead, sign_in, tmp_path, monkeypatch, caplog, clock
):
    (tmp_path / "broken.py").write_text(script)
    settings.IMAP_CREDENTIALS = {"IMAP_SUPPORT_TOKEN_COMMAND": f"{sys.executable} {tmp_path / 'broken.py'}"}
    monkeypatch.setattr(credentials, "COMMAND_SECONDS", 2)
    caplog.set_level(logging.DEBUG)
    row = by_token(server)
    MailAccount.objects.filter(pk=row.pk).update(alarm_at=now())

    row = read(row)

    assert (row.fault, row.fault_detail) == (ReadingFault.COMMAND, detail)
    assert row.get_fault_display() == "The command that should give the token failed."
    assert "geheim" not in caplog.text
    clock.move_to(now().replace(minute=30))
    page = sign_in(lead).get("/desk/").content.decode()
    assert "suport · 127.0.0.1" in page
    assert "geheim" not in page
    assert Client().get("/readyz").json()["checks"]["mail accounts"] == "not read for too long: 1"


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("/nowhere/token --secret geheim", "No such file or directory"),
        ("/etc/passwd", "Permission denied"),
        ("token 'geheim", "it is no command"),
        ("  ", "it is no command"),
        ("true", "it printed nothing"),
    ],
)
def test_a_command_that_cannot_be_run_is_told(line, detail, dovecot, settings, support):
    settings.IMAP_CREDENTIALS = {"IMAP_SUPPORT_TOKEN_COMMAND": line}

    row = read(by_token(dovecot))

    assert (row.fault, row.fault_detail) == (ReadingFault.COMMAND, detail)
