"""What the names of a mail stand for in a preview: invented people and a ticket that does not exist."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.letters.parts import code_part
from accounts.models import Installation
from foundation import mailwords
from foundation.mailkinds import MailKind
from foundation.mailwords import Block, Contents
from foundation.safetext import isolate
from queues.enums import TextPlace
from queues.models import Queue
from queues.texts import BUILT_IN

REFERENCE, CODE = "suport#310", "K7M2QX"
REQUESTER, AGENT = "Pol Vidal", "Laia Font"
# The case in which a name is empty.
EMPTY_IF = {
    "title": "if_unproven",
    "requester_name": "if_unproven",
    "reopens_until": "if_final",
    "message": "if_no_message",
    "appointment": "if_offered",
    "inviter": "if_no_inviter",
}
EMPTY_UNLESS = {"quoted": "if_quoted"}


def contents(kind: MailKind, cases: frozenset[str], house: Installation, *, queue: Queue | None, at: datetime) -> Contents:
    """Return what the names of ``kind`` stand for where ``cases`` are so, in the active language and zone."""
    values, parts = _values(house, queue, at), _parts(cases, at)
    links = dict.fromkeys(("link", "works", "broken", "settings"), f"{settings.BASE_URL}/")
    own = {each.name for each in kind.names if EMPTY_IF.get(each.name) not in cases and EMPTY_UNLESS.get(each.name, "") in {*cases, ""}}
    known = {each.name for each in kind.names}
    return Contents(
        values={name: values[name] if name in own else "" for name in known & values.keys()},
        links={name: links[name] for name in known & links.keys()},
        parts={name: parts[name] if name in own else None for name in known & parts.keys()},
        cases={case.name: case.name in cases for case in kind.cases},
    )


def heading(kind: MailKind, filled: Contents, subject: str) -> str:
    """Return the line above the words, as such a mail has it."""
    if "reference" not in filled.values:
        return subject
    title = filled.values.get("title", "")
    return f"{filled.values['reference']} · {isolate(title)}" if title else filled.values["reference"]


def _values(house: Installation, queue: Queue | None, at: datetime) -> dict[str, str]:
    later = timezone.localtime(at + timedelta(days=7))
    moment = date_format(later, "DATETIME_FORMAT")
    return {
        "house": house.name,
        "subject": gettext("No connection since this morning"),
        "reference": isolate(REFERENCE),
        "title": gettext("No connection since this morning"),
        "queue": queue.name if queue is not None else gettext("Support"),
        "requester_name": isolate(REQUESTER),
        "writer": isolate(REQUESTER),
        "closes_on": date_format(later, "DATE_FORMAT"),
        "reopens_until": date_format(later, "DATE_FORMAT"),
        "promised_by": moment,
        "due_by": moment,
        "minutes": "30",
        "count": "3",
        "more": "12",
        "next": str(BUILT_IN[TextPlace.ACKNOWLEDGEMENT]),
        "closed_now": mailwords.filled(str(BUILT_IN[TextPlace.OUT_OF_HOURS]), {"opens_at": moment}),
        "joining": house.joining_note or gettext("How to join stands here."),
        "channels": house.public_channels or gettext("The help that is open to everybody stands here."),
        "reason": str(BUILT_IN[TextPlace.REJECT_NOT_OURS]),
        "organisation": "Vilaclara",
        "inviter": AGENT,
        "until": date_format(later, "DATE_FORMAT"),
    }


def _parts(cases: frozenset[str], at: datetime) -> dict[str, Block]:
    words = gettext("Please restart the box by the door, and tell us whether the light turns green.")
    asked = gettext("Since this morning nothing works. The light on the box is red.")
    agent = {"display_name": AGENT, "short_name": AGENT.split()[0]}
    signature = gettext("The signature of the queue stands here.")
    moment = timezone.localtime(at + timedelta(days=1)).replace(minute=0)
    slots = [{"starts_at": moment + timedelta(hours=hour)} for hour in range(3)]
    is_video = "if_video" in cases
    meeting = {"starts_at": moment, "minutes": 30, "agent": agent, "is_video": is_video, "slots": {"all": slots}}
    meeting |= {"link": f"{settings.BASE_URL}/", "number": "+34 600 000 001"}
    about = {"appointment": meeting, "ticket": {"requester": {"display_name": REQUESTER}}, "is_for_agent": "if_agent" in cases}
    wrote = gettext("%(name)s wrote on %(moment)s:") % {
        "name": isolate(REQUESTER),
        "moment": date_format(timezone.localtime(at), "DATETIME_FORMAT"),
    }
    return {
        "message": _part("message", {"message": {"body": words}, "agent": agent, "own_text": signature, "files": []}),
        "appointment": _part("appointment", about),
        "times": _part("times", about),
        "signature": mailwords.aside(signature),
        "points": mailwords.said(f"- {gettext('You own the ticket.')}"),
        "quoted": mailwords.aside(asked),
        "told": mailwords.said(f"{wrote}\n{asked}"),
        "by_mail": mailwords.aside(gettext("Your answer to this e-mail goes to the requester.")),
        "code": code_part(CODE),
        "tickets": mailwords.said(f"- {isolate(REFERENCE)} · {gettext('No connection since this morning')}\n  {asked}"),
    }


def _part(name: str, context: dict[str, Any]) -> Block:
    return Block(render_to_string(f"mail/_{name}.txt", context).strip(), render_to_string(f"mail/_{name}.html", context))
