"""What agents are told by mail: what they chose, when they chose, and what became of their own mails."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from accounts import installation
from accounts.languages import first_offered
from accounts.models import User
from foundation import clock
from notifications.models import Delivery
from queues.enums import AfterQuiet, Notice, When
from queues.models import AgentProfile, Membership
from tickets.enums import Priority
from tickets.letters import Letter, send
from tickets.models import DigestLine, Follower, InboundMail, Message, Promise, Ticket


@dataclass(frozen=True, slots=True)
class Held:
    """Why nothing was done, each a sentence; the messages not read yet; whether the text is kept as a draft, and ``#send`` would send it."""

    reasons: Sequence[str]
    news: Sequence[Message] = ()
    is_kept: bool = False
    can_send: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Something an agent owes by a moment: ``key`` says which, so that it is told once, and ``flags`` turn on the words about its kind."""

    key: str
    at: datetime
    flags: Mapping[str, bool]


def tell_done(ticket: Ticket, agent: User, mail: InboundMail, done: Sequence[str], *, at: datetime) -> Delivery | None:
    """Confirm to an agent what their commands did, each a sentence."""
    return _tell("orders_done", ticket, agent, mail, at=at, points=done)


def tell_refused(ticket: Ticket, agent: User, mail: InboundMail, held: Held, *, at: datetime) -> Delivery | None:
    """Tell an agent that nothing was done, why, and where their text is."""
    flags = {"is_kept": held.is_kept, "can_send": held.can_send}
    return _tell("orders_refused", ticket, agent, mail, at=at, points=held.reasons, told=held.news, flags=flags)


def tell_lost(ticket: Ticket, agent: User, mail: InboundMail, *, at: datetime) -> Delivery | None:
    """Tell an agent who no longer works in the ticket's queue that nothing was done. Names nothing of the ticket but its reference."""
    if not agent.is_active:
        return None
    with translation.override(first_offered(agent.language)):
        why = gettext("You do not work in the queue of this ticket any more. The colleagues there see your e-mail.")
    return _tell("orders_refused", ticket, agent, mail, at=at, points=[why], flags={"is_lost": True})


def tell_orders(ticket: Ticket, agent: User, mail: InboundMail, *, at: datetime) -> Delivery | None:
    """Tell an agent which commands there are."""
    return _tell("orders_help", ticket, agent, mail, at=at)


def tell_chosen(letter: Letter, notice: Notice, *, at: datetime) -> Delivery | None:
    """Tell an agent as they chose for the ticket's queue: by this letter at once, in a digest, or not at all.

    What comes in their quiet time waits for its end, or for the digest, and is told together with the rest. What is critical waits for
    no quiet to end.
    """
    agent, ticket = letter.to, letter.ticket
    if not agent.email or not agent.is_active:
        return None
    profile = _profile(agent)
    when = profile.when(ticket.queue_id, notice)
    if when == When.NEVER:
        return None
    due_at = told_at(agent, profile, when, ticket, at=at)
    if due_at <= at:
        return send(letter, at=at)
    # What it says is made when it is told; what happens again meanwhile is told no later.
    line = DigestLine(user=agent, ticket=ticket, notice=notice, at=at, due_at=due_at)
    DigestLine.objects.bulk_create([line], update_conflicts=True, unique_fields=["user", "ticket", "notice"], update_fields=["at"])
    return None


def told_at(agent: User, profile: AgentProfile, when: When, ticket: Ticket, *, at: datetime) -> datetime:
    """Return the moment from ``at`` on when an agent is told what they want to be told ``when``: ``at`` itself, or later."""
    times = profile.mail_times(clock.zone(agent.time_zone, installation.current().time_zone))
    if when == When.DIGEST:
        return times.next_digest(at)
    quiet_end = times.quiet_end(at) if ticket.priority != Priority.CRITICAL else None
    if quiet_end is None:
        return at
    return times.next_digest(at) if profile.after_quiet == AfterQuiet.DIGEST else quiet_end


def tell_assigned(ticket: Ticket, *, by: User | None, at: datetime) -> Delivery | None:
    """Tell the new owner that the ticket is theirs, unless they took it themselves."""
    owner = ticket.owner
    if owner is None or owner == by:
        return None
    letter = Letter("assigned", ticket, owner, f"assigned:{ticket.pk}:{owner.pk}:{at.isoformat()}", is_for_agent=True, told=_asked(ticket))
    return tell_chosen(letter, Notice.ASSIGNED, at=at)


def tell_line(ticket: Ticket, notice: Notice, *, by: User | None, at: datetime) -> None:
    """Tell those who work on the ticket's line that it has come there, but not who sent it, its owner, or its requester."""
    members = _line(ticket, notice, but={by.pk if by is not None else None, ticket.owner_id, ticket.requester_id})
    told = _asked(ticket) if members else []
    flags = {"is_new": notice == Notice.NEW}
    for member in members:
        key = f"{notice}:{ticket.pk}:{member.pk}:{at.isoformat()}"
        tell_chosen(Letter("arrived", ticket, member, key, is_for_agent=True, told=told, flags=flags), notice, at=at)


def tell_unowned(ticket: Ticket, message: Message, *, at: datetime) -> None:
    """Tell those on the line of a ticket that nobody owns that its requester wrote; whoever follows it is told anyway."""
    if ticket.owner_id is not None:
        return
    known = set(Follower.objects.reading_agents(ticket).values_list("user_id", flat=True))
    for member in _line(ticket, Notice.UNOWNED, but={message.author_id, ticket.contact_id, *known}):
        key = f"unowned:{message.pk}:{member.pk}"
        letter = Letter("answered", ticket, member, key, message=message, is_for_agent=True)
        tell_chosen(letter, Notice.UNOWNED, at=at)


def tell_promise_broken(ticket: Ticket, promise: Promise, *, at: datetime) -> Delivery | None:
    """Tell whoever owes news that it is late."""
    letter = Letter("promise_broken", ticket, owing(ticket, promise), f"promise:{promise.pk}", is_for_agent=True)
    return tell_chosen(letter, Notice.PROMISE, at=at)


def tell_promise_due(ticket: Ticket, promise: Promise, *, at: datetime) -> Delivery | None:
    """Tell whoever owes news that its moment comes soon."""
    due = Due(f"due:promise:{promise.pk}", promise.due_at, {"is_promise": True})
    return tell_due_soon(ticket, due, to=owing(ticket, promise), at=at)


def tell_due_soon(ticket: Ticket, due: Due, *, to: User, at: datetime) -> Delivery | None:
    """Tell an agent that something they owe is due soon: a promise of news, or whatever else has a moment of its own."""
    letter = Letter("due_soon", ticket, to, due.key, due_at=due.at, flags=due.flags, is_for_agent=True)
    return tell_chosen(letter, Notice.DUE_SOON, at=at)


def owing(ticket: Ticket, promise: Promise) -> User:
    """Return who owes promised news: the owner; where nobody owns the ticket, the agent who talks to the requester, else who promised it."""
    return ticket.owner or ticket.contact or promise.made_by


def _line(ticket: Ticket, notice: Notice, *, but: Collection[int | None]) -> list[User]:
    members = Membership.objects.on_line(ticket.queue_id, ticket.tier).exclude(user__in=[number for number in but if number])
    agents = [member.user for member in members.select_related("user__agent_profile").order_by("user_id")]
    return [agent for agent in agents if _wants(agent, notice, ticket)]


def _wants(agent: User, notice: Notice, ticket: Ticket) -> bool:
    return _profile(agent).when(ticket.queue_id, notice) != When.NEVER


def _profile(agent: User) -> AgentProfile:
    known: AgentProfile | None = getattr(agent, "agent_profile", None)
    return known or AgentProfile()


def _asked(ticket: Ticket) -> list[Message]:
    """Return what the ticket began with, so that it can be answered by mail."""
    return list(ticket.messages.public().order_by("pk")[:1])


def _tell(name: str, ticket: Ticket, agent: User, mail: InboundMail, *, at: datetime, **said: Any) -> Delivery | None:
    if not agent.email:
        return None
    letter = Letter(name, ticket, agent, f"{name}:{mail.pk}:{at.isoformat()}", is_for_agent=True, answers=mail.message_id, **said)
    return send(letter, at=at)
