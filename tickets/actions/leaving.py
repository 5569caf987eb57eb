"""Somebody leaves an organisation: what they asked in its name goes on with somebody else."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext

from accounts.actions import membership
from accounts.models import Departure, Organisation, User
from foundation import clock
from queues.models import Membership
from tickets import notices
from tickets.actions import indexing, record
from tickets.enums import Status, Verb
from tickets.errors import Refused
from tickets.models import Ticket
from tickets.querysets import TicketQuerySet

GOES_ON = (Status.NEW, Status.OPEN, Status.STALLED, Status.RESOLVED)


@dataclass(frozen=True, slots=True)
class Left:
    """What a departure did."""

    departure: Departure
    handed_over: list[Ticket]


def asked(person: User, organisation: Organisation) -> TicketQuerySet:
    """Return what ``person`` asked in the name of ``organisation``, or of one of its clients."""
    in_its_name = Q(organisation=organisation, partner_grant=None) | Q(partner_grant__partner=organisation)
    return Ticket.objects.filter(in_its_name, requester=person)


def going_on(person: User, organisation: Organisation) -> TicketQuerySet:
    """Return what of that is not closed yet."""
    return asked(person, organisation).filter(status__in=GOES_ON)


@transaction.atomic
def leave(
    person: User, organisation: Organisation, *, to: User | None, successor: User | None, by: User, at: datetime | None = None
) -> Left:
    """Take ``person`` out of ``organisation``; their tickets there are those of ``to`` from then on.

    What is not closed goes on with them, and each of these is told; closed ones can be read and reopened. All links and codes given
    out for these tickets end. Raises ``Refused`` when they are gone already, when tickets would be
    left to nobody or to somebody who does not belong there, and when no manager would be left and ``successor`` is nobody.
    """
    moment = clock.now(at)
    works_here = Membership.objects.of(person.pk).exists()
    departure = membership.take_out(person, organisation, works_here=works_here, successor=successor, by=by, at=moment)
    numbers = list(asked(person, organisation).values_list("pk", flat=True))
    if numbers and not _may_have(to, person, organisation, by):
        raise Refused(gettext("Please choose who goes on with the tickets."))
    handed_over = [_hand_over(ticket, to, by=by, at=moment) for ticket in record.all_locked(numbers).values()] if to is not None else []
    return Left(departure, handed_over)


def _may_have(to: User | None, person: User, organisation: Organisation, by: User) -> bool:
    if to is None or to.pk == person.pk or not to.is_active:
        return False
    return to.pk == by.pk or to.contacts.filter(organisation=organisation).exists()


def _hand_over(ticket: Ticket, to: User, *, by: User, at: datetime) -> Ticket:
    before, goes_on = ticket.requester_id, ticket.status in GOES_ON
    ticket.requester = to
    if goes_on:
        ticket.touched_at = at
    # What was mailed and printed so far opens nothing any more.
    ticket.access_generation += 1
    ticket.save(update_fields=["requester", "touched_at", "access_generation"])
    indexing.ticket_changed(ticket)
    record.event(ticket, Verb.HANDED_OVER, by=by, at=at, before=before, to=to)
    if goes_on and to.pk != by.pk:
        notices.tell_handed_over(ticket, at=at)
    return ticket
