"""The bytes of a mail."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest

from foundation import blobs
from notifications.actions.outbox import File, Recipient, Text
from notifications.composition import compose
from notifications.message_ids import message_id, thread_id

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
LONG_ID = f"<{'x' * 120}@prod.exchange.example.org>"


def read(delivery) -> tuple[bytes, EmailMessage]:
    raw = compose(delivery, delivery.mail.texts.get(language=delivery.language), at=AT)
    return raw, message_from_bytes(raw, policy=default)


def test_a_mail_says_from_whom_to_whom_and_when(mail, settings):
    delivery = mail(from_name="Suport, línia 1", from_address="suport@example.org", reply_to="suport+310.abc@example.org")

    _raw, letter = read(delivery)

    assert letter["From"].addresses[0].display_name == "Suport, línia 1"
    assert letter["From"].addresses[0].addr_spec == "suport@example.org"
    assert str(letter["To"]) == "Ana <ana@example.org>"
    assert (letter["Subject"], letter["Content-Language"]) == ("El teu tiquet", "ca")
    assert letter["Date"].datetime == AT
    assert letter["Message-ID"] == message_id("ticket:310", delivery.pk)
    assert letter["Reply-To"] == "suport+310.abc@example.org"
    assert letter.get_content() == "Hola\r\n"


def test_the_thread_stands_first_in_the_references(mail):
    _raw, letter = read(mail(in_reply_to="<one@example.org>"))

    assert letter["References"] == f"{thread_id('ticket:310')} <one@example.org>"
    assert letter["In-Reply-To"] == "<one@example.org>"


def test_a_mail_about_nothing_has_no_thread(mail):
    _raw, letter = read(mail(topic=""))

    assert letter["References"] is None


def test_a_long_foreign_id_is_neither_broken_nor_encoded(mail):
    raw, _letter = read(mail(in_reply_to=LONG_ID))

    assert f"In-Reply-To: {LONG_ID}\r\n".encode() in raw
    assert f"\r\n {LONG_ID}\r\n".encode() in raw


def test_what_is_no_id_is_left_out_of_the_references(mail):
    _raw, letter = read(mail(in_reply_to="<a b@c> nonsense ñ"))

    assert letter["References"] == thread_id("ticket:310")
    assert letter["In-Reply-To"] is None


@pytest.mark.parametrize(("answered", "marked"), [("", "auto-generated"), ("<one@example.org>", "auto-replied")])
def test_automatic_mail_says_so(mail, answered, marked):
    _raw, letter = read(mail(is_automatic=True, in_reply_to=answered))

    assert letter["Auto-Submitted"] == marked
    assert letter["X-Auto-Response-Suppress"] == "All"


def test_a_persons_mail_is_not_marked_automatic(mail):
    _raw, letter = read(mail(is_automatic=False))

    assert letter["Auto-Submitted"] is None
    assert letter["X-Auto-Response-Suppress"] is None


def test_html_stands_beside_the_text(mail):
    _raw, letter = read(mail(texts={"ca": Text("Títol", "Text ñ", "<p>HTML ñ</p>")}))

    assert letter.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in letter.iter_parts()] == ["text/plain", "text/html"]
    assert [part.get_content().strip() for part in letter.iter_parts()] == ["Text ñ", "<p>HTML ñ</p>"]
    assert letter["Content-Language"] == "ca"


def test_every_script_survives_in_seven_bits(mail):
    said = Text("Прывітанне 世界 " * 12 + "!", "السلام عليكم\n" + "x" * 2000)

    raw, letter = read(mail(texts={"ca": said}, to=Recipient("ana@example.org", "Ana «l'àvia», 世界")))

    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 78
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert letter["Subject"] == said.subject
    assert letter["To"].addresses[0].display_name == "Ana «l'àvia», 世界"
    assert letter.get_content().replace("\r\n", "\n") == said.text + "\n"


@pytest.mark.parametrize("name", ["Ana", 'Roca, "la" Ana \\', "=?utf-8?q?trick?=", "o" * 150, "ñandú", "a (b) <x@example.com>", "B@b: c;"])
def test_a_name_comes_out_as_it_went_in(mail, name):
    _raw, letter = read(mail(to=Recipient("ana@example.org", name)))

    assert [(one.display_name, one.addr_spec) for one in letter["To"].addresses] == [(name, "ana@example.org")]


def test_further_headers_are_kept_unbroken(mail):
    link = f"<https://example.org/{'y' * 150}>"

    raw, _letter = read(mail(headers={"List-Unsubscribe": link, "List-Id": "Status <status.example.org>"}))

    assert f"List-Unsubscribe: {link}\r\n".encode() in raw
    assert b"List-Id: Status <status.example.org>\r\n" in raw


def test_an_address_outside_ascii_is_written_as_it_is(mail):
    raw, _letter = read(mail("josé@example.org"))

    assert "\r\nTo: Ana <josé@example.org>\r\n".encode() in raw


def test_an_invitation_stands_beside_the_words_for_calendars_and_as_a_file(mail):
    calendar = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:Reunió\nEND:VCALENDAR\n"
    delivery = mail(texts={"ca": Text("Cita", "Hola\n", "<p>Hola</p>", calendar)})

    _raw, letter = read(delivery)

    words, file = letter.iter_parts()
    assert [part.get_content_type() for part in words.iter_parts()] == ["text/plain", "text/html", "text/calendar"]
    part = list(words.iter_parts())[-1]
    assert (part.get_param("method"), part.get_param("charset"), part.get_content()) == ("REQUEST", "utf-8", calendar.replace("\n", "\r\n"))
    assert (file.get_content_type(), file.get_filename()) == ("application/ics", "invitation.ics")
    assert file.get_content() == calendar.replace("\n", "\r\n").encode()
    assert letter["Content-Language"] == "ca"


def test_a_long_thread_keeps_its_beginning_and_its_end(mail):
    heard = [f"<{number}@example.org>" for number in range(30)]

    _raw, letter = read(mail(in_reply_to=" ".join(heard)))

    assert letter["References"].split() == [thread_id("ticket:310"), *heard[:3], *heard[-6:]]
    assert letter["In-Reply-To"] == "<29@example.org>"


def test_references_stay_short_enough_for_every_server(mail):
    heard = [f"<{number}{'x' * 230}@example.org>" for number in range(8)]

    _raw, letter = read(mail(in_reply_to=" ".join(heard)))

    assert letter["References"].split() == [thread_id("ticket:310"), *heard[:3], *heard[-2:]]


@pytest.mark.parametrize(("fields", "marked"), [({}, "bulk"), ({"topic": ""}, None), ({"is_automatic": False}, None)])
def test_only_automatic_mail_about_something_is_marked_as_bulk(mail, fields, marked):
    _raw, letter = read(mail(**{"is_automatic": True, **fields}))

    assert letter["Precedence"] == marked


def test_files_go_along_under_their_names(mail):
    files = [
        File(blobs.put(b"red"), "què és.txt", "text/plain"),
        File(blobs.put(b"x"), "a.eml", "message/rfc822"),
        File(blobs.put(b"y"), "b", "nonsense"),
    ]

    _raw, letter = read(mail(files=files))

    found = [(part.get_filename(), part.get_content_type(), part.get_payload(decode=True)) for part in letter.iter_attachments()]
    assert found == [
        ("què és.txt", "text/plain", b"red"),
        ("a.eml", "application/octet-stream", b"x"),
        ("b", "application/octet-stream", b"y"),
    ]


def test_a_file_that_is_kept_no_longer_stops_its_mail(mail):
    with pytest.raises(FileNotFoundError):
        read(mail(files=[File("0" * 64, "gone.txt", "text/plain")]))
