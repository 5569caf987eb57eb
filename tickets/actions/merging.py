"""Merging tickets about the same matter, and separating them again (docs/decisions/0010-merging.md).

Only a pointer is set: the messages stay where they were written and are shown in the other ticket, too.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from tickets import notices
from tickets.actions import calling_off, drafts, record, timetable
from tickets.chains import Pointer, ends
from tickets.enums import FINISHED, PromiseState, Verb
from tickets.errors import Refused
from tickets.models import Ticket
from tickets.openness import are_one_person_s


@transaction.atomic
def merge(ticket: Ticket, *, into: Ticket, by: User, at: datetime | None = None) -> Ticket:
    """Let ``ticket`` go on in ``into``, or where that one goes on; return that ticket.

    One person's tickets are merged openly when it is sure whose they are. Otherwise requesters are told, not shown.
    Raises ``Refused`` for itself, a circle, and a finished target.
    """
    moment = clock.now(at)
    ticket, root = _both_locked(ticket, into)
    _require_merge(ticket, root, named=into)
    ticket.merged_into, ticket.merged_openly = root, are_one_person_s(ticket, root)
    _point(ticket, [ticket, *ticket.parts.all()], into=root)
    timetable.drop(ticket)
    drafts.go_along(ticket, into=root)
    calling_off.end_with(ticket, by=by, at=moment)
    record.settle_promise(ticket, PromiseState.ENDED, by=by, at=moment)
    record.event(ticket, Verb.MERGED, by=by, at=moment, target=root, openly=ticket.merged_openly)
    record.event(root, Verb.MERGED, by=by, at=moment, source=ticket, openly=ticket.merged_openly)
    notices.tell_merged(ticket, root, at=moment)
    return root


@transaction.atomic
def unmerge(ticket: Ticket, *, by: User, reason: str = "", at: datetime | None = None) -> Ticket:
    """Take ``ticket`` out of the one it was merged into, with all that had been merged into it before.

    It goes on where it stood; what was written to the other ticket meanwhile stays there. Raises ``Refused`` when it is not merged.
    """
    moment = clock.now(at)
    record.one_at_a_time()
    named = Ticket.objects.get(pk=ticket.pk)
    if named.merged_root_id is None:
        raise Refused(gettext("This ticket is not merged."))
    rows = record.all_locked({named.pk, named.merged_root_id})
    ticket, root = rows[named.pk], rows[named.merged_root_id]
    ticket.merged_into, ticket.merged_openly = None, False
    _point(ticket, [ticket, *root.parts.exclude(pk=ticket.pk)], into=None)
    timetable.plan(ticket, at=moment, reminders=ticket.reminders)
    ticket.save(update_fields=[*timetable.COLUMNS])
    record.event(ticket, Verb.UNMERGED, by=by, at=moment, reason=reason.strip(), target=root)
    record.event(root, Verb.UNMERGED, by=by, at=moment, reason=reason.strip(), source=ticket)
    return ticket


def _both_locked(ticket: Ticket, into: Ticket) -> tuple[Ticket, Ticket]:
    record.one_at_a_time()
    root_id = Ticket.objects.values_list("merged_root_id", flat=True).get(pk=into.pk) or into.pk
    rows = record.all_locked({ticket.pk, root_id})
    return rows[ticket.pk], rows[root_id]


def _require_merge(ticket: Ticket, root: Ticket, *, named: Ticket) -> None:
    if named.pk == ticket.pk:
        raise Refused(gettext("A ticket cannot be merged into itself. Please choose another one."))
    if ticket.is_merged:
        raise Refused(gettext("This ticket was merged meanwhile."))
    if root.pk == ticket.pk:
        raise Refused(gettext("%(other)s was merged into this ticket already. Separate it first.") % {"other": named.reference})
    if root.status in FINISHED:
        raise Refused(gettext("%(other)s is finished. Reopen it first, or link the two.") % {"other": root.reference})


def _point(ticket: Ticket, whole: list[Ticket], *, into: Ticket | None) -> None:
    """Save the pointer of ``ticket``, and for all of the ``whole`` where they lead now."""
    pointers = {row.pk: Pointer(row.merged_into_id, row.merged_openly) for row in whole if row.merged_into_id is not None}
    if into is not None:
        pointers |= {ticket.pk: Pointer(into.pk, ticket.merged_openly)}
    found = ends(pointers)
    for row in whole:
        end = found.get(row.pk)
        row.merged_root_id, row.shown_in_id = (end.root, end.shown_in) if end is not None else (None, None)
    ticket.save(update_fields=["merged_into", "merged_openly", "merged_root", "shown_in"])
    Ticket.objects.bulk_update([row for row in whole if row.pk != ticket.pk], ["merged_root", "shown_in"])
