"""The words of a reply: what the agent wrote, with the parts that were asked for, as one text in the requester's language."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts import installation
from accounts.languages import first_offered
from foundation import clock
from tickets.models import Ticket


@dataclass(frozen=True, slots=True)
class Parts:
    """What a reply is made of. ``needs`` has one thing a line."""

    body: str
    says_we_are_on_it: bool = False
    needs: str = ""
    news_by: datetime | None = None


def language_of(ticket: Ticket) -> str:
    """Return the language that the requester reads."""
    person = ticket.requester
    return first_offered(person.language if person is not None else "", ticket.language)


def compose(parts: Parts, *, language: str) -> str:
    """Return one readable text. With nothing but empty parts it is empty; a moment alone is no text either."""
    wanted = [line.strip() for line in parts.needs.splitlines() if line.strip()]
    with translation.override(language):
        said = [gettext("We have read your message and we are working on it.")] if parts.says_we_are_on_it else []
        if parts.body.strip():
            said.append(parts.body.strip())
        if wanted:
            said.append(gettext("To go on, we still need from you:") + "\n\n" + "\n".join(f"- {thing}" for thing in wanted))
        if parts.news_by is not None and said:
            said.append(gettext("You will hear from us by %(moment)s.") % {"moment": moment(parts.news_by)})
    return "\n\n".join(said)


def taken_apart(text: str, *, language: str, news_by: datetime | None) -> Parts:
    """Return the parts that ``compose`` made ``text`` of, in the same language; words that somebody changed since stay in the body."""
    with translation.override(language):
        ours = gettext("We have read your message and we are working on it.")
        asks = gettext("To go on, we still need from you:")
        promises = gettext("You will hear from us by %(moment)s.") % {"moment": moment(news_by)} if news_by is not None else ""
    blocks = text.split("\n\n")
    says_we_are_on_it = blocks[0] == ours
    blocks = blocks[1:] if says_we_are_on_it else blocks
    is_promised = bool(promises) and blocks[-1:] == [promises]
    blocks = blocks[:-1] if is_promised else blocks
    needs = ""
    if blocks[-2:-1] == [asks]:
        needs = "\n".join(line.removeprefix("- ") for line in blocks[-1].splitlines())
        blocks = blocks[:-2]
    return Parts("\n\n".join(blocks), says_we_are_on_it, needs, news_by if is_promised else None)


def moment(at: datetime) -> str:
    """Return the moment in the house's zone, which is named, in the language that is active."""
    local = timezone.localtime(at, clock.zone(installation.current().time_zone))
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"
