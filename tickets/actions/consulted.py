"""What comes back from somebody outside whom an agent asked: always an internal note, however it came."""

from datetime import datetime

from django.db import transaction

from notifications.addresses import key_of
from tickets import consultation_notices, matching, notices
from tickets.actions import joining, record
from tickets.actions.arrival import Arrival, Outcome
from tickets.enums import InboundAction, MessageKind, StallReason, Status, Verb
from tickets.mail_enums import ConsultationState
from tickets.models import Consultation, Message, Ticket

ANSWERED = "answer of somebody who was consulted: an internal note"
BY_ANOTHER = "answer to a consultation, from another address than was asked: an internal note"
BY_REFERENCE = "answer in the name of somebody who was consulted, by the reference alone: not verified, an internal note"
# The moments that say what became of a question, and the state.
_COLUMNS = ("state", "settled_at", "away_at")


@transaction.atomic(savepoint=False)
def take(arrival: Arrival) -> Outcome | None:
    """Keep a mail that answers a consultation as an internal note of its ticket; ``None`` for any other mail.

    What waited for a third party goes on; nothing else moves: a finished ticket stays finished, and the requester's side hears nothing.
    """
    found = arrival.found
    if found.consultation is None or found.rivals or found.trust != matching.Trust.CONSULTED:
        return None
    ticket = record.locked_with_root(found.consultation.ticket)[1]
    asked = _locked(found.consultation)
    is_asked = key_of(arrival.parsed.sender.address) == key_of(asked.address)
    is_verified = is_asked and (found.matched_by == "token" or arrival.inbound.is_vouched)
    message = joining.write(arrival, ticket, MessageKind.NOTE, is_verified=is_verified, consultation=asked)
    if asked.state != ConsultationState.ANSWERED:
        asked.state, asked.settled_at = ConsultationState.ANSWERED, arrival.at
        asked.save(update_fields=_COLUMNS)
    record.event(ticket, Verb.CONSULT_ANSWERED, by=None, at=arrival.at, message=message, consultation=asked)
    _go_on(ticket, arrival)
    _tell(ticket, asked, message, arrival)
    reason = BY_ANOTHER if not is_asked else ANSWERED if is_verified else BY_REFERENCE
    return Outcome(InboundAction.APPENDED, reason, ticket, message, found.matched_by)


def note_machine(consultation: Consultation, arrival: Arrival) -> None:
    """Note on a consultation what a program said: it could not be delivered, or somebody is away. Nothing goes on by it."""
    bounce = arrival.parsed.bounce
    if bounce is None:
        _note(consultation, Verb.CONSULT_AWAY, at=arrival.at)
    elif not bounce.delayed:
        fail(consultation, at=arrival.at)


def fail(consultation: Consultation, *, at: datetime) -> None:
    """Note that a question could not be delivered; nothing changes when an answer came, or none is awaited any more."""
    _note(consultation, Verb.CONSULT_FAILED, at=at)


@transaction.atomic
def _note(consultation: Consultation, verb: Verb, *, at: datetime) -> None:
    ticket = record.locked_with_root(consultation.ticket)[1]
    asked = _locked(consultation)
    if verb == Verb.CONSULT_AWAY:
        asked.away_at = at
    elif asked.is_waiting:
        asked.state, asked.settled_at = ConsultationState.FAILED, at
    else:
        return
    asked.save(update_fields=_COLUMNS)
    record.event(ticket, verb, by=None, at=at, consultation=asked, reason=asked.address)


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update(of=("self",)).select_related("asked_by", "question").get(pk=consultation.pk)


def _go_on(ticket: Ticket, arrival: Arrival) -> None:
    if ticket.status == Status.STALLED and ticket.stall_reason == StallReason.THIRD_PARTY:
        record.go_on(ticket, by=None, at=arrival.at, why=StallReason.THIRD_PARTY)
    else:
        record.touch(ticket, at=arrival.at)


def _tell(ticket: Ticket, asked: Consultation, message: Message, arrival: Arrival) -> None:
    told = consultation_notices.tell_answered(asked, message, at=arrival.at)
    notices.tell_agents(ticket, message, but=told, at=arrival.at)
