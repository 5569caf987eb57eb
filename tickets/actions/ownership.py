"""Who a ticket comes to by itself, and taking over from somebody who is away."""

from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from queues.agents import away_until, speaks
from queues.enums import AssignmentMode
from queues.models import AssignmentRule, Membership
from tickets import desk_notices
from tickets.actions import contacts, guard, record
from tickets.enums import Status, Verb
from tickets.errors import Refused, Stale
from tickets.models import Ticket

BATCH = 200
LONG_AGO = datetime.min.replace(tzinfo=UTC)


def require_present(person: User, *, at: datetime) -> None:
    """Raise ``Refused`` when ``person`` is away at ``at``."""
    last_day = away_until([person.pk], at=at).get(person.pk)
    if last_day is not None:
        raise Refused(
            gettext("%(name)s is away until %(date)s. Please choose somebody else.")
            % {"name": person.display_name, "date": date_format(last_day, "DATE_FORMAT")}
        )


def require_same_owner(ticket: Ticket, *, seen: int | None, by: User) -> None:
    """Raise ``Stale`` when somebody else changed the owner of the locked ``ticket`` since the entry ``seen`` of its history."""
    if guard.missed(ticket, guard.OWNING, seen=seen, by=by) is not None:
        raise Stale(_changed_to(ticket))


def _changed_to(ticket: Ticket) -> str:
    now = ticket.owner.display_name if ticket.owner else gettext("nobody")
    return gettext("The owner has changed meanwhile: it is %(name)s now.") % {"name": now}


@transaction.atomic
def take_over(ticket: Ticket, *, owner_id: int | None, by: User, at: datetime | None = None) -> Ticket:
    """Make ``by`` the owner in place of ``owner_id``, whom the page showed.

    Of two people who take over at once the second is ``Refused``: the ticket has somebody by then. Sent twice by the same person it is done once.
    """
    ticket = record.locked(ticket)
    if ticket.owner_id == by.pk:
        return ticket
    if ticket.owner_id != owner_id:
        raise Refused(_changed_to(ticket))
    if not Membership.objects.of(by.pk).filter(queue_id=ticket.queue_id).exists():
        raise Refused(gettext("%(name)s does not work in this queue.") % {"name": by.display_name})
    ticket.owner = by
    contacts.owner_changed(ticket)
    ticket.save(update_fields=["owner", "contact"])
    record.event(ticket, Verb.TAKEN, by=by, at=clock.now(at), before=owner_id, owner=by)
    return ticket


def release_lost(*, at: datetime | None = None) -> int:
    """Take open tickets from people who can no longer work in their queue, so that colleagues see them; return how many.

    Whoever can have them by themselves gets them. Safe to run twice, and by two workers at once.
    """
    moment = clock.now(at)
    lost = list(Ticket.objects.lost().order_by("pk").values_list("pk", flat=True)[:BATCH])
    return sum(_release_lost(pk, at=moment) for pk in lost)


@transaction.atomic
def _release_lost(pk: int, *, at: datetime) -> bool:
    ticket = record.locked_as_is(Ticket(pk=pk))
    if not Ticket.objects.lost().filter(pk=pk).exists():
        return False
    before = ticket.owner_id
    ticket.owner = None
    if ticket.contact_id == before:
        ticket.contact = None
    ticket.save(update_fields=["owner", "contact"])
    record.event(ticket, Verb.RELEASED, by=None, at=at, before=before, why="left")
    find_owner(ticket, at=at)
    return True


def find_owner(ticket: Ticket, *, at: datetime) -> User | None:
    """Give a locked ticket that nobody has to the agent of its line whose turn it is, if its line has a rule; return that agent.

    Those who are away or full are left out. Then: who speaks the requester's language, who has the fewest open tickets, who waited longest for
    one; at last, who joined the line first. The rule's row is locked, so that two tickets at once see each other's choice.
    """
    if ticket.owner_id is not None:
        return None
    rules = AssignmentRule.objects.filter(queue_id=ticket.queue_id, tier=ticket.tier, mode=AssignmentMode.BALANCED)
    rule = rules.select_for_update().first()
    chosen = _next(rule, ticket, at=at) if rule is not None else None
    if chosen is None:
        return None
    chosen.assigned_at = at
    chosen.save(update_fields=["assigned_at"])
    ticket.owner = chosen.user
    contacts.owner_changed(ticket)
    ticket.save(update_fields=["owner", "contact"])
    why = "language" if speaks(chosen.user, ticket.language) else "load"
    record.event(ticket, Verb.ASSIGNED, by=None, at=at, before=None, owner=chosen.user, why=why, open=_load_of(chosen), tier=ticket.tier)
    desk_notices.tell_assigned(ticket, by=None, at=at)
    return chosen.user


def _next(rule: AssignmentRule, ticket: Ticket, *, at: datetime) -> Membership | None:
    """Return whose turn it is; ``None`` when nobody can take one more."""
    members = list(_with_load(Membership.objects.on_line(rule.queue_id, rule.tier)).exclude(user_id=ticket.requester_id or 0))
    away = away_until([member.user_id for member in members], at=at)
    ready = [member for member in members if member.user_id not in away and (rule.max_open is None or _load_of(member) < rule.max_open)]

    def turn(member: Membership) -> tuple[bool, int, datetime, int]:
        return (not speaks(member.user, ticket.language), _load_of(member), member.assigned_at or LONG_AGO, member.pk)

    return min(ready, key=turn, default=None)


def _with_load(members: QuerySet[Membership]) -> QuerySet[Membership]:
    """Add how many open tickets each has. What is parked is no load."""
    open_ones = Ticket.objects.filter(owner_id=OuterRef("user_id")).unfinished().exclude(status=Status.STALLED)
    counted = open_ones.order_by().values("owner_id").annotate(count=Count("pk")).values("count")
    return members.select_related("user__agent_profile").annotate(load=Coalesce(Subquery(counted), 0))


def _load_of(member: Membership) -> int:
    return int(getattr(member, "load", 0))
