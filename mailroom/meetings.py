"""What a calendar answers to an invitation (iTIP, RFC 5546 §3.2.3 and §3.2.7), as Outlook, Google, Apple and others send it.

Only what an answer needs is read, by hand and within limits: which appointment, who, what, and what they add in words.
"""

import re
from datetime import UTC, datetime

from mailroom import charset
from mailroom.mail import CalendarAnswer
from mailroom.pieces import Piece

_KINDS = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
MAX_CALENDAR = 200_000
MAX_LINES = 5_000
LONGEST_VALUE = 1_000
_FOLD = re.compile(r"\r?\n[ \t]")
_STATES = {"ACCEPTED": "accepted", "DECLINED": "declined", "TENTATIVE": "tentative"}
_PARTSTAT = re.compile(r";PARTSTAT=\"?([A-Z-]{1,20})", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{8})T(\d{6})Z?")
_ESCAPED = re.compile(r"\\([\\;,nN])")

COUNTER = "counter"


def answer(raw: bytes, root: Piece) -> CalendarAnswer | None:
    """The answer to an invitation that a mail holds; ``None`` when it holds none. A proposal of another time is one, too."""
    for leaf in root.leaves():
        if leaf.content_type in _KINDS:
            found = _read(charset.decode(leaf.content(raw)[0][:MAX_CALENDAR], leaf.kind.get("charset") or "utf-8"))
            if found is not None:
                return found
    return None


def _read(text: str) -> CalendarAnswer | None:
    lines = _FOLD.sub("", text).splitlines()[:MAX_LINES]
    fields: dict[str, str] = {}
    within: list[str] = []
    for line in lines:
        name, value = _split(line)
        if name == "BEGIN":
            within.append(value.upper())
        elif name == "END" and within:
            within.pop()
        elif within in (["VCALENDAR"], ["VCALENDAR", "VEVENT"]):
            # Exchange names everybody it invited; the one who answers comes first.
            fields.setdefault(name, value if name != "ATTENDEE" else line[:LONGEST_VALUE])
    method = fields.get("METHOD", "").strip().upper()
    if method not in {"REPLY", "COUNTER"} or not fields.get("UID"):
        return None
    attendee = fields.get("ATTENDEE", "")
    said = _PARTSTAT.search(attendee)
    state = COUNTER if method == "COUNTER" else _STATES.get(said[1].upper() if said else "", "")
    return CalendarAnswer(
        uid=fields["UID"].strip(),
        state=state,
        attendee=attendee.lower().rpartition("mailto:")[2].strip(),
        sequence=_number(fields.get("SEQUENCE", "")),
        comment=_ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], fields.get("COMMENT", "")).strip(),
        starts_at=_moment(fields.get("DTSTART", "")) if method == "COUNTER" else None,
    )


def _split(line: str) -> tuple[str, str]:
    """The name of a property, without its parameters, and its value: what follows the first colon outside quotes."""
    head, value, is_quoted = line, "", False
    for place, sign in enumerate(line[:LONGEST_VALUE]):
        if sign == '"':
            is_quoted = not is_quoted
        elif sign == ":" and not is_quoted:
            head, value = line[:place], line[place + 1 : place + 1 + LONGEST_VALUE]
            break
    return head.partition(";")[0].strip().upper(), value


def _number(text: str) -> int | None:
    return int(text) if text.strip().isascii() and text.strip().isdecimal() and len(text) < 10 else None


def _moment(text: str) -> datetime | None:
    """A moment in UTC; one in a zone of the sender's own is not read, its words are in the mail."""
    match = _MOMENT.fullmatch(text.strip())
    if match is None or not text.strip().endswith("Z"):
        return None
    try:
        return datetime.strptime(match[1] + match[2], "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
