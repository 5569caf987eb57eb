"""What of an agent's collected news is still news, as the tickets stand now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from accounts.models import User
from queues.enums import Notice
from queues.models import Membership
from tickets import mail_addresses
from tickets.agent_addresses import agent_address
from tickets.enums import FollowerRole, MessageKind, Status
from tickets.letters.digest import MOST_TICKETS, Told
from tickets.models import DigestLine, Follower, Mention, Message, Ticket, TicketEvent

_RANK = {notice: rank for rank, notice in enumerate(Notice)}


@dataclass(frozen=True, slots=True)
class Now:
    """What an agent has to do with the tickets at this moment: their lines by queue, and, by ticket, what was written and done."""

    agent: User
    at: datetime
    lines: frozenset[tuple[int, int]]
    read: frozenset[int]
    followed: frozenset[int]
    named_in: frozenset[int]
    newest: Mapping[int, Message]
    answered: Mapping[int, datetime]
    own: Mapping[int, datetime]

    def is_answered(self, line: DigestLine) -> bool:
        """Whether one of us wrote to the requester since."""
        return self.answered.get(line.ticket_id, line.at) > line.at

    def has_acted(self, line: DigestLine) -> bool:
        """Whether the agent did something in the ticket since, and so has seen it."""
        return self.own.get(line.ticket_id, line.at) > line.at

    def is_on_line(self, ticket: Ticket) -> bool:
        """Whether the agent works on the ticket's line."""
        return (ticket.queue_id, ticket.tier) in self.lines


def still_told(agent: User, lines: Sequence[DigestLine], *, at: datetime) -> list[Told]:
    """Return what there is to tell of ``lines``: each ticket once, for the reason that asks the most; by queue, reason and time.

    What the agent may no longer read is left out, and so is what was settled since.
    """
    now = _look(agent, lines, at=at)
    chosen: dict[int, DigestLine] = {}
    for line in sorted(lines, key=lambda each: (_RANK[each.told], each.at, each.pk)):
        if _is_readable(now, line.ticket) and _HOLDS[line.told](now, line):
            chosen.setdefault(line.ticket_id, line)
    ordered = sorted(chosen.values(), key=_place)
    shown = [line.ticket for line in ordered[:MOST_TICKETS]]
    answer_to = _answer_addresses(now, shown)
    return [Told(line.ticket, line.told, now.newest.get(line.ticket_id), answer_to.get(line.ticket_id, "")) for line in ordered]


def _place(line: DigestLine) -> tuple[int, int, int, datetime, int]:
    queue = line.ticket.queue
    return queue.position, queue.pk, _RANK[line.told], line.at, line.pk


def _is_readable(now: Now, ticket: Ticket) -> bool:
    return not ticket.is_merged and (ticket.queue_id in {queue for queue, _ in now.lines} or ticket.pk in now.read)


def _assigned(now: Now, line: DigestLine) -> bool:
    return line.ticket.owner_id == now.agent.pk and line.ticket.is_unfinished and not now.has_acted(line)


def _written(now: Now, line: DigestLine) -> bool:
    ticket = line.ticket
    return now.agent.pk in {ticket.owner_id, ticket.contact_id} and ticket.is_unfinished and not now.is_answered(line)


def _mentioned(now: Now, line: DigestLine) -> bool:
    return line.ticket_id in now.named_in and not now.has_acted(line)


def _late(now: Now, line: DigestLine) -> bool:
    return line.ticket.promised_at is not None and line.ticket.promised_at <= now.at and _owes(now, line)


def _due_soon(now: Now, line: DigestLine) -> bool:
    return line.ticket.promised_at is not None and line.ticket.promised_at > now.at and _owes(now, line)


def _owes(now: Now, line: DigestLine) -> bool:
    """Whether nobody else has taken what the agent was told to owe."""
    return line.ticket.owner_id in {None, now.agent.pk}


def _arrived(now: Now, line: DigestLine) -> bool:
    ticket = line.ticket
    return ticket.owner_id is None and ticket.is_unfinished and now.is_on_line(ticket) and not now.has_acted(line)


def _unowned(now: Now, line: DigestLine) -> bool:
    return _arrived(now, line) and not now.is_answered(line)


def _new(now: Now, line: DigestLine) -> bool:
    return line.ticket.status == Status.NEW and now.is_on_line(line.ticket) and line.ticket.owner_id != now.agent.pk


def _followed(now: Now, line: DigestLine) -> bool:
    return line.ticket_id in now.followed and not now.has_acted(line)


_HOLDS: dict[Notice, Callable[[Now, DigestLine], bool]] = {
    Notice.ASSIGNED: _assigned,
    Notice.WRITTEN: _written,
    Notice.MENTIONED: _mentioned,
    Notice.PROMISE: _late,
    Notice.DUE_SOON: _due_soon,
    Notice.ARRIVED: _arrived,
    Notice.UNOWNED: _unowned,
    Notice.NEW: _new,
    Notice.FOLLOWED: _followed,
}


def _look(agent: User, lines: Sequence[DigestLine], *, at: datetime) -> Now:
    """Read all that the rules ask for; the number of queries does not grow with the lines."""
    tickets = sorted({line.ticket_id for line in lines})
    memberships = frozenset(Membership.objects.of(agent.pk).values_list("queue_id", "tier"))
    queues = {queue for queue, _ in memberships}
    following = Follower.objects.filter(user=agent, role=FollowerRole.AGENT, ticket__in=tickets)
    unread = Mention.objects.unread().filter(user=agent, message__ticket__in=tickets)
    spoken = Q(is_ours=True, is_machine=False, ticket__in=tickets)
    answers = Message.objects.filter(spoken).exclude(kind=MessageKind.NOTE).order_by().values_list("ticket_id")
    own = TicketEvent.objects.filter(ticket__in=tickets, by=agent).order_by().values_list("ticket_id")
    return Now(
        agent=agent,
        at=at,
        lines=memberships,
        read=frozenset(Ticket.objects.filter(pk__in=tickets, readers__in=queues).values_list("pk", flat=True)),
        followed=frozenset(following.values_list("ticket_id", flat=True)),
        named_in=frozenset(unread.values_list("message__ticket_id", flat=True)),
        newest=_newest(tickets),
        answered=dict(answers.annotate(last=Max("created_at"))),
        own=dict(own.annotate(last=Max("at"))),
    )


def _newest(tickets: Sequence[int]) -> dict[int, Message]:
    """Return the newest message of each ticket that its requester may read."""
    last = Message.objects.public().filter(ticket__in=tickets).order_by().values("ticket_id").annotate(last=Max("pk"))
    rows = Message.objects.filter(pk__in=[row["last"] for row in last]).select_related("author")
    return {message.ticket_id: message for message in rows}


def _answer_addresses(now: Now, tickets: Sequence[Ticket]) -> dict[int, str]:
    """Return where an answer by mail goes, by ticket: only where the agent may write."""
    worked = [ticket for ticket in tickets if ticket.queue_id in {queue for queue, _ in now.lines}]
    boxes = {queue_id: mail_addresses.mailbox_of(queue_id) for queue_id in {ticket.queue_id for ticket in worked}}
    entries = TicketEvent.objects.filter(ticket__in=[ticket.pk for ticket in worked]).order_by().values_list("ticket_id")
    seen = dict(entries.annotate(last=Max("pk")))
    found = {}
    for ticket in worked:
        box = boxes[ticket.queue_id]
        if box is not None:
            key = {"ticket_id": ticket.pk, "user_id": now.agent.pk, "seen": seen.get(ticket.pk, 0)}
            found[ticket.pk] = agent_address(box, MessageKind.PUBLIC, **key)
    return found
