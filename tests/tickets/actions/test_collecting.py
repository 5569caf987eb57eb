"""Reading mail accounts: a real IMAP server, private to these tests."""

from dataclasses import replace
from datetime import timedelta

import pytest

from foundation import blobs
from foundation.clock import now
from notifications.bounce_addresses import bounce_address
from notifications.enums import DeliveryState
from notifications.models import Delivery
from tests.certificates import certificate
from tests.tickets.accounts import Outside, account
from tests.tickets.mails import deny_storage, raw, token_address
from tests.tickets.standing import last_event
from tickets.account_enums import PasswordFrom, ReadingFault, Security
from tickets.actions import collecting, processing
from tickets.channels.credentials import Unreadable
from tickets.channels.imap import OpenFolder
from tickets.models import CollectedMail, InboundMail, MailAccount, Ticket

pytestmark = pytest.mark.django_db

FOLDERS = ("INBOX", "Suport-received", "Suport-failed")
CAPABILITIES = {
    "MOVE": "",
    "UIDPLUS alone": "IMAP4rev1 IDLE UIDPLUS LITERAL+",
    "neither": "IMAP4rev1 LITERAL+",
}


def collect(row: MailAccount) -> list[int]:
    """Read the account now; return the received mails that were told of."""
    told: list[int] = []
    MailAccount.objects.filter(pk=row.pk).update(next_read_at=now())
    collecting.collect(row.pk, told.append)
    row.refresh_from_db()
    return told


def fail_to_move(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise Unreadable(ReadingFault.BROKEN, "cut off")

    monkeypatch.setattr(OpenFolder, "move", broken)


@pytest.mark.parametrize("capability", CAPABILITIES.values(), ids=CAPABILITIES.keys())
def test_mails_are_stored_as_they_are_and_moved_away(start_dovecot, support, capability):
    server = start_dovecot(capability=capability)
    row, outside = account(server), Outside(server)
    mails = [raw("First \xe0", identity="1@x"), raw("Second", identity="2@x")]
    outside.deliver(*mails)

    told = collect(row)

    stored = list(InboundMail.objects.order_by("pk"))
    assert [blobs.read(mail.digest) for mail in stored] == mails
    assert [mail.pk for mail in stored] == told
    assert {(str(mail.mailbox), mail.envelope_to) for mail in stored} == {("suport@example.org", "suport@example.org")}
    assert outside.counts(*FOLDERS)[1:] == [2, 0]
    assert (row.fault, row.last_read_at, row.alarm_at) == ("", now(), now() + timedelta(minutes=15))
    assert collect(row) == []


def test_what_was_read_becomes_a_ticket(dovecot, support):
    Outside(dovecot).deliver(raw())

    for pk in collect(account(dovecot)):
        processing.process_by_id(pk)

    assert Ticket.objects.get().messages.get().body == "Still red."


# What a mail server writes that has no form for its reports: nothing but the address says which mail it is about.
CAME_BACK = "Hi. I could not deliver your message.\r\n\r\n<marta@example.net>:\r\n550 5.1.1 There is no such user here.\r\n"


@pytest.mark.parametrize(
    ("noted", "base", "is_fed"),
    [
        ("Delivered-To", "suport@example.org", True),
        ("X-Original-To", "bounces@mail.example.org", True),
        ("Envelope-To", "bounces@mail.example.org", False),
        ("To", "suport@example.org", False),
    ],
)
def test_a_mail_that_comes_back_reaches_its_delivery(dovecot, support, ticket, settings, noted, base, is_fed):
    settings.BOUNCE_ADDRESS = base
    delivery = Delivery.objects.about(ticket.topic).order_by("-pk")[0]
    Delivery.objects.update(state=DeliveryState.SENT)
    address = bounce_address(delivery.pk, from_address="suport@example.org")
    head = {"To": "postmaster@example.org"} | {noted: f"<{address}>"}
    report = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    Outside(dovecot).deliver(
        f"Return-Path: <>\r\nFrom: MAILER-DAEMON@example.net\r\nSubject: failure notice\r\n{report}\r\n{CAME_BACK}".encode()
    )

    for pk in collect(account(dovecot) if is_fed else account(dovecot, mailbox=None)):
        processing.process_by_id(pk)

    delivery.refresh_from_db()
    assert (InboundMail.objects.latest("pk").envelope_to, delivery.state) == (address, DeliveryState.FAILED)
    assert last_event(ticket).payload["delivery"] == delivery.pk
    assert Ticket.objects.count() == 1


def test_the_mailbox_is_the_one_that_the_server_noted(dovecot, support, treasury, ticket):
    head = b"Return-Path: <>\r\nDelivered-To: %s\r\n"
    Outside(dovecot).deliver(
        head % b"tresoreria@example.org" + raw(), head % token_address(ticket).encode() + raw(), raw(To="x@example.com")
    )

    collect(account(dovecot, mailbox=None))

    stored = [(mail.envelope_to, mail.mailbox and mail.mailbox.address, mail.envelope_from) for mail in InboundMail.objects.order_by("pk")]
    assert stored == [
        ("tresoreria@example.org", "tresoreria@example.org", "<>"),
        (token_address(ticket), "suport@example.org", "<>"),
        ("", None, ""),
    ]


def test_an_account_of_one_mailbox_feeds_no_other(dovecot, support, treasury):
    Outside(dovecot).deliver(b"Delivered-To: tresoreria@example.org\r\n" + raw())

    collect(account(dovecot))

    assert InboundMail.objects.get().envelope_to == "suport@example.org"


def test_a_mail_that_could_not_be_moved_is_not_received_again(dovecot, support, monkeypatch):
    row, outside = account(dovecot), Outside(dovecot)
    outside.deliver(raw(identity=""))
    with monkeypatch.context() as broken:
        fail_to_move(broken)
        collect(row)
    assert (InboundMail.objects.count(), CollectedMail.objects.count(), row.fault) == (1, 1, ReadingFault.BROKEN)

    collect(row)

    assert (InboundMail.objects.count(), CollectedMail.objects.count(), row.fault) == (1, 0, "")
    assert outside.counts(*FOLDERS) == [0, 1, 0]


def test_a_change_of_uidvalidity_brings_nothing_twice_and_loses_nothing(dovecot, support, monkeypatch):
    outside = Outside(dovecot)
    outside.client.create("work")
    row = account(dovecot, folder="work")
    old, new = raw("old", identity=""), raw("new", identity="")
    outside.deliver(old, folder="work")
    with monkeypatch.context() as broken:
        fail_to_move(broken)
        collect(row)

    outside.renew("work", new, old)
    collect(row)

    assert sorted(blobs.read(mail.digest) for mail in InboundMail.objects.all()) == sorted([old, new])
    assert outside.counts("work", "Suport-received") == [0, 2]
    assert CollectedMail.objects.count() == 0


def test_the_same_bytes_sent_twice_are_two_mails_in_the_log(dovecot, support):
    Outside(dovecot).deliver(raw(identity=""), raw(identity=""))

    collect(account(dovecot))

    assert InboundMail.objects.count() == 2


def test_a_mail_beyond_the_limit_is_put_aside_and_named(dovecot, support, settings):
    settings.MAIL_DOOR = replace(settings.MAIL_DOOR, size_limit=2000)
    row, outside = account(dovecot), Outside(dovecot)
    outside.deliver(raw("x" * 3000), raw("small", identity="2@x"))

    collect(row)

    assert outside.counts(*FOLDERS) == [0, 1, 1]
    assert InboundMail.objects.count() == 1
    assert row.last_too_large.endswith("→ Suport-failed")


def test_what_somebody_marked_as_deleted_is_left_alone(dovecot, support):
    row, outside = account(dovecot), Outside(dovecot)
    outside.deliver(raw())
    outside.client.select("INBOX")
    outside.client.store("1", "+FLAGS", r"\Deleted")

    collect(row)

    assert (InboundMail.objects.count(), outside.counts("INBOX")) == (0, [1])


def test_a_mail_that_cannot_be_stored_stays_where_it_is(dovecot, support, settings):
    row, outside = account(dovecot), Outside(dovecot)
    outside.deliver(raw())
    deny_storage(settings)

    collect(row)

    assert (row.fault, row.last_read_at, outside.counts(*FOLDERS)) == (ReadingFault.STORING, None, [1, 0, 0])


def test_failures_make_pauses_longer_up_to_a_quarter_of_an_hour(support, dovecot):
    row = account(dovecot, user="nobody")

    pauses = []
    for _ in range(5):
        collect(row)
        pauses.append(round((row.next_read_at - now()).total_seconds() / 60))

    assert pauses == [2, 4, 8, 15, 15]
    assert (row.fault, row.failures) == (ReadingFault.LOGIN, 5)
    assert "AUTHENTICATIONFAILED" in row.fault_detail


def test_one_reader_at_a_time(dovecot, support):
    Outside(dovecot).deliver(raw())
    row = account(dovecot, reader="another", reader_until=now() + timedelta(minutes=1))

    assert collect(row) == []
    MailAccount.objects.update(reader_until=now())
    assert len(collect(row)) == 1


def test_a_reader_who_was_away_for_too_long_stores_nothing(dovecot, support, monkeypatch):
    row, outside = account(dovecot), Outside(dovecot)
    outside.deliver(raw())
    fetch = OpenFolder.raw

    def slow(folder, uid):
        content = fetch(folder, uid)
        MailAccount.objects.update(reader="somebody else")
        return content

    monkeypatch.setattr(OpenFolder, "raw", slow)
    collect(row)

    assert (InboundMail.objects.count(), outside.counts(*FOLDERS), row.reader) == (0, [1, 0, 0], "somebody else")


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"host": "mail.invalid"}, ReadingFault.NO_HOST),
        ({"port": 1}, ReadingFault.REFUSED),
        ({"security": Security.TLS}, ReadingFault.NO_TLS),
        ({"security": Security.STARTTLS}, ReadingFault.NO_TLS),
        ({"sealed_password": ""}, ReadingFault.NO_PASSWORD),
        ({"sealed_password": "gAAAAA"}, ReadingFault.SEALED),
        ({"folder": "not there"}, ReadingFault.FOLDER),
        ({"password_from": PasswordFrom.SERVER, "password_name": "missing"}, ReadingFault.NO_PASSWORD),
        ({"password_from": PasswordFrom.SERVER, "password_name": "failing"}, ReadingFault.COMMAND),
        ({"password_from": PasswordFrom.SERVER, "password_name": "token"}, ReadingFault.LOGIN),
    ],
)
def test_what_is_wrong_is_said(dovecot, support, settings, fields, fault):
    settings.IMAP_CREDENTIALS = {"IMAP_FAILING_TOKEN_COMMAND": "false", "IMAP_TOKEN_TOKEN_COMMAND": "echo abc"}

    with pytest.raises(Unreadable) as told:
        collecting.check(account(dovecot, **fields))

    assert told.value.fault == fault, told.value.detail
    assert "abc" not in told.value.detail


def test_the_password_may_be_in_a_file_of_the_server(dovecot, support, settings, tmp_path):
    (tmp_path / "password").write_text("obre't sèsam\n")
    settings.IMAP_CREDENTIALS = {"IMAP_SUPPORT_PASSWORD_FILE": str(tmp_path / "password")}
    Outside(dovecot).deliver(raw())

    assert collecting.check(account(dovecot, password_from=PasswordFrom.SERVER, password_name="support", sealed_password="")) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(start_dovecot, support, tmp_path):
    server = start_dovecot(certificate=certificate(tmp_path))

    with pytest.raises(Unreadable) as told:
        collecting.check(account(server, port=server.tls_port, security=Security.TLS, host="localhost"))

    assert told.value.fault == ReadingFault.CERTIFICATE


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_mail_is_read_encrypted(start_dovecot, support, tmp_path, monkeypatch, security):
    files = certificate(tmp_path)
    server = start_dovecot(certificate=files)
    # Read by OpenSSL: whom to trust, as on a machine with an authority of its own.
    monkeypatch.setenv("SSL_CERT_FILE", str(files[0]))
    port = server.tls_port if security == Security.TLS else server.port

    assert collecting.check(account(server, port=port, security=security, host="localhost")) == 0


def test_a_connection_that_ends_while_waiting_is_no_failure(dovecot, support, monkeypatch):
    row = account(dovecot)

    def broken(*_: object) -> None:
        raise Unreadable(ReadingFault.BROKEN, "the token has run out")

    monkeypatch.setattr(OpenFolder, "wait", broken)
    collecting.follow(row.pk, lambda _: None, lambda: False)

    row.refresh_from_db()
    assert (row.fault, row.failures, row.last_read_at, row.next_read_at) == ("", 0, now(), now() + timedelta(seconds=5))
