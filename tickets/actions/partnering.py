"""A client lets a partner's people ask in its name; that ends when it is taken back, or with its last day."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F, Q
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
from tickets.models import Follower, Ticket, TicketEvent
from tickets.querysets import FollowerQuerySet

BATCH = 500


@transaction.atomic
def grant(client: Organisation, *, partner: Organisation, until: date | None, by: User, at: datetime | None = None) -> PartnerGrant:
    """Let the people of ``partner`` ask in the name of ``client`` to the end of the day ``until``, or until it is taken back.

    Given again, it changes the day; the tickets of a right that had ended are theirs again, by new links. Raises ``Refused`` for a
    day that has passed, the client itself, and an organisation that is not active.
    """
    moment = clock.now(at)
    day = today(moment)
    require_possible(client, partner=partner, until=until, on=day)
    given = {"granted_by": by, "granted_at": moment, "until": until}
    row, is_new = PartnerGrant.objects.get_or_create(partner=partner, client=client, defaults=given)
    row = _locked(row)
    if is_new or (row.is_given(day) and row.until == until):
        return row
    was_over = not row.is_given(day)
    if was_over and row.ended_at is None:
        # Its last day has passed, and the sweep has not come by yet.
        _end(row, by=None, at=moment)
    row.until, row.granted_by, row.granted_at, row.ended_at, row.ended_by = until, by, moment, None, None
    row.save(update_fields=["until", "granted_by", "granted_at", "ended_at", "ended_by"])
    if was_over:
        _tell(_opened_by(row), row, Verb.PARTNER_BACK, by=by, at=moment)
    return row


def require_possible(client: Organisation, *, partner: Organisation, until: date | None, on: date) -> None:
    """Raise ``Refused`` when ``partner`` cannot be let act for ``client`` on a day: it is the same, one is not active, the last day has passed."""
    if partner.pk == client.pk:
        raise Refused(gettext("An organisation needs no right to act for itself."))
    if not (partner.is_active and client.is_active):
        raise Refused(gettext("One of the two organisations is no longer active."))
    if until is not None and until < on:
        raise Refused(gettext("That day has passed. Please choose a later one."))


@transaction.atomic
def revoke(right: PartnerGrant, *, by: User, at: datetime | None = None) -> PartnerGrant:
    """Take a right back: from this moment the partner's people no longer see the tickets that they opened by it, and get no mail.

    Nor do those of them who follow tickets of the client, unless the client's own people let them in. What they asked stays with the
    client. Twice is once.
    """
    row = _locked(right)
    if row.ended_at is None:
        _end(row, by=by, at=clock.now(at))
    return row


def end_passed(*, at: datetime | None = None) -> int:
    """End the rights whose last day has passed, each as if it was taken back, by nobody; return how many. Safe with two workers."""
    moment = clock.now(at)
    rows = PartnerGrant.objects.passed(today(moment)).order_by("until", "pk")
    return sum(_end_one_passed(PartnerGrant(pk=pk), at=moment) for pk in list(rows.values_list("pk", flat=True)[:BATCH]))


@transaction.atomic
def _end_one_passed(right: PartnerGrant, *, at: datetime) -> bool:
    row = _locked(right)
    has_passed = row.ended_at is None and row.until is not None and row.until < today(at)
    if has_passed:
        _end(row, by=None, at=at)
    return has_passed


def held(right: PartnerGrant, *, by: User | None, at: datetime) -> PartnerGrant:
    """Return the right, which nobody takes back until the transaction ends. Raises ``Refused`` when ``by`` may not act by it any more."""
    row = _locked(right)
    if by is None or not partners.may_act(by.pk, row.pk, on=today(at)):
        raise _ended(row.client)
    return row


def hold(ticket: Ticket) -> None:
    """Lock the right by which ``ticket`` was opened, if any. Who locks both locks the right first: two hands never wait for each other."""
    if ticket.partner_grant_id is not None:
        _locked(PartnerGrant(pk=ticket.partner_grant_id))


def require_part(ticket: Ticket, person: User | None) -> None:
    """Raise ``Refused`` when ``person`` asked this in a client's name and may act for it no more; the client's own people may."""
    if person is None or person.pk != ticket.requester_id or ticket.requester_takes_part or ticket.organisation is None:
        return
    if not person.contacts.filter(organisation=ticket.organisation).exists():
        raise _ended(ticket.organisation)


def _ended(client: Organisation) -> Refused:
    return Refused(gettext("You can no longer ask in the name of %(name)s.") % {"name": client})


def _locked(right: PartnerGrant) -> PartnerGrant:
    return PartnerGrant.objects.select_for_update(of=("self",)).select_related("partner", "client").get(pk=right.pk)


def _end(right: PartnerGrant, *, by: User | None, at: datetime) -> None:
    """End a locked right, whoever or whatever ends it."""
    right.ended_at, right.ended_by = at, by
    right.save(update_fields=["ended_at", "ended_by"])
    concerned = Q(partner_grant=right) | Q(pk__in=_let_in(right).order_by().values("ticket"))
    list(Ticket.objects.select_for_update(of=("self",)).filter(concerned).order_by("pk").values_list("pk", flat=True))
    numbers = _opened_by(right)
    _tell(numbers, right, Verb.PARTNER_ENDED, by=by, at=at)
    mailed = [*_requesters(numbers), *_let_go(right, by=by, at=at)]
    for start in range(0, len(mailed), BATCH):
        _stop_mail(mailed[start : start + BATCH], by=by)


def _opened_by(right: PartnerGrant) -> list[int]:
    return list(Ticket.objects.filter(partner_grant=right).order_by("pk").values_list("pk", flat=True))


def _tell(numbers: list[int], right: PartnerGrant, verb: Verb, *, by: User | None, at: datetime) -> None:
    """Write into the history of every ticket that was opened by ``right``, and end the links and codes given out."""
    Ticket.objects.filter(partner_grant=right).update(access_generation=F("access_generation") + 1)
    payload = {"partner_grant": right.pk}
    TicketEvent.objects.bulk_create(
        (TicketEvent(ticket_id=number, verb=verb, by=by, at=at, payload=payload) for number in numbers), batch_size=BATCH
    )


def _let_in(right: PartnerGrant) -> FollowerQuerySet:
    """Return the partner's people who follow tickets of the client, but for those who belong to both or were let in by the client's own."""
    rows = Follower.objects.cc().filter(ticket__organisation=right.client, user__contacts__organisation=right.partner)
    by_client = Q(user__contacts__organisation=right.client) | Q(added_by__contacts__organisation=right.client)
    return rows.exclude(pk__in=Follower.objects.filter(by_client).values("pk")).distinct()


def _let_go(right: PartnerGrant, *, by: User | None, at: datetime) -> list[tuple[int, str]]:
    """Let the partner's people follow no more, and say so in the histories; return which ticket's mail to which address stops."""
    rows = list(_let_in(right).select_related("user").order_by("pk"))
    Follower.objects.filter(pk__in=[row.pk for row in rows]).delete()
    TicketEvent.objects.bulk_create(
        TicketEvent(
            ticket_id=row.ticket_id, verb=Verb.UNFOLLOWED, by=by, at=at,
            payload={"user": row.user_id, "role": row.role, "partner_grant": right.pk},
        )
        for row in rows
    )  # fmt: skip
    return [(row.ticket_id, row.user.email) for row in rows if row.user.email]


def _requesters(numbers: list[int]) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for start in range(0, len(numbers), BATCH):
        rows = Ticket.objects.filter(pk__in=numbers[start : start + BATCH]).values_list("pk", "requester__email")
        found.extend((number, email) for number, email in rows if email)
    return found


def _stop_mail(mailed: list[tuple[int, str]], *, by: User | None) -> None:
    """Stop the mails about these tickets to these addresses that wait to leave."""
    wanted = {(f"ticket:{number}", email) for number, email in mailed}
    topics = {topic for topic, _email in wanted}
    waiting = Delivery.objects.filter(mail__topic__in=topics, state__in=sorted(CANCELLABLE)).select_related("mail").order_by("pk")
    for delivery in waiting:
        if (delivery.mail.topic, delivery.address) in wanted:
            _stop(delivery, by=by)


def _stop(delivery: Delivery, *, by: User | None) -> None:
    try:
        outbox.cancel(delivery, by=by)
    except outbox.CannotCancelError:
        # A relay has it in hand by now.
        return
