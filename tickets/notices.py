"""Who is told about what happens in a ticket, and with which mail."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db.models import QuerySet

from accounts import entitlement
from accounts.actions import throttle
from accounts.emails import mailbox_of
from accounts.models import User
from notifications.actions import suppression
from notifications.models import Delivery
from queues.agents import today
from queues.enums import Notice, TextPlace
from queues.models import Membership
from tickets import desk_notices
from tickets.enums import AppointmentAnswer, Channel, RejectReason, Withholding
from tickets.invitations import Method
from tickets.letters import Letter, send
from tickets.models import Appointment, Follower, Message, Ticket

# An unproven address gets few of these: the form must not become a way to mail strangers.
ACKNOWLEDGEMENTS_PER_ADDRESS = 3
ACKNOWLEDGEMENTS_PER_NETWORK = 30
HOUR = timedelta(hours=1)
# Nobody reads an acknowledgement and writes about another matter faster than this.
AT_ONCE = timedelta(seconds=30)
# What each reason is told with; spam with nothing.
REJECTION_TEXTS: dict[str | None, TextPlace] = {
    RejectReason.NOT_ENTITLED: TextPlace.REJECT_NOT_ENTITLED,
    RejectReason.NOT_OURS: TextPlace.REJECT_NOT_OURS,
    RejectReason.DUPLICATE: TextPlace.REJECT_DUPLICATE,
}


class Withheld(Exception):
    """The acknowledgement is not sent; ``why`` is what the ticket tells agents."""

    def __init__(self, why: Withholding) -> None:
        super().__init__(why)
        self.why = why


def acknowledgement_key(ticket: Ticket) -> str:
    """Return the key under which the outbox knows the ticket's acknowledgement."""
    return f"ack:{ticket.pk}"


def acknowledge(
    ticket: Ticket, *, at: datetime, network: str = "", answers: str = "", is_machine: bool = False, is_first: bool = False
) -> Delivery | None:
    """Tell the requester that we have it, under which reference, and what happens next. Holds none of the sender's own words.

    ``answers`` is the Message-ID of the mail that opened the ticket; ``is_first`` tells that its requester never had an earlier one.

    Somebody who writes from an address that we do not know hears how to join, where only members are helped. Returns ``None`` when
    nobody is known to have asked. Raises ``Withheld`` when none is sent: it was a machine (also where a mail came so soon after the
    last acknowledgement that a program must have answered it), the queue sends none, there is no address or mail to it came back, or
    an unproven one had too many.
    """
    if ticket.requester is None:
        return None
    person = _requester(ticket)
    if is_machine or (not is_first and _answers_at_once(ticket, at)):
        raise Withheld(Withholding.MACHINE)
    if not ticket.queue.acknowledges:
        raise Withheld(Withholding.SWITCHED_OFF)
    if person is None:
        raise Withheld(Withholding.NO_ADDRESS)
    if suppression.stops(person.email or "", at=at):
        raise Withheld(Withholding.SUPPRESSED)
    if not ticket.requester_proven and not _is_within_caps(person, network, at):
        raise Withheld(Withholding.CAP)
    key = acknowledgement_key(ticket)
    if _is_for_members_alone(ticket, person, at):
        return send(Letter("not_entitled", ticket, person, key, own_text=TextPlace.REJECT_NOT_ENTITLED, answers=answers), at=at)
    return send(Letter("acknowledgement", ticket, person, key, own_text=TextPlace.ACKNOWLEDGEMENT, answers=answers), at=at)


def _is_for_members_alone(ticket: Ticket, person: User, at: datetime) -> bool:
    """Whether a mail came from an address of nobody entitled. Who asks on the web was asked before; who proved who they are is known."""
    if ticket.channel != Channel.MAIL or ticket.requester_proven or not ticket.queue.tells_not_entitled or entitlement.is_open_desk():
        return False
    return not entitlement.of_person(person, on=today(at)).is_given


def tell_reply(message: Message, *, leave_out: Collection[int] = (), at: datetime) -> Delivery | None:
    """Send an agent's public reply to the requester, and to each follower but those to ``leave_out``. A person wrote it: it is not automatic.

    Returns the requester's delivery.
    """
    ticket, key = message.ticket, f"message:{message.pk}"
    letter = partial(Letter, "reply", ticket, message=message, own_text=TextPlace.SIGNATURE, is_automatic=False)
    _tell_followers(ticket, letter, key, leave_out=leave_out, at=at)
    return _tell_requester(ticket, letter, key, at=at)


def tell_resolved(ticket: Ticket, reply: Message | None, *, leave_out: Collection[int] = (), at: datetime) -> Delivery | None:
    """Tell the requester that we take it for solved, with the agent's words when there are some, and how to say that it is not.

    Followers hear it, too, but those to ``leave_out``; they are not asked whether it works. Returns the requester's delivery.
    """
    key = f"message:{reply.pk}" if reply else f"resolved:{ticket.pk}:{at.isoformat()}"
    letter = partial(
        Letter,
        "resolved",
        ticket,
        message=reply,
        own_text=TextPlace.SIGNATURE,
        closes_at=ticket.act_at,
        is_automatic=reply is None,
    )
    _tell_followers(ticket, letter, key, leave_out=leave_out, at=at)
    return _tell_requester(ticket, letter, key, asks_verdict=True, at=at)


def tell_parts_resolved(ticket: Ticket, *, at: datetime) -> None:
    """Tell the people of merged tickets, who do not read what was said here, that theirs is solved, too: requesters and followers."""
    _tell_parts(ticket, "resolved", closes_at=ticket.act_at, at=at)


def _tell_parts(ticket: Ticket, name: str, *, closes_at: datetime | None = None, at: datetime) -> None:
    """Send the letter ``name`` to the people of merged tickets who do not hear of ``ticket`` anyway: each about their own."""
    for part in _parts(ticket):
        key = f"{name}:{part.pk}:{at.isoformat()}"
        letter = partial(Letter, name, part, own_text=TextPlace.SIGNATURE, closes_at=closes_at)
        _tell_followers(part, letter, key, leave_out=_hearing(ticket), at=at)
        person = _told_apart(part, ticket)
        if person is not None:
            send(letter(person, key), at=at)


def _parts(ticket: Ticket) -> QuerySet[Ticket]:
    """Return the tickets merged into ``ticket``."""
    return ticket.parts.select_related("requester", "queue").order_by("pk")


def _told_apart(part: Ticket, ticket: Ticket) -> User | None:
    """Return the requester of the merged ``part``, when there is an address and they do not read or hear of ``ticket`` anyway."""
    person = _requester(part)
    return person if person is not None and part.shown_in_id is None and person.pk != ticket.requester_id else None


def tell_following(follower: Follower, *, at: datetime) -> Delivery | None:
    """Tell somebody that they follow a ticket from now on, and how to stop it. Holds none of the requester's words, and no name."""
    person, ticket = follower.user, follower.ticket
    if not person.email or not person.is_active:
        return None
    return send(Letter("following", ticket, person, f"following:{follower.pk}", own_text=TextPlace.SIGNATURE, follower=follower), at=at)


def _tell_followers(ticket: Ticket, letter: Callable[..., Letter], key: str, *, leave_out: Collection[int] = (), at: datetime) -> None:
    """Send each follower on the requester's side a letter of their own: their link, their address for answers, their language."""
    for follower in Follower.objects.cc().reachable().filter(ticket=ticket).select_related("user").order_by("pk"):
        if follower.user_id not in leave_out:
            follower.ticket = ticket
            send(letter(follower.user, f"{key}:cc:{follower.user_id}", follower=follower), at=at)


def _hearing(ticket: Ticket) -> frozenset[int]:
    """Return the people on the requester's side who hear of ``ticket`` anyway."""
    return frozenset(Follower.objects.cc().filter(ticket=ticket).values_list("user_id", flat=True)) | {ticket.requester_id or 0}


def remind(ticket: Ticket, *, closes_at: datetime | None, at: datetime) -> Delivery | None:
    """Remind the requester that we wait for an answer, and say when we close without one."""
    letter = partial(Letter, "chaser", ticket, own_text=TextPlace.SIGNATURE, closes_at=closes_at)
    return _tell_requester(ticket, letter, f"chaser:{ticket.pk}:{at.isoformat()}", at=at)


def tell_closed(ticket: Ticket, *, at: datetime) -> Delivery | None:
    """Tell the requester and followers that we closed because no answer came, and how to go on; the people of merged tickets, too.

    Returns the requester's delivery.
    """
    key = f"closed:{ticket.pk}:{at.isoformat()}"
    letter = partial(Letter, "closed", ticket, own_text=TextPlace.SIGNATURE)
    _tell_followers(ticket, letter, key, at=at)
    _tell_parts(ticket, "closed", at=at)
    return _tell_requester(ticket, letter, key, at=at)


def tell_rejected(ticket: Ticket, why: RejectReason, *, at: datetime) -> None:
    """Tell the requester why it is not ours, and where to go instead; those of merged tickets, too, each about their own.

    The reason is theirs, so followers do not hear it. Nobody who sends spam gets an answer.
    """
    if why == RejectReason.SPAM:
        return
    told = [(ticket, _requester(ticket)), *((part, _told_apart(part, ticket)) for part in _parts(ticket))]
    for one, person in told:
        if person is not None:
            send(Letter("rejected", one, person, f"rejected:{one.pk}:{at.isoformat()}", own_text=REJECTION_TEXTS[why]), at=at)


def tell_merged(ticket: Ticket, root: Ticket, *, at: datetime) -> Delivery | None:
    """Tell a requester that their ticket goes on together with another person's; followers, too. One's own tickets need no mail."""
    key = f"merged:{ticket.pk}:{at.isoformat()}"
    letter = partial(Letter, "merged", ticket, own_text=TextPlace.SIGNATURE)
    _tell_followers(ticket, letter, key, leave_out=_hearing(root), at=at)
    person = _requester(ticket)
    return send(letter(person, key), at=at) if person is not None and person.pk != root.requester_id else None


def tell_split(ticket: Ticket, *, at: datetime) -> Delivery | None:
    """Tell whoever wrote what became a ticket of its own its reference."""
    return _tell_requester(ticket, partial(Letter, "split", ticket, own_text=TextPlace.SIGNATURE), f"split:{ticket.pk}", at=at)


def tell_handed_over(ticket: Ticket, *, at: datetime) -> Delivery | None:
    """Tell the new requester that a ticket of somebody who left is theirs now."""
    letter = partial(Letter, "handed_over", ticket, own_text=TextPlace.SIGNATURE)
    return _tell_requester(ticket, letter, f"handed-over:{ticket.pk}:{at.isoformat()}", at=at)


def tell_owner(ticket: Ticket, message: Message, *, at: datetime) -> Delivery | None:
    """Tell the owner that the requester wrote."""
    owner = ticket.owner
    return _tell_agent(ticket, message, owner, f"owner:{message.pk}", at=at) if owner is not None else None


def tell_contact(ticket: Ticket, message: Message, *, at: datetime) -> Delivery | None:
    """Tell the agent who talks to the requester that they wrote, where that is not the owner."""
    contact = ticket.contact
    if contact is None or contact.pk == ticket.owner_id:
        return None
    return _tell_agent(ticket, message, contact, f"contact:{message.pk}", at=at)


def tell_of_flood(ticket: Ticket, *, at: datetime) -> None:
    """Tell the leads of the queue that the sender of ``ticket`` writes so much that the rest is only kept."""
    leads = Membership.objects.staffing(ticket.queue_id).filter(is_lead=True).exclude(user__email="").select_related("user")
    for person in {membership.user_id: membership.user for membership in leads}.values():
        send(Letter("flood", ticket, person, f"flood:{ticket.pk}:{at:%Y%m%d}:{person.pk}", is_for_agent=True), at=at)


def tell_agents(ticket: Ticket, message: Message, *, but: Collection[User] = (), at: datetime) -> None:
    """Tell the colleagues who follow that there is something new, with the requester's words and no others; ``but`` those told already."""
    rows = Follower.objects.reading_agents(ticket).reachable().exclude(user__in=[message.author_id or 0, *(person.pk for person in but)])
    told = set() if message.is_ours else {ticket.owner_id, ticket.contact_id}
    for follower in rows.select_related("user").order_by("pk"):
        if follower.user_id not in told:
            key = f"news:{message.pk}:{follower.user_id}"
            follower.ticket = ticket
            news = Letter("news", ticket, follower.user, key, message=message, is_for_agent=True, follower=follower)
            desk_notices.tell_chosen(news, Notice.FOLLOWED, at=at)


def _tell_agent(ticket: Ticket, message: Message, agent: User, key: str, *, at: datetime) -> Delivery | None:
    if agent.pk == message.author_id:
        return None
    letter = Letter("answered", ticket, agent, key, message=message, is_for_agent=True)
    return desk_notices.tell_chosen(letter, Notice.WRITTEN, at=at)


def offer_appointment(appointment: Appointment, message: Message | None, *, at: datetime) -> Delivery | None:
    """Let the requester choose one of the offered times by a link, with the agent's words when there are some."""
    letter = partial(
        Letter,
        "appointment_offered",
        appointment.ticket,
        message=message,
        own_text=TextPlace.SIGNATURE,
        appointment=appointment,
        is_automatic=message is None,
    )
    return _tell_requester(appointment.ticket, letter, f"appointment:{appointment.pk}:offer", at=at)


def invite(appointment: Appointment, *, at: datetime) -> None:
    """Invite both, by a mail that their calendars understand; once more when it was moved."""
    _tell_both("appointment_booked", appointment, Method.REQUEST, f"invite:{appointment.sequence}", at=at)


def uninvite(appointment: Appointment, *, at: datetime, not_before: datetime | None = None) -> None:
    """Tell both that the booked appointment is off; calendars take it out."""
    _tell_both("appointment_cancelled", appointment, Method.CANCEL, f"cancel:{appointment.sequence}", at=at, not_before=not_before)


def withdraw_offer(appointment: Appointment, *, at: datetime, not_before: datetime | None = None) -> Delivery | None:
    """Tell the requester that the offered times do not hold any more."""
    letter = partial(Letter, "appointment_cancelled", appointment.ticket, appointment=appointment, not_before=not_before)
    return _tell_requester(appointment.ticket, letter, f"appointment:{appointment.pk}:cancel:{appointment.sequence}", at=at)


def remind_of_appointment(appointment: Appointment, *, at: datetime) -> None:
    """Remind both that they are to meet."""
    _tell_both("appointment_reminder", appointment, None, f"reminder:{at.isoformat()}", at=at)


def tell_calendar_answer(appointment: Appointment, *, at: datetime) -> Delivery | None:
    """Tell the agent whom the requester is to meet that their calendar said anything but yes."""
    agent, said = appointment.agent, appointment.answer
    if not agent.email or not agent.is_active:
        return None
    flags = {"is_declined": said == AppointmentAnswer.DECLINED, "is_counter": said == AppointmentAnswer.COUNTER}
    key = f"appointment:{appointment.pk}:answer:{at.isoformat()}"
    return send(
        Letter("appointment_answered", appointment.ticket, agent, key, appointment=appointment, is_for_agent=True, flags=flags), at=at
    )


def _tell_both(
    name: str, appointment: Appointment, method: Method | None, key: str, *, at: datetime, not_before: datetime | None = None
) -> None:
    person, agent, ticket = _requester(appointment.ticket), appointment.agent, appointment.ticket
    letter = partial(Letter, appointment=appointment, method=method, not_before=not_before)
    theirs = f"appointment:{appointment.pk}:{key}"
    if person is not None:
        send(letter(name, ticket, person, theirs), at=at)
    if agent.email and agent.is_active:
        send(letter(name, ticket, agent, f"{theirs}:agent", is_for_agent=True), at=at)


def tell_mentioned(message: Message, person: User, *, at: datetime) -> Delivery | None:
    """Tell a colleague that a note names them. Its words stay at the desk: an internal note never leaves."""
    letter = Letter("mentioned", message.ticket, person, f"mention:{message.pk}:{person.pk}", message=message, is_for_agent=True)
    return desk_notices.tell_chosen(letter, Notice.MENTIONED, at=at)


def _tell_requester(ticket: Ticket, letter: Callable[..., Letter], key: str, *, at: datetime, **said: Any) -> Delivery | None:
    """Send the requester a letter of their own, when there is an address to write to."""
    person = _requester(ticket)
    return send(letter(person, key, **said), at=at) if person is not None else None


def _requester(ticket: Ticket) -> User | None:
    """Return the requester when there is an address to write to."""
    return ticket.requester if ticket.can_be_mailed else None


def _answers_at_once(ticket: Ticket, at: datetime) -> bool:
    """Whether the mail that opened ``ticket`` followed on the heels of an acknowledgement to the same person: two desks greet each other."""
    if ticket.channel != Channel.MAIL:
        return False
    earlier = Ticket.objects.filter(requester=ticket.requester_id, created_at__gt=at - HOUR).exclude(pk=ticket.pk).order_by("-pk")[:10]
    keys = [acknowledgement_key(other) for other in earlier.only("pk")]
    return Delivery.objects.filter(mail__key__in=keys, sent_at__gt=at - AT_ONCE).exists() if keys else False


def _is_within_caps(person: User, network: str, at: datetime) -> bool:
    if network and not throttle.allow(f"ack-network:{network}", limit=ACKNOWLEDGEMENTS_PER_NETWORK, per=HOUR, at=at):
        return False
    return throttle.allow(f"ack-address:{mailbox_of(person.email or '')}", limit=ACKNOWLEDGEMENTS_PER_ADDRESS, per=HOUR, at=at)
