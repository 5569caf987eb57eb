"""Agents who answer by mail: accepted from the agent that the address was minted for, and told what became of it."""

import uuid
from dataclasses import replace
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone, translation

from accounts import installation
from accounts.languages import first_offered
from accounts.models import User
from foundation import clock
from queues.models import Membership
from tickets import desk_notices, matching, orders
from tickets.actions import copied, drafts, files, guard, joining, ordering, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.agent_addresses import AgentToken, read_agent_address
from tickets.enums import InboundAction, InboundState, MessageKind
from tickets.errors import Refused, Stale
from tickets.models import Attachment, InboundMail, Message, SavedDraft, Ticket

MATCHED_BY = "agent-token"
# Of one mail always the same form: the mail that comes twice is one reply.
_FORMS = uuid.UUID("6f1f5a0e-8f0c-4b8e-9a55-0b8b6c2f4d11")


def take(arrival: Arrival) -> Outcome | None:
    """Do what an agent mailed to an address of their own; ``None`` for a mail to none of these.

    From anybody else, from an agent who no longer works in the queue, and where our relay's checks failed, it is shown to agents as
    somebody's words: nothing is done. Only the agent themself is told so.
    """
    token = _token(arrival)
    ticket = Ticket.objects.filter(pk=token.ticket_id).first() if token is not None else None
    if token is None or ticket is None:
        return None
    root = matching.root(ticket)
    record.all_locked({ticket.pk, root.pk})
    agent = arrival.found.sender
    if agent is None or agent.pk != token.user_id or arrival.inbound.is_disowned:
        return _show(arrival, root, agent)
    if not Membership.objects.of(agent.pk).filter(queue_id=root.queue_id).exists():
        desk_notices.tell_lost(root, agent, arrival.inbound, at=arrival.at)
        return _show(arrival, root, agent)
    if _came_before(arrival, root):
        return Outcome(InboundAction.IGNORED, "the same mail of this agent was taken before", root, matched_by=MATCHED_BY)
    zone = clock.zone(agent.time_zone, installation.current().time_zone)
    with translation.override(first_offered(agent.language)), timezone.override(zone):
        return _do(arrival, ticket, token, agent)


def _show(arrival: Arrival, root: Ticket, sender: User | None) -> Outcome:
    outsider = matching.Match(root, "token", matching.Trust.OUTSIDER, sender)
    return joining.join_or_open(replace(arrival, found=outsider))


def _token(arrival: Arrival) -> AgentToken | None:
    found = (read_agent_address(address) for address in matching.addresses_of(arrival.parsed, arrival.inbound.envelope_to))
    return next((token for token in found if token is not None), None)


def _came_before(arrival: Arrival, ticket: Ticket) -> bool:
    """Whether a mail with this id was taken from an agent already: what travelled another way looks different, and is the same."""
    if not arrival.inbound.message_id:
        return False
    rows = InboundMail.objects.filter(message_id=arrival.inbound.message_id, state=InboundState.DONE, action=InboundAction.APPENDED)
    return rows.filter(matched_by=MATCHED_BY, ticket=ticket).exclude(pk=arrival.inbound.pk).exists()


def _do(arrival: Arrival, ticket: Ticket, token: AgentToken, agent: User) -> Outcome:
    said = orders.read(arrival.parsed.body)
    root = matching.root(ticket)
    if said.rest_of("help") is not None:
        desk_notices.tell_orders(root, agent, arrival.inbound, at=arrival.at)
        return Outcome(InboundAction.IGNORED, "an agent asked for the commands", root, matched_by=MATCHED_BY)
    given = ordering.Given(said, token.kind, token.seen, _form(arrival), arrival.inbound, arrival.parsed.quoted)
    files.keep_mailed(given.submission, arrival.parsed.files, at=arrival.at)
    try:
        done = ordering.carry_out(ticket, given, by=agent, at=arrival.at)
    except Refused as refused:
        return _refuse(arrival, root, given, refused, agent)
    if done.message is not None:
        copied.heed(arrival, record.locked(ticket), done.message, is_sure=False)
    if said.orders:
        # As it stands now: who passed it on to others may not answer it any more.
        now = Ticket.objects.select_related("queue").get(pk=root.pk)
        desk_notices.tell_done(now, agent, arrival.inbound, done.said, at=arrival.at)
    return Outcome(InboundAction.APPENDED, "answer of an agent", root, done.message, MATCHED_BY)


def _form(arrival: Arrival) -> uuid.UUID:
    return uuid.uuid5(_FORMS, arrival.inbound.message_id or f"{arrival.inbound.pk}")


def _refuse(arrival: Arrival, ticket: Ticket, given: ordering.Given, refused: Refused, agent: User) -> Outcome:
    """Keep the agent's words as their draft, and tell them what was wrong, or what they have not read yet."""
    kind = MessageKind.NOTE if given.is_note or given.is_handover else MessageKind.PUBLIC
    is_kept = bool(given.text.strip() or arrival.parsed.files)
    if is_kept:
        _keep(ticket, kind, given, by=agent, at=arrival.at)
    reasons = refused.reasons if isinstance(refused, ordering.Misread) else (str(refused),)
    is_stale = isinstance(refused, Stale)
    can_send = is_stale and kind == MessageKind.PUBLIC and (is_kept or given.orders.rest_of("send") is not None)
    news = _news(ticket, given, agent) if is_stale else Message.objects.none()
    held = desk_notices.Held(reasons, tuple(news), is_kept=is_kept, can_send=can_send)
    desk_notices.tell_refused(ticket, agent, arrival.inbound, held, at=arrival.at)
    reason = "held: the agent had not read everything" if is_stale else "refused, and the agent told why"
    return Outcome(InboundAction.REJECTED, reason, ticket, matched_by=MATCHED_BY)


def _keep(ticket: Ticket, kind: MessageKind, given: ordering.Given, *, by: User, at: datetime) -> None:
    for begun in SavedDraft.objects.filter(user=by, ticket=ticket, kind=kind):
        Attachment.objects.drafts(begun.submission).update(submission=given.submission)
    drafts.save(ticket, kind, drafts.Begun(given.text, given.submission, seen=given.seen), by=by, at=at)


def _news(ticket: Ticket, given: ordering.Given, agent: User) -> QuerySet[Message]:
    """Return what was said to the requester, or by them, since the mail that the agent answers."""
    entries = guard.news(ticket, seen=given.seen, by=agent).values_list("payload__message", flat=True)
    return Message.objects.public().filter(pk__in=[number for number in entries if number is not None]).order_by("pk")
