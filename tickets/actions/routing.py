"""Where a ticket is worked on: its queue and its line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext, ngettext

from accounts.models import User
from foundation import clock
from foundation.safetext import printable
from queues.enums import Notice, Tier
from queues.models import Category, Membership, Queue
from tickets import desk_notices
from tickets.actions import diagnosis, guard, ownership, passing, record
from tickets.enums import EscalationReason, Priority, Verb
from tickets.errors import Refused
from tickets.models import Ticket

BATCH = 200


@dataclass(frozen=True, slots=True)
class Escalation:
    """Why a ticket goes up, and what was tried before; ``to`` is the line chosen, else the next one that somebody works on.

    ``answers`` are those to the category's basic questions, by the questions' ids; ``waiver`` says why some stay open.
    """

    reason: EscalationReason
    tried: str
    to: Tier | None = None
    answers: Mapping[int, str] = field(default_factory=dict)
    waiver: str = ""


def _forget_owner_unless_member(ticket: Ticket, *, tier: int | None = None) -> None:
    if ticket.owner_id is None:
        return
    memberships = Membership.objects.of(ticket.owner_id).filter(queue_id=ticket.queue_id)
    if tier is not None:
        memberships = memberships.filter(tier=tier)
    if not memberships.exists():
        ticket.owner = None


def _require_unfinished(ticket: Ticket) -> None:
    if not ticket.is_unfinished:
        raise Refused(gettext("This ticket is finished. Reopen it first."))


@transaction.atomic
def transfer(
    ticket: Ticket,
    *,
    to: Queue,
    note: str,
    tier: int | None = None,
    category: Category | None = None,
    seen: int | None = None,
    tells: bool = True,
    by: User,
    at: datetime | None = None,
) -> Ticket:
    """Pass the ticket to another queue with a note for the colleagues there: to line ``tier``, unsaid to the first one with members.

    Queues that take nothing from outside take it, too. An owner who does not work there is forgotten. Raises ``Refused`` without a note, for
    the same queue, for one out of use or without members on that line, and for a finished ticket.

    ``seen`` is the newest entry of the history that ``by`` knew: ``Stale`` is raised when somebody else moved it since, and the form sent
    twice moves it once. The colleagues there are told by mail if it ``tells``: of many at once nobody is.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.TRANSFERRED, seen=seen, by=by):
        return ticket
    guard.require_same_place(ticket, seen=seen, by=by)
    _require_unfinished(ticket)
    if not note.strip():
        raise Refused(gettext("Please write what your colleagues need to know."))
    if to.pk == ticket.queue_id:
        raise Refused(gettext("The ticket is in that queue already."))
    to = passing.in_use(to.pk)
    line = passing.line_for(to, tier)
    stays = ticket.owner_id is not None and Membership.objects.of(ticket.owner_id).filter(queue=to).exists()
    there = category if category is not None and category.queue_id == to.pk else None
    passing.put(ticket, to, line, owner=ticket.owner if stays else None, category=there, by=by, at=moment, reason=note.strip())
    if tells:
        desk_notices.tell_line(ticket, Notice.ARRIVED, by=by, at=moment)
    return ticket


@transaction.atomic
def send_back(
    ticket: Ticket, *, done: str = "", seen: int | None = None, tells: bool = True, by: User, at: datetime | None = None
) -> Ticket:
    """Send the ticket back to the queue it came from: to the line and category it had there, and to its owner then, if still there.

    ``done`` says what was done. Raises ``Refused`` when it came from nowhere, when that queue is out of use or empty, and for a finished one.
    ``seen`` and ``tells`` as for ``transfer``.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.TRANSFERRED, seen=seen, by=by):
        return ticket
    guard.require_same_place(ticket, seen=seen, by=by)
    _require_unfinished(ticket)
    places = passing.way(ticket)
    if not places:
        raise Refused(gettext("This ticket came from no other queue."))
    place = places[-1]
    to = passing.in_use(place.queue_id)
    line = passing.line_for(to, place.tier if place.tier in passing.lines_of(to) else None)
    owner = passing.still_there(place.owner_id, to, at=moment)
    category = Category.objects.filter(pk=place.category_id or 0, queue=to).first()
    passing.put(ticket, to, line, owner=owner, category=category, by=by, at=moment, reason=done.strip(), is_return=True)
    if tells:
        desk_notices.tell_line(ticket, Notice.ARRIVED, by=by, at=moment)
    return ticket


def rescue(*, at: datetime | None = None) -> int:
    """Let unfinished tickets of queues that went out of use go on where every ticket enters: nobody sees them any more where they are.

    Return how many. Safe to run twice, and by two workers at once.
    """
    moment, entry = clock.now(at), Queue.objects.entry()
    if entry is None:
        return 0
    stranded = list(Ticket.objects.unfinished().filter(queue__is_active=False).order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_rescue(pk, entry, at=moment) for pk in stranded)


@transaction.atomic
def _rescue(pk: int, entry: Queue, *, at: datetime) -> bool:
    ticket = record.locked_as_is(Ticket(pk=pk))
    if ticket.queue.is_active:
        return False
    line = next(iter(passing.lines_of(entry)), int(Tier.FIRST))
    passing.put(ticket, entry, line, owner=None, category=None, by=None, at=at, reason="")
    desk_notices.tell_line(ticket, Notice.ARRIVED, by=None, at=at)
    return True


@transaction.atomic
def escalate(ticket: Ticket, escalation: Escalation, *, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Send the ticket to a higher line: the next one with people, or the one named.

    Raises ``Refused`` when there is none, nobody works there, nothing was tried, a line is left out for what is not critical, or basic
    questions of the category stay open without a reason. ``seen`` as for ``transfer``.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.ESCALATED, seen=seen, by=by):
        return ticket
    guard.require_same_place(ticket, seen=seen, by=by)
    _require_unfinished(ticket)
    target = _line_above(ticket, escalation)
    if not escalation.tried.strip():
        raise Refused(gettext("Please write what has been tried so far."))
    ticket = _diagnosed(ticket, escalation, by=by, at=moment)
    before = ticket.tier
    ticket.tier, ticket.touched_at = target, moment
    _forget_owner_unless_member(ticket, tier=target)
    ticket.save(update_fields=["tier", "owner", "touched_at"])
    record.event(
        ticket, Verb.ESCALATED, by=by, at=moment, reason=escalation.tried.strip(), before=before, tier=target, why=escalation.reason
    )
    ownership.find_owner(ticket, at=moment)
    desk_notices.tell_line(ticket, Notice.ARRIVED, by=by, at=moment)
    return ticket


def _diagnosed(ticket: Ticket, escalation: Escalation, *, by: User, at: datetime) -> Ticket:
    """Keep the answers that come with an escalation. Raises ``Refused`` when some are missing and nobody says why."""
    ticket = diagnosis.answer(ticket, escalation.answers, by=by, at=at)
    left = diagnosis.open_questions(ticket)
    if left and not escalation.waiver.strip():
        said = ngettext(
            "%(number)d basic question has no answer yet. Answer it, or say why it stays open.",
            "%(number)d basic questions have no answer yet. Answer them, or say why they stay open.",
            len(left),
        )
        raise Refused(said % {"number": len(left)})
    if left:
        reason = printable(escalation.waiver).strip()
        record.event(ticket, Verb.DIAGNOSIS_WAIVED, by=by, at=at, reason=reason, questions=[question.pk for question in left])
    return ticket


def _line_above(ticket: Ticket, escalation: Escalation) -> int:
    """Return the line the ticket goes up to. Raises ``Refused``: no ticket is left on a line where nobody works."""
    above = [tier for tier in ticket.queue.tier_choices if tier > ticket.tier]
    if escalation.to is not None and escalation.to <= ticket.tier:
        raise Refused(gettext("The ticket is on %(line)s already.") % {"line": Tier(ticket.tier).label})
    if not above or (escalation.to is not None and escalation.to not in above):
        raise Refused(gettext("There is no higher line in this queue."))
    staffed = Membership.objects.staffed_tiers(ticket.queue_id)
    reachable = [tier for tier in above if tier in staffed]
    if not reachable:
        raise Refused(gettext("Nobody works on a higher line of this queue. Ask whoever leads it, or pass the ticket to another queue."))
    target = escalation.to or reachable[0]
    if target not in reachable:
        raise Refused(gettext("Nobody works on %(line)s of this queue, so the ticket would lie there.") % {"line": target.label})
    is_critical = ticket.priority == Priority.CRITICAL or escalation.reason == EscalationReason.CRITICALITY
    if target > reachable[0] and not is_critical:
        said = gettext("Only what is critical goes straight to %(line)s. Choose %(next)s, or the reason criticality.")
        raise Refused(said % {"line": target.label, "next": reachable[0].label})
    return int(target)


@transaction.atomic
def hand_back(ticket: Ticket, *, reason: str, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Send the ticket to the next lower line with people, and count it.

    Raises ``Refused`` on line 1, without a reason, and when nobody works on a lower line. ``seen`` as for ``transfer``.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.HANDED_BACK, seen=seen, by=by):
        return ticket
    guard.require_same_place(ticket, seen=seen, by=by)
    _require_unfinished(ticket)
    if ticket.tier <= Tier.FIRST:
        raise Refused(gettext("The ticket is on line 1 already."))
    if not reason.strip():
        raise Refused(gettext("Please say why it goes back."))
    before = ticket.tier
    below = [tier for tier in Membership.objects.staffed_tiers(ticket.queue_id) if tier < before]
    if not below:
        raise Refused(gettext("Nobody works on a lower line of this queue, so the ticket would lie there."))
    ticket.tier, ticket.touched_at, ticket.hand_backs = max(below), moment, ticket.hand_backs + 1
    _forget_owner_unless_member(ticket, tier=ticket.tier)
    ticket.save(update_fields=["tier", "owner", "touched_at", "hand_backs"])
    record.event(ticket, Verb.HANDED_BACK, by=by, at=moment, reason=reason.strip(), before=before, tier=ticket.tier)
    ownership.find_owner(ticket, at=moment)
    desk_notices.tell_line(ticket, Notice.ARRIVED, by=by, at=moment)
    return ticket
