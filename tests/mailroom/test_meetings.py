"""Answers to invitations, as calendars send them."""

from datetime import UTC, datetime

import pytest

from mailroom.reading import read

UID = "7f2c6f0e-0c8a-4b58-9d0f-0b9f0a6f1c11@example.org"


def calendar(*event: str, method: str = "REPLY", end: str = "\r\n") -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", "BEGIN:VTIMEZONE", "TZID:Europe/Madrid", "BEGIN:STANDARD",
             "DTSTART:16010101T030000", "END:STANDARD", "END:VTIMEZONE", "BEGIN:VEVENT", f"UID:{UID}", *event, "END:VEVENT", "END:VCALENDAR"]  # fmt: skip
    return end.join(lines) + end


def mail(content: str, *, kind: str = 'text/calendar; method=REPLY; charset="UTF-8"', text: str = "", **headers: str) -> bytes:
    """A mail with a calendar part beside some text, or alone."""
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in {"Subject": "Accepted: Phone call", **headers}.items())
    body = f"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\nContent-Type: {kind}\r\n\r\n{content}\r\n--b--\r\n"
    return f"From: Marta <marta@example.net>\r\n{head}Content-Type: multipart/alternative; boundary=b\r\n\r\n{body}".encode()


@pytest.mark.parametrize(
    ("attendee", "state"),
    [
        ("ATTENDEE;PARTSTAT=ACCEPTED;CN=Marta Soler:MAILTO:marta@example.net", "accepted"),
        ('ATTENDEE;CUTYPE=INDIVIDUAL;CN="Soler; Marta: x";PARTSTAT=DECLINED;X-NUM-GUESTS=0:mailto:marta@example.net', "declined"),
        ("ATTENDEE;PARTSTAT=TENTATIVE;ROLE=REQ-PARTICI\r\n PANT:mailto:marta@exa\r\n\tmple.net", "tentative"),
        ('ATTENDEE;PARTSTAT="ACCEPTED":mailto:Marta@example.net', "accepted"),
        ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:marta@example.net", ""),
    ],
)
def test_what_a_calendar_says_and_who_is_read(attendee, state):
    answer = read(mail(calendar(attendee, "SEQUENCE:2"))).calendar_answer

    assert answer is not None
    assert (answer.uid, answer.state, answer.attendee, answer.sequence) == (UID, state, "marta@example.net", 2)


@pytest.mark.parametrize("kind", ["text/calendar", "application/ics; name=invite.ics", "TEXT/CALENDAR; method=REPLY"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_it_is_found_in_every_kind_of_part(kind, end):
    answer = read(mail(calendar("ATTENDEE;PARTSTAT=DECLINED:mailto:x@example.net", end=end), kind=kind)).calendar_answer

    assert answer is not None
    assert (answer.state, answer.sequence) == ("declined", None)


def test_a_mail_may_be_nothing_but_the_answer():
    raw = (
        b"From: x@example.net\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"
        + calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@e.net").encode()
    )

    parsed = read(raw)

    assert parsed.calendar_answer is not None
    assert (parsed.machine_reason, parsed.auto_submitted, [file.content_type for file in parsed.files]) == (
        "calendar-answer", True, ["text/calendar"],
    )  # fmt: skip


def test_words_of_the_person_and_another_time_are_kept():
    content = calendar(
        "ATTENDEE;PARTSTAT=TENTATIVE:mailto:x@example.net",
        "COMMENT:Could we\\, please\\, meet\\nlater?",
        "DTSTART:20260312T090000Z",
        method="COUNTER",
    )

    answer = read(mail(content)).calendar_answer

    assert answer is not None
    assert (answer.state, answer.comment, answer.starts_at) == (
        "counter",
        "Could we, please, meet\nlater?",
        datetime(2026, 3, 12, 9, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "content",
    [
        calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:x@example.net", method="REQUEST"),
        calendar(method="CANCEL"),
        calendar(method="PUBLISH"),
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n",
        "METHOD:REPLY\r\nUID:1\r\n",
        "BEGIN:VCALENDAR\r\n" * 10_000,
        "\x00:;=" * 100_000,
        "",
    ],
)
def test_anything_else_is_no_answer(content):
    parsed = read(mail(content))

    assert (parsed.calendar_answer, parsed.machine_reason) == (None, "")


def test_what_a_program_says_of_itself_comes_first():
    parsed = read(mail(calendar("ATTENDEE;PARTSTAT=ACCEPTED:mailto:room@example.net"), Auto_Submitted="auto-replied"))

    assert (parsed.machine_reason, parsed.calendar_answer is not None) == ("auto-reply", True)


@pytest.mark.parametrize("moment", ["20260399T990000Z", "20260312T090000", "soon"])
def test_a_moment_that_is_none_or_of_another_zone_is_left_out(moment):
    answer = read(mail(calendar("ATTENDEE:mailto:x@example.net", f"DTSTART:{moment}", method="COUNTER"))).calendar_answer

    assert answer is not None
    assert answer.starts_at is None
