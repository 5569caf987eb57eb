"""The history of a ticket in words."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from tickets.enums import (
    AppointmentOutcome,
    Channel,
    CloseReason,
    EscalationReason,
    FollowerRole,
    Kind,
    Priority,
    ReferenceKind,
    RejectReason,
    Relation,
    StallReason,
    Verb,
)
from tickets.models import TicketEvent
from tickets.pages.invited import calendar_answer
from tickets.pages.names import Names
from tickets.pages.priority import answers_said
from tickets.pages.watched import by_itself
from tickets.pages.withheld import withheld
from tickets.references import reference

# Told by the message itself.
SILENT = frozenset({Verb.ANSWERED, Verb.NOTED, Verb.CALLED, Verb.WRITTEN, Verb.CONSULT_ANSWERED})


Sentence = Callable[[TicketEvent, Names], str]


def _code(choices: Any, value: Any) -> str:
    return str(choices(value).label) if value in choices.values else str(value)


def _with_reason(said: str, event: TicketEvent) -> str:
    return f"{said}: {event.reason}" if event.reason else said


def _taken(event: TicketEvent, names: Names) -> str:
    before = event.payload.get("before")
    return gettext("Taken over from %(name)s") % {"name": names.user(before)} if before else gettext("Taken")


def _assigned(event: TicketEvent, names: Names) -> str:
    name, why, count = names.user(event.payload.get("owner")), event.payload.get("why"), event.payload.get("open") or 0
    said = {"name": name, "count": count}
    match why:
        case "language":
            return (
                ngettext(
                    "Assigned by itself to %(name)s, who speaks the requester’s language and had %(count)d open ticket",
                    "Assigned by itself to %(name)s, who speaks the requester’s language and had %(count)d open tickets",
                    count,
                )
                % said
            )
        case "load":
            return (
                ngettext(
                    "Assigned by itself to %(name)s, whose turn it was with %(count)d open ticket",
                    "Assigned by itself to %(name)s, whose turn it was with %(count)d open tickets",
                    count,
                )
                % said
            )
    return gettext("Assigned to %(name)s") % {"name": name}


def _transferred(event: TicketEvent, names: Names) -> str:
    where = {"queue": names.queue(event.payload.get("queue")), "tier": event.payload.get("tier") or 1}
    has_lines = names.has_lines(event.payload.get("queue"))
    if event.payload.get("returned"):
        said = gettext("Done, back to %(queue)s, line %(tier)s") if has_lines else gettext("Done, back to %(queue)s")
    else:
        said = gettext("Passed to %(queue)s, line %(tier)s") if has_lines else gettext("Passed to %(queue)s")
    return _with_reason(said % where, event)


def _exact(at: datetime) -> str:
    local = localtime(at)
    return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} {local.tzname()}"


def _released(event: TicketEvent, names: Names) -> str:
    left = event.payload.get("why") == "left"
    said = gettext("%(name)s works here no longer, so nobody owns it") if left else gettext("%(name)s is no longer the owner")
    return said % {"name": names.user(event.payload.get("before"))}


def _stalled(event: TicketEvent, names: Names) -> str:
    said = gettext("Stalled: %(why)s") % {"why": _code(StallReason, event.payload.get("why"))}
    until = parse_datetime(event.payload.get("until") or "")
    return f"{said}, {_exact(until)}" if until else said


def _escalated(event: TicketEvent, names: Names) -> str:
    said = gettext("Escalated to line %(tier)s: %(why)s") % {
        "tier": event.payload.get("tier"),
        "why": _code(EscalationReason, event.payload.get("why")),
    }
    return f"{said}. {event.reason}" if event.reason else said


def _offered(event: TicketEvent, names: Names) -> str:
    number, agent = event.payload.get("number") or 0, event.payload.get("user")
    said = ngettext("Appointment offered, %(number)d time to choose", "Appointment offered, %(number)d times to choose among", number)
    said %= {"number": number}
    return gettext("%(said)s, with %(name)s") % {"said": said, "name": names.user(agent)} if agent else said


def _until(event: TicketEvent) -> str:
    until = parse_datetime(event.payload.get("until") or "")
    return _exact(until) if until else "?"


def _number(event: TicketEvent) -> int:
    return len(event.payload.get("questions") or [])


def _promised(event: TicketEvent, names: Names) -> str:
    due = parse_datetime(event.payload.get("due") or "")
    if due is None:
        return str(event.get_verb_display())
    return gettext("News promised by %(moment)s") % {"moment": _exact(due)}


def _triaged(event: TicketEvent, names: Names) -> str:
    before, after = event.payload.get("before"), event.payload.get("after")
    if not isinstance(before, dict) or not isinstance(after, dict):
        return str(event.get_verb_display())
    said = [_code(Kind, after["kind"])] if after.get("kind") and after["kind"] != before.get("kind") else []
    if after.get("category") != before.get("category"):
        said.append(gettext("category chosen") if after.get("category") else gettext("no category"))
    if any(after.get(name) != before.get(name) for name in ("people", "urgency", "priority")):
        said.append(_prioritised(event, after))
    return gettext("Sorted: %(what)s") % {"what": "; ".join(said)} if said else str(event.get_verb_display())


def _prioritised(event: TicketEvent, after: dict[str, Any]) -> str:
    said = gettext("priority %(priority)s") % {"priority": _code(Priority, after.get("priority"))}
    why = answers_said(after.get("people") or "", after.get("urgency") or "")
    if not event.reason:
        return f"{said} ({why})" if why else said
    proposed = event.payload.get("proposed")
    instead = gettext("instead of %(priority)s") % {"priority": _code(Priority, proposed)} if proposed else ""
    return f"{' '.join(filter(None, [said, instead]))}: {event.reason}"


def _mail_failed(event: TicketEvent, names: Names) -> str:
    said = (
        gettext("An e-mail is delayed (%(status)s)")
        if event.payload.get("delayed")
        else gettext("An e-mail could not be delivered (%(status)s)")
    )
    return said % {"status": event.payload.get("status") or "?"}


def _woken(event: TicketEvent, names: Names) -> str:
    if event.payload.get("why") == StallReason.THIRD_PARTY:
        return gettext("Work goes on: somebody who was asked outside answered")
    if event.payload.get("why") == "call":
        return gettext("Work goes on: the requester has no e-mail to be reminded by. Please call.")
    return _with_reason(gettext("Work goes on"), event)


def _closed(event: TicketEvent, names: Names) -> str:
    days = event.payload.get("days") or 0
    match event.payload.get("why"):
        case CloseReason.TIME:
            return ngettext(
                "Closed by itself: nobody objected for %(days)d working day",
                "Closed by itself: nobody objected for %(days)d working days",
                days,
            ) % {"days": days}
        case CloseReason.SILENCE:
            return gettext("Closed by itself: the requester did not answer")
        case CloseReason.REQUESTER:
            return gettext("Closed: the requester says that it is solved")
        case CloseReason.CONFIRMED:
            return gettext("Closed: the requester said that it works")
    return _with_reason(gettext("Closed"), event)


def _elsewhere(said: str, event: TicketEvent) -> str:
    return said % {"kind": _code(ReferenceKind, event.payload.get("kind")), "text": event.reason}


def _rejected(event: TicketEvent, names: Names) -> str:
    why = event.payload.get("why")
    return _with_reason(gettext("Rejected (%(why)s)") % {"why": _code(RejectReason, why)} if why else gettext("Rejected"), event)


def _linked(event: TicketEvent, names: Names) -> str:
    number = event.payload.get("target") or event.payload.get("source")
    relation = event.payload.get("relation")
    if relation in Relation.values and relation != Relation.RELATED:
        return f"{Relation(relation).label} {reference(number)}"
    return gettext("Linked with suport#%(number)s") % {"number": number}


def _followed(event: TicketEvent, names: Names) -> str:
    is_agent = event.payload.get("role") == FollowerRole.AGENT
    said = gettext("%(name)s follows as a colleague") if is_agent else gettext("%(name)s follows, and gets a copy of public mail")
    return said % {"name": names.user(event.payload.get("user"))}


def _unfollowed(event: TicketEvent, names: Names) -> str:
    said = gettext("%(name)s shall not follow") if event.payload.get("role") == FollowerRole.ASKED else gettext("%(name)s follows no more")
    return said % {"name": names.user(event.payload.get("user"))}


def _follow_asked(event: TicketEvent, names: Names) -> str:
    people = ", ".join(names.user(pk) for pk in event.payload.get("users") or ())
    left_out = event.payload.get("left_out") or 0
    more = ngettext("%(count)d more address was left out", "%(count)d more addresses were left out", left_out) % {"count": left_out}
    if not people:
        return gettext("An e-mail went to many others, too: nobody of them was asked to follow (%(count)d addresses)") % {"count": left_out}
    said = gettext("Asked for as followers by an e-mail that is not verified: %(people)s") % {"people": people}
    return f"{said}; {more}" if left_out else said


def _split(event: TicketEvent, names: Names) -> str:
    moved = len(event.payload.get("messages", ()))
    if "target" in event.payload:
        said = ngettext("%(count)d message became %(other)s", "%(count)d messages became %(other)s", moved)
        return said % {"count": moved, "other": reference(event.payload["target"])}
    said = ngettext("Split from %(other)s with %(count)d message", "Split from %(other)s with %(count)d messages", moved)
    return said % {"count": moved, "other": reference(event.payload.get("source", 0))}


def _merged(event: TicketEvent, names: Names) -> str:
    if "target" in event.payload:
        return gettext("Merged into %(other)s") % {"other": reference(event.payload["target"])}
    said = (
        gettext("%(other)s was merged into this ticket") if event.payload.get("openly") else gettext("%(other)s was merged in, not shown")
    )
    return said % {"other": reference(event.payload.get("source", 0))}


def _unmerged(event: TicketEvent, names: Names) -> str:
    other = reference(event.payload.get("target") or event.payload.get("source", 0))
    said = gettext("Separated from %(other)s") if "target" in event.payload else gettext("%(other)s goes on by itself again")
    return _with_reason(said % {"other": other}, event)


_SENTENCES: dict[str, Sentence] = {
    Verb.OPENED: lambda event, names: (
        (
            gettext("Opened by a partner in the client’s name: %(channel)s")
            if event.payload.get("partner_grant")
            else gettext("Opened: %(channel)s")
        )
        % {"channel": _code(Channel, event.payload.get("channel"))}
    ),
    Verb.PARTNER_ENDED: lambda event, names: gettext(
        "The partner may no longer act for the client: their access and the e-mails to them ended"
    ),
    Verb.PARTNER_BACK: lambda event, names: gettext("The partner may act for the client again"),
    Verb.LINKS_WITHDRAWN: lambda event, names: gettext("All links and codes given out so far were withdrawn"),
    Verb.TAKEN: _taken,
    Verb.ASSIGNED: _assigned,
    Verb.RELEASED: _released,
    Verb.CONTACT_TAKEN: lambda event, names: gettext("Talks to the requester from now on"),
    Verb.WITHDRAWN: lambda event, names: gettext("A reply was cancelled before it left"),
    Verb.STALLED: _stalled,
    Verb.REOPENED: lambda event, names: by_itself(event) or _with_reason(gettext("Reopened"), event),
    Verb.RESOLVED: lambda event, names: by_itself(event) or _with_reason(str(event.get_verb_display()), event),
    Verb.RECOVERED: lambda event, names: by_itself(event),
    Verb.WOKEN: _woken,
    Verb.CHASED: lambda event, names: (
        gettext("Reminder %(number)s sent: the requester has not answered") % {"number": event.payload.get("number")}
    ),
    Verb.CLOSED: _closed,
    Verb.REJECTED: _rejected,
    Verb.TRANSFERRED: _transferred,
    Verb.DIAGNOSED: lambda event, names: (
        ngettext("%(number)d basic question answered", "%(number)d basic questions answered", _number(event)) % {"number": _number(event)}
    ),
    Verb.DIAGNOSIS_WAIVED: lambda event, names: _with_reason(
        ngettext("%(number)d basic question left open", "%(number)d basic questions left open", _number(event))
        % {"number": _number(event)},
        event,
    ),
    Verb.ESCALATED: _escalated,
    Verb.HANDED_BACK: lambda event, names: _with_reason(
        gettext("Handed back to line %(tier)s") % {"tier": event.payload.get("tier")}, event
    ),
    Verb.HANDED_OVER: lambda event, names: (
        gettext("%(before)s left the organisation; %(name)s goes on as requester")
        % {"before": names.user(event.payload.get("before")), "name": names.user(event.payload.get("to"))}
    ),
    Verb.APPOINTMENT_OFFERED: _offered,
    Verb.APPOINTMENT_BOOKED: lambda event, names: gettext("Appointment booked: %(time)s") % {"time": _until(event)},
    Verb.APPOINTMENT_MOVED: lambda event, names: gettext("Appointment moved to %(time)s") % {"time": _until(event)},
    Verb.APPOINTMENT_REMINDED: lambda event, names: gettext("Both were reminded of the appointment"),
    Verb.APPOINTMENT_ANSWERED: calendar_answer,
    Verb.APPOINTMENT_DECLINED: lambda event, names: (
        gettext("The requester cannot come to the appointment")
        if event.payload.get("booked")
        else gettext("No offered time suits the requester")
    ),
    Verb.APPOINTMENT_CANCELLED: lambda event, names: (
        gettext("Appointment cancelled, because the ticket ended here")
        if event.payload.get("ended")
        else _with_reason(gettext("Appointment cancelled"), event)
    ),
    Verb.APPOINTMENT_OVER: lambda event, names: (
        gettext("Appointment: %(outcome)s") % {"outcome": _code(AppointmentOutcome, event.payload.get("outcome"))}
    ),
    Verb.RETITLED: lambda event, names: gettext("Title made clearer; before: %(title)s") % {"title": event.reason},
    Verb.TRIAGED: _triaged,
    Verb.PROMISED: _promised,
    Verb.LINKED: _linked,
    Verb.UNLINKED: lambda event, names: gettext("No longer linked with %(other)s") % {"other": reference(event.payload.get("target", 0))},
    Verb.SPLIT: _split,
    Verb.FOLLOWED: _followed,
    Verb.UNFOLLOWED: _unfollowed,
    Verb.FOLLOW_ASKED: _follow_asked,
    Verb.CONSULTED: lambda event, names: gettext("Asked outside by e-mail: %(addresses)s") % {"addresses": event.reason},
    Verb.CONSULT_AWAY: lambda event, names: gettext("An automatic answer of %(address)s, who was asked") % {"address": event.reason},
    Verb.CONSULT_FAILED: lambda event, names: gettext("The question to %(address)s could not be delivered") % {"address": event.reason},
    Verb.CONSULT_ENDED: lambda event, names: gettext("No answer of %(address)s is needed any more") % {"address": event.reason},
    Verb.FILE_KEPT_AWAY: lambda event, names: gettext("Kept away, the virus scanner found something: %(file)s") % {"file": event.reason},
    Verb.MERGED: _merged,
    Verb.UNMERGED: _unmerged,
    Verb.REFERENCED: lambda event, names: _elsewhere(gettext("%(kind)s noted: %(text)s"), event),
    Verb.UNREFERENCED: lambda event, names: _elsewhere(gettext("%(kind)s removed: %(text)s"), event),
    Verb.MAIL_FAILED: _mail_failed,
    Verb.MAIL_WITHHELD: withheld,
}


def sentence(event: TicketEvent, names: Names) -> str:
    """Return one sentence that tells ``event`` to an agent."""
    tell = _SENTENCES.get(event.verb)
    return tell(event, names) if tell is not None else _with_reason(str(event.get_verb_display()), event)
