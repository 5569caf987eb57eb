"""Canned replies and macros, as they stand for one ticket."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext

from accounts.models import User
from foundation.safetext import one_line
from foundation.searchwords import words
from queues.enums import MacroOwner, MacroStatus, MacroWait
from queues.models import CannedReply, Macro
from queues.placeholders import filled
from tickets.models import Ticket

MOST = 200


@dataclass(frozen=True, slots=True)
class Offer:
    """A text to choose: what it is called, how it begins, what it does besides, and where choosing leads."""

    name: str
    start: str
    effects: tuple[str, ...]
    url: str
    key: str


def values(ticket: Ticket, agent: User) -> dict[str, str]:
    """Return what the placeholders stand for in ``ticket``, each on one line."""
    language = ticket.requester.language if ticket.requester is not None else ""
    found = {
        "requester_name": ticket.requester.display_name if ticket.requester is not None else "",
        "reference": ticket.reference,
        "agent_name": agent.display_name,
        "title": ticket.title,
        "organisation": ticket.organisation.name if ticket.organisation is not None else "",
        "queue": ticket.queue.name_in(ticket.language or language),
    }
    return {name: one_line(value) for name, value in found.items()}


def text_for(row: CannedReply | Macro, ticket: Ticket, agent: User) -> str:
    """Return the row's text in the ticket's language, or the nearest, with its placeholders filled in."""
    language = ticket.language or (ticket.requester.language if ticket.requester is not None else "")
    return filled(row.text_in(language), values(ticket, agent))


def effects(macro: Macro) -> tuple[str, ...]:
    """Return what ``macro`` does beside sending its text, in words."""
    found = []
    if macro.status == MacroStatus.STALLED:
        why = str(MacroWait(macro.stall_reason).label)
        found.append(gettext("%(why)s, for %(days)s days") % {"why": why, "days": macro.stall_days} if macro.stall_days else why)
    if macro.status == MacroStatus.RESOLVED:
        found.append(gettext("Resolved"))
    if macro.owner:
        found.append(gettext("Yours") if macro.owner == MacroOwner.ME else gettext("Nobody's"))
    if macro.tier:
        found.append(macro.get_tier_display())
    return tuple(found)


def offers(ticket: Ticket, agent: User, *, text: str = "") -> tuple[list[Offer], list[Offer]]:
    """Return the canned replies and the macros of the ticket's queue, those alone whose name or text holds every word of ``text``."""
    wanted = words(text[:200])
    page = reverse("desk:ticket", args=[ticket.pk])
    found: list[list[Offer]] = []
    for model, kind in ((CannedReply, "canned"), (Macro, "macro")):
        rows = model.objects.offered_in(ticket.queue_id)[:MOST]
        made = []
        for row in rows:
            body = text_for(row, ticket, agent)
            known = " ".join(words(" ".join([*row.names.values(), body])))
            if all(word in known for word in wanted):
                does = effects(row) if isinstance(row, Macro) else ()
                made.append(Offer(row.name, one_line(body, 160), does, f"{page}?{kind}={row.pk}#composer", f"{kind}-{row.pk}"))
        found.append(made)
    return found[0], found[1]
