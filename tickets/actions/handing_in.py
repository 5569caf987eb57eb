"""What e-mail providers hand in: received mails are stored before anything reads them; what became of ours is noted on the very delivery."""

import hashlib
from datetime import datetime

from django.db import transaction

from foundation import clock
from mailroom import bouncestatus, envelope
from notifications.actions import bouncing
from notifications.enums import DeliveryState
from notifications.models import Delivery
from tickets.actions import consulted, inbound, record
from tickets.channels.handed_over import HandedOver
from tickets.channels.outcomes import Told, Word
from tickets.enums import Verb
from tickets.mail_addresses import targets
from tickets.matching import consultation_of_topic, ticket_of_topic
from tickets.models import InboundMail


class TooEarly(Exception):
    """Our own worker has not yet noted that the mail left."""


def take(mail: HandedOver, *, at: datetime | None = None) -> list[int]:
    """Store a mail once for each mailbox of ours that it was sent to; return the numbers of the new rows.

    What is stored already, and sent again because our answer was lost, is not stored twice. Raises ``OSError`` or ``DatabaseError``.
    """
    moment = clock.now(at)
    sender = mail.sender if mail.sender is not None else envelope.return_path(mail.raw)
    reverse_path = inbound.NULL_SENDER if sender == "" else sender or ""
    recipients = list(mail.recipients) or envelope.recipients(mail.raw)
    digest = hashlib.sha256(mail.raw).hexdigest()
    stored = []
    for group in targets(recipients) or [recipients[:1]]:
        # Under its last address, as the plainest way to choose one.
        to = group[-1] if group else ""
        if InboundMail.objects.copies_not_known_by_id(digest, to).exists():
            continue
        row = inbound.store(mail.raw, envelope_to=to, envelope_from=reverse_path, is_rebuilt=mail.is_rebuilt, at=moment)
        stored.append(row.pk)
    return stored


def note(told: Told, *, at: datetime | None = None) -> None:
    """Write down what a provider told of a mail of ours, as a report by mail does. Telling it again changes nothing.

    Raises ``TooEarly``.
    """
    moment = clock.now(at)
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().filter(pk=told.number).first()
        if delivery is None:
            return
        if delivery.state == DeliveryState.SENDING:
            raise TooEarly
        if told.word is Word.ARRIVED:
            bouncing.record_arrival(told.number, at=moment)
        elif told.word is Word.COMPLAINED:
            bouncing.record_complaint(told.number, at=moment)
        elif delivery.state in {DeliveryState.SENT, DeliveryState.UNKNOWN}:
            bouncing.record_bounce(told.number, status=told.status, is_gone=told.is_gone, at=moment)
            _tell(told, delivery, at=moment)


def _tell(told: Told, delivery: Delivery, *, at: datetime) -> None:
    asked = consultation_of_topic(told.topic)
    if asked is not None:
        consulted.fail(asked, at=at)
        return
    ticket = ticket_of_topic(told.topic)
    if ticket is not None:
        is_hard = bouncestatus.is_hard(told.status)
        record.event(
            ticket, Verb.MAIL_FAILED, by=None, at=at, delivery=delivery, status=told.status, hard=is_hard, gone=told.is_gone, delayed=False
        )
