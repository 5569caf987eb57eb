"""Mail that waits for an agent's word, because nothing proves its sender and its queue is careful about what it says."""

import re

from queues.models import Membership, Queue
from tickets.actions import opening, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, Verb
from tickets.matching import Trust

IN_AN_AGENT_S_NAME = "held: it comes in the name of an agent, and nothing proves that"
ABOUT_A_WORD = "held: nothing proves its sender, and it says"


def why(arrival: Arrival) -> str:
    """Return why the mail is to be held by the policy of its queue; empty when it is not, or an agent accepted it already."""
    if arrival.inbound.is_accepted or arrival.inbound.is_vouched or arrival.found.matched_by == "token":
        return ""
    ticket = arrival.found.ticket
    queue = ticket.queue if ticket is not None and arrival.found.trust != Trust.STRANGER else opening.queue_for(arrival.inbound)
    if queue is None:
        return ""
    if queue.holds_unproven_agents and _is_in_an_agent_s_name(arrival):
        return IN_AN_AGENT_S_NAME
    word = _word_of(queue, f"{arrival.parsed.subject}\n{arrival.parsed.body}")
    return f"{ABOUT_A_WORD}: {word}" if word else ""


def hold(arrival: Arrival, reason: str) -> Outcome:
    """Leave the mail in the log until an agent decides; the ticket that it would join says so. Nothing else happens."""
    found = arrival.found
    if found.ticket is None or found.trust == Trust.STRANGER or found.rivals:
        return Outcome(InboundAction.IGNORED, reason, matched_by=found.matched_by, is_held=True)
    ticket = record.locked(found.ticket)
    record.event(ticket, Verb.MAIL_HELD, by=None, at=arrival.at, mail=arrival.inbound)
    record.touch(ticket, at=arrival.at)
    return Outcome(InboundAction.IGNORED, reason, ticket, matched_by=found.matched_by, is_held=True)


def _is_in_an_agent_s_name(arrival: Arrival) -> bool:
    sender = arrival.found.sender
    return sender is not None and Membership.objects.filter(user=sender).exists()


def _word_of(queue: Queue, text: str) -> str:
    """Return the first of the queue's words that stands in ``text`` by itself, in any case."""
    said = " ".join(text.casefold().split())
    words = (" ".join(line.split()) for line in queue.held_words.splitlines())
    return next((word for word in words if word and re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", said)), "")
