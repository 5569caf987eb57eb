"""Everything that the desk's ticket page shows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from accounts import entitlement
from accounts.viewer import Viewer
from foundation import clock
from queues.agents import today
from queues.enums import MacroStatus
from tickets import permissions
from tickets.actions import children
from tickets.actions.resolving import asks_cause
from tickets.actions.timetable import closes_at as closes_by_itself_at
from tickets.enums import Act, FollowerRole, MessageKind, Status
from tickets.forms.parts import PartsForm
from tickets.forms.resolve import ResolveForm
from tickets.forms.writing import NAMES, WRITING_FORMS, FirstReplyForm, ReplyForm
from tickets.mail_enums import ConsultationState
from tickets.models import Ticket
from tickets.pages import mentioned
from tickets.pages.alerts import watched_facts
from tickets.pages.appointment import notice
from tickets.pages.aside import Aside, Saved, aside
from tickets.pages.conversation import Fact, Reader
from tickets.pages.followers import proposed, recipients
from tickets.pages.links import linked, open_parts, warnings
from tickets.pages.priority import why_so_soon
from tickets.pages.process import milestones, steps
from tickets.pages.ready_made import effects
from tickets.pages.references import elsewhere
from tickets.pages.story import Story, parts_of, story
from tickets.pages.verbs import verbs

EARLIER_LIMIT = 5
LONGEST_NOTE = 400
MOST_NAMES = 5


def facts(ticket: Ticket, *, at: datetime) -> list[Fact]:
    """Return the ticket's facts at the moment ``at``, said in words even where nothing is known."""
    services = ", ".join(service.name for service in ticket.services.all())
    rows = [
        Fact(gettext("Owner"), ticket.owner.display_name if ticket.owner else gettext("Nobody"), note=_absence(ticket)),
        *_contact(ticket),
        Fact(gettext("Queue"), f"{ticket.queue.name} · {ticket.get_tier_display()}"),
        Fact(gettext("Category"), ticket.category.name if ticket.category else gettext("Not decided")),
        Fact(gettext("Service"), services or gettext("Not known")),
        Fact(gettext("Priority"), str(ticket.get_priority_display()), note=why_so_soon(ticket)),
        Fact.moment(gettext("Reported"), ticket.reported_at, note=ticket.get_channel_display()),
    ]
    if ticket.diagnosed_at is not None:
        url = reverse("desk:diagnose", args=[ticket.pk])
        rows.append(Fact.moment(gettext("Basic questions"), ticket.diagnosed_at, note=gettext("answered"), url=url))
    if ticket.promised_at is not None:
        late = gettext("late") if ticket.promised_at <= at else ""
        rows.append(Fact.moment(gettext("News promised by"), ticket.promised_at, note=late))
    if ticket.started_at is not None:
        rows.append(Fact.moment(gettext("Trouble since"), ticket.started_at))
    rows += [Fact(other.kind, other.text, url=other.url) for other in elsewhere(ticket)]
    return [*rows, *_coming(ticket)]


def _followers(ticket: Ticket, beside: Aside) -> Iterator[Fact]:
    """Yield who follows, where anybody does, and how many are proposed."""
    if not beside.followers:
        return
    names = [one.name or one.address for one in beside.followers if one.role != FollowerRole.ASKED and one.user_id != ticket.requester_id]
    asked = sum(one.role == FollowerRole.ASKED for one in beside.followers)
    shown = ", ".join(names[:MOST_NAMES]) + ("…" if len(names) > MOST_NAMES else "")
    note = ngettext("%(count)d proposed", "%(count)d proposed", asked) % {"count": asked} if asked else ""
    yield Fact(gettext("Followers"), shown or gettext("Nobody"), note=note, url=reverse("desk:followers", args=[ticket.pk]))


def _asked_outside(ticket: Ticket, beside: Aside) -> Iterator[Fact]:
    """Yield how many were asked outside, where anybody was, and how many of them answered."""
    asked = beside.consultations
    if asked:
        answered = sum(one.state == ConsultationState.ANSWERED for one in asked)
        said = ngettext("%(count)d asked", "%(count)d asked", len(asked)) % {"count": len(asked)}
        note = ngettext("%(count)d answered", "%(count)d answered", answered) % {"count": answered}
        yield Fact(gettext("Asked outside"), said, note=note, url=reverse("desk:consult", args=[ticket.pk]))


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
        (gettext("Confirmed by the requester"), ticket.confirmed_at),
        (gettext("Closes by itself"), closes_by_itself_at(ticket)),
    ):
        if at is not None:
            yield Fact.moment(name, at)


def requester_facts(ticket: Ticket) -> list[Fact]:
    """Return what is known of the requester."""
    person = ticket.requester
    if person is None:
        return []
    phones = ", ".join(phone.number for phone in person.phones.all())
    languages = dict(settings.LANGUAGES)
    proof = gettext("confirmed") if ticket.requester_proven else gettext("not confirmed")
    rows = [
        Fact(gettext("Name"), person.display_name, url=reverse("desk:person", args=[person.pk])),
        Fact(gettext("E-mail"), person.email or gettext("None"), note=proof if person.email else ""),
        Fact(gettext("Telephone"), phones or gettext("None")),
        Fact(gettext("Language"), str(languages.get(person.language or ticket.language, gettext("Not known")))),
    ]
    if ticket.organisation is not None:
        decided = entitlement.of_organisation(ticket.organisation, on=today())
        url = reverse("desk:organisation", args=[ticket.organisation_id])
        rows.append(Fact(gettext("Organisation"), ticket.organisation.name, note=decided.said, url=url))
        if ticket.partner_grant is not None:
            note = "" if ticket.requester_takes_part else gettext("may no longer act for them: sees nothing of it, gets no e-mail")
            rows.append(Fact(gettext("Asked by the partner"), ticket.partner_grant.partner.name, note=note))
        if ticket.organisation.notes:
            rows.append(Fact(gettext("About them"), Truncator(ticket.organisation.notes).chars(LONGEST_NOTE)))
    if person.notes:
        rows.append(Fact(gettext("Notes"), person.notes))
    return rows


def context(
    ticket: Ticket,
    who: Viewer,
    refused: Mapping[str, ReplyForm],
    *,
    shown: Mapping[str, ReplyForm] | None = None,
    solving: ResolveForm | None = None,
    knew: int | None = None,
    begun: str = "",
) -> dict[str, Any]:
    """Return the template context of the desk's ticket page.

    ``refused`` is the writing form that was posted and not taken, by its name; ``shown`` one that is shown for another reason, such as
    a preview; ``solving`` what stood beside it. What came after the entry ``knew`` of the history is marked as news. A reply that
    nobody has begun begins with the words ``begun``.
    """
    opened = next(iter(refused), "")
    links = linked(ticket, who)
    # Asked for as few tickets have any.
    parts = children.unfinished(ticket, among=Ticket.objects.worked_by(who)) if open_parts(links) else []
    offered = list(verbs(ticket, who, has_open_parts=bool(parts)))
    now = clock.now()
    beside = aside(ticket, who, at=now)
    told = story(ticket, reader=Reader(who.user_id, now, beside, _knew(beside) if knew is None and not shown else knew))
    forms = writing_forms(beside, told, {**(shown or {}), **refused}, is_first=ticket.answered_at is None)
    if begun and not forms["reply"].is_bound and forms["reply"].saved is None:
        forms["reply"].initial["body"] = begun
    _ask_about_parts(forms["reply"], ticket, parts)
    mine = Ticket.objects.worked_by(who).exclude(pk=ticket.pk)
    may_work = permissions.may_work_on(who, ticket)
    may_write = may_work and (ticket.can_be_answered or opened in {"reply", "call"} or bool({"reply", "call"} & set(shown or {})))
    earlier = mine.filter(requester_id=ticket.requester_id).order_by("-touched_at").only("title", "status", "touched_at")
    return {
        "ticket": ticket,
        "story": replace(told, entries=mentioned.at_the_desk(told.entries, ticket, who)),
        "here": beside.here,
        "unreachable": beside.unreachable,
        "kept_apart": beside.kept_apart,
        "consultations": [one for one in beside.consultations if one.is_open],
        "parts": parts_of(ticket, told),
        "steps": steps(ticket, milestones(ticket) if told.earlier else told.events, told.messages),
        "facts": [*facts(ticket, at=now), *_followers(ticket, beside), *_asked_outside(ticket, beside), *watched_facts(beside.watched)],
        "requester_facts": requester_facts(ticket),
        "links": links,
        "link_warnings": warnings(links),
        "earlier": list(earlier[:EARLIER_LIMIT]) if ticket.requester_id else [],
        "verbs": offered,
        "more_verbs": any(verb.is_rare for verb in offered),
        "forms": forms,
        "recipients": recipients(ticket, beside.followers, last_reply_at=beside.last_reply_at, leave_out=forms["reply"].left_out()),
        "proposed": proposed(beside.followers),
        "solve": solving or ResolveForm(ticket=ticket, parts=parts, initial=_begun_solution(beside), auto_id="solve_%s"),
        "opened": opened,
        "active": opened or next(iter(shown or {}), "") or _begun_last(beside),
        "appointment": notice(ticket, at=now),
        "contact": ticket.contact if ticket.contact_id != who.user_id else None,
        "is_incident": asks_cause(ticket),
        "only_reads": not may_work,
        "may_write": may_write,
        "stranded": []
        if may_write
        else [(NAMES[MessageKind(kind)], one) for kind, one in beside.drafts.items() if kind != MessageKind.NOTE],
        "can_resolve": ticket.can_become(Status.RESOLVED),
    }


def writing_forms(beside: Aside, told: Story, given: Mapping[str, ReplyForm], *, is_first: bool) -> dict[str, ReplyForm]:
    """Return the composer's forms: those ``given``, the others with the agent's drafts in them, or empty. The first reply has more parts."""
    forms = {}
    for name, usual in WRITING_FORMS.items():
        saved = beside.drafts.get(usual.kind)
        # Words that were begun for a first reply are not lost when a colleague was faster.
        has_parts = saved is not None and not saved.besides.keys().isdisjoint({"on_it", "needs"})
        form = FirstReplyForm if (is_first or has_parts) and name == "reply" else usual
        made = given.get(name) or form(auto_id=f"{name}_%s", initial=_begun(saved, told) if saved else {"seen": told.last, "version": 0})
        made.saved = saved
        made.macro_effects = effects(made.macro) if made.macro is not None else ()
        if saved and not made.is_bound and name in given:
            made.initial.update(_begun(saved, told, chosen=str(made.initial.get("body", ""))))
        made.news = told.news if name in given or saved else ()
        if not made.is_bound:
            made.initial.setdefault("seen", told.last)
            made.initial.setdefault("version", saved.version if saved else 0)
        forms[name] = made
    return forms


def _ask_about_parts(reply: ReplyForm, ticket: Ticket, parts: list[Ticket]) -> None:
    """Let a reply by a macro that resolves ask about open ``parts``; what was chosen by now stays."""
    if reply.macro is None or reply.macro.status != MacroStatus.RESOLVED or not parts or reply.parts_form is not None:
        return
    typed = {name: reply.data[name] for name in ("with_parts", "parts_seen") if name in reply.data}
    reply.parts_form = PartsForm(ticket=ticket, parts=parts, initial=typed, auto_id="reply_%s")


def _begun(saved: Saved, told: Story, *, chosen: str = "") -> dict[str, Any]:
    """Return a draft as it is offered again, with the text that was chosen below it, unless that is in it already."""
    body = saved.body if chosen in saved.body else f"{saved.body.rstrip()}\n\n{chosen}".strip()
    return {**saved.besides, "body": body, "submission": saved.submission, "version": saved.version, "seen": told.last}


def _begun_solution(beside: Aside) -> dict[str, Any]:
    """Return what the draft of a reply holds of how it was solved."""
    saved = beside.drafts.get(MessageKind.PUBLIC)
    return {name: text for name, text in saved.besides.items() if name in ResolveForm.base_fields} if saved is not None else {}


def _knew(beside: Aside) -> int | None:
    """Return what the agent knew when they wrote their oldest draft; ``None`` when they have begun nothing."""
    return min((saved.seen for saved in beside.drafts.values()), default=None)


def _begun_last(beside: Aside) -> str:
    newest = max(beside.drafts.values(), key=lambda saved: saved.at, default=None)
    return NAMES[MessageKind(newest.kind)] if newest is not None else ""
