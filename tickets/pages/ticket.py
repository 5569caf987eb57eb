"""Everything that the desk's ticket page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.forms import Form
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts.viewer import Viewer
from tickets import permissions
from tickets.actions.timetable import closes_at as closes_by_itself_at
from tickets.enums import Act, Status
from tickets.forms.work import WRITING_FORMS
from tickets.models import Ticket, TicketLink
from tickets.pages.conversation import for_agents
from tickets.pages.priority import why_so_soon
from tickets.pages.process import steps
from tickets.pages.verbs import verbs

EARLIER_LIMIT = 5


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value, and a small word beside it."""

    name: str
    value: str
    note: str = ""
    url: str = ""


def facts(ticket: Ticket) -> list[Fact]:
    """Return the ticket's facts, said in words even where nothing is known."""
    services = ", ".join(service.name for service in ticket.services.all())
    rows = [
        Fact(gettext("Owner"), ticket.owner.display_name if ticket.owner else gettext("Nobody"), note=_absence(ticket)),
        *_contact(ticket),
        Fact(gettext("Queue"), f"{ticket.queue.name} · {ticket.get_tier_display()}"),
        Fact(gettext("Category"), ticket.category.name if ticket.category else gettext("Not decided")),
        Fact(gettext("Service"), services or gettext("Not known")),
        Fact(gettext("Priority"), str(ticket.get_priority_display()), note=why_so_soon(ticket)),
        Fact(
            gettext("Reported"),
            date_format(localtime(ticket.reported_at), "SHORT_DATETIME_FORMAT"),
            note=ticket.get_channel_display(),
        ),
    ]
    if ticket.diagnosed_at is not None:
        begun = date_format(localtime(ticket.diagnosed_at), "SHORT_DATETIME_FORMAT")
        rows.append(Fact(gettext("Basic questions"), begun, note=gettext("answered"), url=reverse("desk:diagnose", args=[ticket.pk])))
    if ticket.started_at is not None:
        rows.append(Fact(gettext("Trouble since"), date_format(localtime(ticket.started_at), "SHORT_DATETIME_FORMAT")))
    return [*rows, *_coming(ticket)]


def _contact(ticket: Ticket) -> Iterator[Fact]:
    """Yield who talks to the requester, where that is not the owner."""
    if ticket.contact is not None and ticket.contact_id != ticket.owner_id:
        yield Fact(gettext("Talks to the requester"), ticket.contact.display_name)


def _absence(ticket: Ticket) -> str:
    until = ticket.owner_away_until
    return gettext("away until %(date)s") % {"date": date_format(until, "SHORT_DATE_FORMAT")} if until else ""


def _coming(ticket: Ticket) -> Iterator[Fact]:
    """Yield since when it waits, and what it will do by itself."""
    for name, at in (
        (gettext("Stalled since"), ticket.stalled_at),
        (gettext("Work goes on"), ticket.wake_at),
        (gettext("Next reminder"), ticket.act_at if ticket.act == Act.REMIND else None),
        (gettext("Closes by itself"), closes_by_itself_at(ticket)),
    ):
        if at is not None:
            yield Fact(name, date_format(localtime(at), "SHORT_DATETIME_FORMAT"))


def requester_facts(ticket: Ticket) -> list[Fact]:
    """Return what is known of the requester."""
    person = ticket.requester
    if person is None:
        return []
    phones = ", ".join(phone.number for phone in person.phones.all())
    languages = dict(settings.LANGUAGES)
    proof = gettext("confirmed") if ticket.requester_proven else gettext("not confirmed")
    rows = [
        Fact(gettext("Name"), person.display_name),
        Fact(gettext("E-mail"), person.email or gettext("None"), note=proof if person.email else ""),
        Fact(gettext("Telephone"), phones or gettext("None")),
        Fact(gettext("Language"), str(languages.get(person.language or ticket.language, gettext("Not known")))),
    ]
    if ticket.organisation is not None:
        entitled = gettext("entitled") if ticket.organisation.is_entitled else gettext("not entitled")
        rows.append(Fact(gettext("Organisation"), ticket.organisation.name, note=entitled))
    return rows


def context(ticket: Ticket, who: Viewer, refused: Mapping[str, Form]) -> dict[str, Any]:
    """Return the template context of the desk's ticket page. ``refused`` is the writing form that was posted and not taken, by its name."""
    opened = next(iter(refused), "")
    offered = list(verbs(ticket, who))
    mine = Ticket.objects.worked_by(who).exclude(pk=ticket.pk)
    others = TicketLink.objects.filter(source=ticket).values("target").union(TicketLink.objects.filter(target=ticket).values("source"))
    linked = mine.filter(pk__in=others).order_by("pk")
    earlier = mine.filter(requester_id=ticket.requester_id).order_by("-touched_at")[:EARLIER_LIMIT] if ticket.requester_id else []
    entries = for_agents(ticket)
    return {
        "ticket": ticket,
        "entries": entries,
        "parts": {entry.origin: entry.from_reference for entry in entries if entry.origin is not None},
        "steps": steps(ticket),
        "facts": facts(ticket),
        "requester_facts": requester_facts(ticket),
        "links": list(linked),
        "earlier": list(earlier),
        "verbs": offered,
        "more_verbs": any(verb.is_rare for verb in offered),
        "forms": {**{kind: form(auto_id=f"{kind}_%s") for kind, form in WRITING_FORMS.items()}, **refused},
        "opened": opened,
        "contact": ticket.contact if ticket.contact_id != who.user_id else None,
        "only_reads": not permissions.may_work_on(who, ticket),
        "may_write": permissions.may_work_on(who, ticket) and (ticket.can_be_answered or opened in {"reply", "call"}),
        "can_resolve": ticket.can_become(Status.RESOLVED),
    }
