"""What a mail says before anything is filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.template.loader import render_to_string

# Every name that the words of a mail about a ticket may hold in braces.
VALUES = (
    "reference",
    "title",
    "house",
    "queue",
    "requester_name",
    "writer",
    "closes_on",
    "reopens_until",
    "promised_by",
    "due_by",
    "minutes",
    "next",
    "closed_now",
    "joining",
    "channels",
    "reason",
    "subject",
)
LINKS = ("link", "works", "broken")
PARTS = ("message", "quoted", "appointment", "times", "signature", "points", "told", "by_mail")
NAMES = (*VALUES, *LINKS, *PARTS)


@dataclass(frozen=True, slots=True)
class Words:
    """A subject and paragraphs, with names in braces for what each ticket fills in."""

    subject: str
    body: str


def shipped(name: str, flags: Mapping[str, bool]) -> Words:
    """Return our own words for the mail ``name`` in the active language."""
    context = {**{each: f"{{{each}}}" for each in NAMES}, **flags}
    subject, body = (render_to_string(f"mail/{name}/{part}.txt", context) for part in ("subject", "words"))
    return Words(subject.strip(), body.strip())
