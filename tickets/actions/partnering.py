"""A client lets a partner's people ask in its name, and takes that back."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from accounts import partners
from accounts.models import Organisation, PartnerGrant, User
from foundation import clock
from notifications.actions import outbox
from notifications.enums import CANCELLABLE
from notifications.models import Delivery
from queues.agents import today
from tickets.enums import Verb
from tickets.errors import Refused
from tickets.models import Ticket, TicketEvent

BATCH = 500


@transaction.atomic
def grant(client: Organisation, *, partner: Organisation, until: date | None, by: User, at: datetime | None = None) -> PartnerGrant:
    """Let the people of ``partner`` ask in the name of ``client`` to the end of the day ``until``, or until it is taken back.

    Given again, it changes the day; the tickets of a right that had ended are theirs again, by new links. Raises ``Refused`` for a
    day that has passed, the client itself, and an organisation that is not active.
    """
    moment = clock.now(at)
    day = today(moment)
    if partner.pk == client.pk:
        raise Refused(gettext("An organisation needs no right to act for itself."))
    if not (partner.is_active and client.is_active):
        raise Refused(gettext("One of the two organisations is no longer active."))
    if until is not None and until < day:
        raise Refused(gettext("That day has passed. Please choose a later one."))
    given = {"granted_by": by, "granted_at": moment, "until": until}
    row, is_new = PartnerGrant.objects.get_or_create(partner=partner, client=client, defaults=given)
    row = _locked(row)
    if is_new or (row.is_given(day) and row.until == until):
        return row
    was_over = not row.is_given(day)
    row.until, row.granted_by, row.granted_at, row.ended_at, row.ended_by = until, by, moment, None, None
    row.save(update_fields=["until", "granted_by", "granted_at", "ended_at", "ended_by"])
    if was_over:
        # A day that passed withdrew nothing; what was given out before it shall not come back to life.
        _tell(row, Verb.PARTNER_BACK, by=by, at=moment)
    return row


@transaction.atomic
def revoke(right: PartnerGrant, *, by: User, at: datetime | None = None) -> PartnerGrant:
    """Take a right back: from this moment the partner's people no longer see the tickets that they opened by it, and get no mail.

    What they asked stays with the client. Twice is once.
    """
    moment = clock.now(at)
    row = _locked(right)
    if row.ended_at is not None:
        return row
    row.ended_at, row.ended_by = moment, by
    row.save(update_fields=["ended_at", "ended_by"])
    _stop_mail(_tell(row, Verb.PARTNER_ENDED, by=by, at=moment), by=by)
    return row


def held(right: PartnerGrant, *, by: User | None, at: datetime) -> PartnerGrant:
    """Return the right, which nobody takes back until the transaction ends. Raises ``Refused`` when ``by`` may not act by it any more."""
    row = _locked(right)
    if by is None or not partners.may_act(by.pk, row.pk, on=today(at)):
        raise Refused(gettext("You can no longer ask in the name of %(name)s.") % {"name": row.client})
    return row


def _locked(right: PartnerGrant) -> PartnerGrant:
    return PartnerGrant.objects.select_for_update(of=("self",)).select_related("partner", "client").get(pk=right.pk)


def _tell(right: PartnerGrant, verb: Verb, *, by: User, at: datetime) -> list[int]:
    """Write into the history of every ticket that was opened by ``right``, and end the links and codes given out; return their numbers."""
    rows = Ticket.objects.select_for_update(of=("self",)).filter(partner_grant=right).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True))
    Ticket.objects.filter(partner_grant=right).update(access_generation=F("access_generation") + 1)
    payload = {"partner_grant": right.pk}
    TicketEvent.objects.bulk_create(
        (TicketEvent(ticket_id=number, verb=verb, by=by, at=at, payload=payload) for number in numbers), batch_size=BATCH
    )
    return numbers


def _stop_mail(numbers: list[int], *, by: User) -> None:
    """Stop the mails to the requesters of these tickets that wait to leave."""
    for start in range(0, len(numbers), BATCH):
        part = numbers[start : start + BATCH]
        rows = Ticket.objects.filter(pk__in=part, requester__email__isnull=False).values_list("pk", "requester__email")
        addresses = {f"ticket:{number}": email for number, email in rows}
        waiting = Delivery.objects.filter(mail__topic__in=addresses, state__in=sorted(CANCELLABLE)).select_related("mail").order_by("pk")
        for delivery in waiting:
            if delivery.address == addresses[delivery.mail.topic]:
                _stop(delivery, by=by)


def _stop(delivery: Delivery, *, by: User) -> None:
    try:
        outbox.cancel(delivery, by=by)
    except outbox.CannotCancelError:
        # A relay has it in hand by now.
        return
