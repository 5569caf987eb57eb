"""The mail that tells an agent of several tickets at once, each as it stands when the mail is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import Promise as Words
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.languages import first_offered
from accounts.letters.words import words_of
from accounts.models import User
from foundation import clock, mailwords
from foundation.mailwords import Block, Contents
from foundation.safetext import isolate, one_line
from notifications.actions import outbox
from queues.enums import Notice
from tickets.enums import Priority
from tickets.letters.kinds import DIGEST
from tickets.models import Message, Ticket

LONGEST_EXCERPT = 240
LONGEST_SUBJECT = 200
# Nobody reads more in one mail; the desk shows the rest.
MOST_TICKETS = 100
HEADINGS: dict[str, Words] = {
    Notice.ASSIGNED: _("Yours now"),
    Notice.WRITTEN: _("The requester wrote"),
    Notice.MENTIONED: _("A note names you"),
    Notice.PROMISE: _("Late"),
    Notice.DUE_SOON: _("Due soon"),
    Notice.ARRIVED: _("Came to your line"),
    Notice.UNOWNED: _("Nobody owns it, and the requester wrote"),
    Notice.NEW: _("New"),
    Notice.FOLLOWED: _("You follow it"),
}
# What is not about the requester's words does not repeat them.
_WITHOUT_WORDS = frozenset({Notice.MENTIONED, Notice.PROMISE, Notice.DUE_SOON})


@dataclass(frozen=True, slots=True)
class Told:
    """A ticket to tell of, and why; the newest message that its requester may read, and where an answer by mail goes, if anywhere."""

    ticket: Ticket
    notice: Notice
    newest: Message | None = None
    answer_to: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A ticket as the mail tells it."""

    heading: str
    facts: str
    words: str
    url: str
    answer_to: str


@dataclass(frozen=True, slots=True)
class Part:
    """What is told of one queue for one reason; ``queue`` is empty where the one before was of the same queue."""

    queue: str
    why: str
    lines: Sequence[Line]


def rendered(agent: User, told: Sequence[Told], *, is_after_quiet: bool) -> outbox.Text:
    """Return the mail in the agent's language and zone."""
    language, house = first_offered(agent.language), installation.current()
    with translation.override(language), timezone.override(clock.zone(agent.time_zone, house.time_zone)):
        words = words_of(DIGEST, language)
        contents = _contents(agent, told, is_after_quiet=is_after_quiet)
        subject = one_line(mailwords.subject_line(words.subject, contents), LONGEST_SUBJECT)
        blocks = mailwords.blocks(words.body, contents)
        text, html = mailwords.composed({"house": house, "subject": subject, "heading": subject, "blocks": blocks}, language)
        return outbox.Text(subject=subject, text=text, html=html)


def _contents(agent: User, told: Sequence[Told], *, is_after_quiet: bool) -> Contents:
    more, is_one = max(len(told) - MOST_TICKETS, 0), len(told) == 1
    return Contents(
        values={"house": installation.current().name, "count": str(len(told)), "more": str(more) if more else ""},
        links={"link": f"{settings.BASE_URL}{reverse('desk:home')}", "settings": f"{settings.BASE_URL}{reverse('desk:me_mail')}"},
        parts={"tickets": _tickets(agent, told[:MOST_TICKETS])},
        cases={"if_one": is_one, "if_several": not is_one, "if_after_quiet": is_after_quiet, "if_in_time": not is_after_quiet},
    )


def _tickets(agent: User, told: Sequence[Told]) -> Block:
    parts, before = [], 0
    for (queue_id, notice), group in groupby(told, key=lambda each: (each.ticket.queue_id, each.notice)):
        rows = list(group)
        queue = isolate(rows[0].ticket.queue.name) if queue_id != before else ""
        parts.append(Part(queue, str(HEADINGS[notice]), [_line(agent, each) for each in rows]))
        before = queue_id
    context = {"parts": parts}
    return Block(render_to_string("mail/_digest.txt", context).strip(), mailwords.isolated(render_to_string("mail/_digest.html", context)))


def _line(agent: User, told: Told) -> Line:
    ticket = told.ticket
    says_all = not (installation.current().mails_no_content or ticket.queue.mails_no_content or agent.mails_no_content)
    heading = f"{isolate(ticket.reference)} · {isolate(one_line(ticket.title))}" if says_all else isolate(ticket.reference)
    has_words = says_all and told.newest is not None and not told.newest.is_ours and told.notice not in _WITHOUT_WORDS
    words = isolate(one_line(told.newest.body, LONGEST_EXCERPT)) if has_words and told.newest is not None else ""
    url = f"{settings.BASE_URL}{reverse('desk:ticket', args=[ticket.pk])}"
    return Line(heading, " · ".join(_facts(agent, told, says_all=says_all)), words, url, told.answer_to)


def _facts(agent: User, told: Told, *, says_all: bool) -> list[str]:
    ticket, newest = told.ticket, told.newest
    facts = [ticket.get_status_display()]
    if ticket.priority >= Priority.HIGH:
        facts.append(gettext("Priority: %(priority)s") % {"priority": ticket.get_priority_display()})
    facts.append(_owner(agent, ticket))
    if ticket.promised_at is not None:
        facts.append(gettext("news promised by %(moment)s") % {"moment": moment(ticket.promised_at)})
    if newest is not None and says_all:
        said = {"name": isolate(newest.author_display), "moment": moment(newest.created_at)}
        facts.append(gettext("%(name)s wrote last, %(moment)s") % said)
    return facts


def _owner(agent: User, ticket: Ticket) -> str:
    if ticket.owner is None:
        return gettext("nobody owns it")
    if ticket.owner_id == agent.pk:
        return gettext("yours")
    return gettext("%(name)s owns it") % {"name": isolate(ticket.owner.display_name)}


def moment(at: datetime) -> str:
    """Return a moment in words, in the active language and zone."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
