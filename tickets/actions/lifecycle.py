"""Who works on a ticket and where it stands."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from queues.models import Membership
from tickets import desk_notices, notices
from tickets.actions import calling_off, contacts, conversation, guard, indexing, ownership, record, resolving, timetable
from tickets.actions.resolving import Solution
from tickets.enums import CloseReason, RejectReason, StallReason, Status, Verb
from tickets.errors import Refused, Stale
from tickets.models import Ticket

LONGEST_STALL = timedelta(days=3660)


def take(ticket: Ticket, *, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Make ``by`` the owner; ``seen`` as for ``assign``. Taking does not open: only an answer does."""
    return assign(ticket, to=by, seen=seen, by=by, at=at)


@transaction.atomic
def assign(ticket: Ticket, *, to: User, seen: int | None = None, tells: bool = True, by: User, at: datetime | None = None) -> Ticket:
    """Make ``to`` the owner. Raises ``Refused`` when that person does not work in the ticket's queue, or is away.

    Who takes a ticket themselves is here, whatever their absences say. ``seen`` is the newest entry of the history that ``by`` knew:
    ``Stale`` is raised when the owner changed since. The new owner is told by mail if it ``tells``: of many at once nobody is.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.owner_id == to.pk:
        return ticket
    ownership.require_same_owner(ticket, seen=seen, by=by)
    if not Membership.objects.of(to.pk).filter(queue_id=ticket.queue_id).exists():
        raise Refused(gettext("%(name)s does not work in this queue.") % {"name": to.display_name})
    if to != by:
        ownership.require_present(to, at=moment)
    before = ticket.owner_id
    ticket.owner = to
    contacts.owner_changed(ticket)
    ticket.save(update_fields=["owner", "contact"])
    record.event(ticket, Verb.TAKEN if to == by else Verb.ASSIGNED, by=by, at=moment, before=before, owner=to)
    if tells:
        desk_notices.tell_assigned(ticket, by=by, at=moment)
    return ticket


@transaction.atomic
def release(ticket: Ticket, *, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Give the ticket back to the queue: nobody owns it. ``seen`` as for ``assign``."""
    ticket = record.locked(ticket)
    if ticket.owner_id is None:
        return ticket
    ownership.require_same_owner(ticket, seen=seen, by=by)
    before = ticket.owner_id
    ticket.owner = None
    ticket.save(update_fields=["owner"])
    record.event(ticket, Verb.RELEASED, by=by, at=clock.now(at), before=before)
    return ticket


@transaction.atomic
def resolve(ticket: Ticket, draft: conversation.Draft, *, by: User, solution: Solution | None = None, at: datetime | None = None) -> Ticket:
    """Tell the requester that it is solved, in one act, and keep for colleagues how. Raises ``Refused`` when that cannot be now.

    With an empty text the requester gets our standard words. The form sent twice resolves once.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if ticket.status == Status.RESOLVED and (conversation.sent_before(ticket, draft) or resolving.kept_before(ticket, solution, by=by)):
        return ticket
    guard.require_fresh(ticket, seen=draft.seen, by=by)
    record.require_move(ticket, Status.RESOLVED)
    if draft.news_by is not None:
        raise Refused(gettext("What is solved needs no promise of news. Leave the moment empty, or send the reply without resolving."))
    if solution is not None:
        resolving.require(ticket, solution, at=moment)
    has_words = draft.has_words
    if ticket.status == Status.NEW and not has_words:
        raise Refused(gettext("Nobody has answered yet. Please tell the requester how it was solved."))
    reply = conversation.last_reply(ticket, draft, by=by, at=moment) if has_words else None
    # The reply moved the row on; it is read once more, so that nothing it wrote is lost.
    ticket = record.locked(ticket)
    calling_off.end_with(ticket, by=by, at=moment, not_before=reply.leaves_at if reply is not None else None)
    record.move(ticket, Status.RESOLVED, at=moment)
    event = record.event(ticket, Verb.RESOLVED, by=by, at=moment)
    if solution is not None:
        resolving.keep(event, solution)
    notices.tell_resolved(ticket, reply, leave_out=draft.leave_out, at=moment)
    notices.tell_parts_resolved(ticket, at=moment)
    return ticket


@transaction.atomic
def stall(
    ticket: Ticket, *, why: StallReason, until: datetime | None, seen: int | None = None, by: User, at: datetime | None = None
) -> Ticket:
    """Park an open ticket and say what it waits for. Raises ``Refused`` when it is not open, or a date is missing or past.

    Without a date, its queue says when we look again at what waits for nobody outside or for a third party.

    ``seen`` is the newest entry of the history that ``by`` knew: ``Stale`` is raised for newer words, and the form sent twice stalls once.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.STALLED, seen=seen, by=by):
        return ticket
    guard.require_fresh(ticket, seen=seen, by=by)
    if why == StallReason.DATE and until is None:
        raise Refused(gettext("Please say until when it waits."))
    if until is not None and until <= moment:
        raise Refused(gettext("That date has passed. Please choose a later one."))
    if until is not None and until - moment > LONGEST_STALL:
        raise Refused(gettext("This is very far away. Please choose an earlier date."))
    until = until or timetable.looks_again_at(ticket.queue, why, at=moment)
    record.move(ticket, Status.STALLED, at=moment, stall_reason=why, wake_at=until)
    record.event(ticket, Verb.STALLED, by=by, at=moment, why=why, until=until.isoformat() if until else None)
    return ticket


@transaction.atomic
def reopen(ticket: Ticket, *, by: User, reason: str = "", seen: int | None = None, at: datetime | None = None) -> Ticket:
    """Go on with a stalled, resolved, closed or rejected ticket, however old. Raises ``Refused`` for a new one and for an open one.

    With ``seen``, the newest entry that ``by`` knew, the form sent twice reopens once.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.REOPENED, Verb.WOKEN, seen=seen, by=by):
        return ticket
    if ticket.status == Status.NEW:
        raise Refused(gettext("A new ticket opens with the first answer."))
    record.go_on(ticket, by=by, at=moment, reason=reason)
    return ticket


@transaction.atomic
def close(ticket: Ticket, *, by: User | None, seen: int | None = None, at: datetime | None = None) -> Ticket:
    """Close a resolved ticket; ``by`` is ``None`` when its days are over. Raises ``Refused`` from any other status.

    No mail is sent: the one that said it was solved named the day. ``seen`` as for ``reopen``.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if by is not None and guard.repeats(ticket, Verb.CLOSED, seen=seen, by=by):
        return ticket
    if ticket.status == Status.STALLED:
        raise Refused(gettext("This ticket waits. Resolve it first: so the requester hears how it ended."))
    record.move(ticket, Status.CLOSED, at=moment)
    why: dict[str, Any] = {"why": CloseReason.TIME, "days": ticket.queue.close_days} if by is None else {}
    record.event(ticket, Verb.CLOSED, by=by, at=moment, **why)
    return ticket


@transaction.atomic
def reject(ticket: Ticket, *, why: RejectReason, note: str = "", seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Refuse a ticket that is not ours to solve; ``note`` is for colleagues. Raises ``Refused`` when work has finished.

    The requester is told why, kindly, in the queue's words; spam is never answered, but a booked appointment is taken out of calendars.
    ``seen`` as for ``stall``.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    if guard.repeats(ticket, Verb.REJECTED, seen=seen, by=by):
        return ticket
    guard.require_fresh(ticket, seen=seen, by=by)
    record.require_move(ticket, Status.REJECTED)
    calling_off.end_with(ticket, by=by, at=moment, quietly=why == RejectReason.SPAM)
    record.move(ticket, Status.REJECTED, at=moment)
    record.event(ticket, Verb.REJECTED, by=by, at=moment, reason=note.strip(), why=why)
    notices.tell_rejected(ticket, why, at=moment)
    return ticket


@transaction.atomic
def unreject(ticket: Ticket, *, by: User, at: datetime | None = None) -> Ticket:
    """Take back a rejection that nobody was told of: what nobody had answered is new again, all else open.

    Raises ``Refused`` for a ticket that is not rejected.
    """
    ticket = record.locked(ticket)
    if ticket.status != Status.REJECTED:
        raise Refused(gettext("This ticket is not rejected."))
    record.go_on(ticket, by=by, at=clock.now(at))
    if ticket.answered_at is None:
        ticket.status = Status.NEW
        ticket.save(update_fields=["status"])
    return ticket


@transaction.atomic
def retitle(ticket: Ticket, *, title: str, seen: int | None = None, by: User, at: datetime | None = None) -> Ticket:
    """Make the title say more; the old one stays in the history. Raises ``Refused`` for an empty one.

    ``seen`` is the newest entry of the history that ``by`` knew: ``Stale`` is raised when somebody else renamed it since.
    """
    ticket = record.locked(ticket)
    clean = one_line(title[:300])
    if not clean:
        raise Refused(gettext("A ticket needs a title."))
    if clean == ticket.title:
        return ticket
    if guard.missed(ticket, {Verb.RETITLED}, seen=seen, by=by) is not None:
        said = gettext(
            "Somebody renamed this ticket meanwhile, so nothing was saved. It is called “%(title)s” now. Save once more to rename it."
        )
        raise Stale(said % {"title": ticket.title})
    before, ticket.title = ticket.title, clean
    ticket.save(update_fields=["title"])
    indexing.ticket_changed(ticket)
    record.event(ticket, Verb.RETITLED, by=by, at=clock.now(at), reason=before)
    return ticket
