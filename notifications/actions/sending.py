"""Send what is due: claim a few, hand each to the channel, note how it ended."""

import logging
import time
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext_noop

from foundation import clock
from notifications import addresses, journal
from notifications.actions import blanking, claiming, suppression
from notifications.bounce_addresses import bounce_address
from notifications.channels.choice import open_channel
from notifications.channels.letter import Channel, Letter, Outcome, Verdict
from notifications.composition import compose
from notifications.enums import DeliveryState, Lane, SuppressionScope
from notifications.models import Delivery, MailText, Suppression
from notifications.retries import delay_after

logger = logging.getLogger(__name__)

# Seconds. A worker does other things too (sweeps, the heartbeat), so it goes back to the queue now and then.
DRAIN_FOR = 20.0

EXPIRED = gettext_noop("It was too late to send this.")
BOUNCED_BEFORE = gettext_noop("Mail to this address came back before.")
COMPLAINED_BEFORE = gettext_noop("The owner of this address does not want mail sent to many.")
NO_WORDS = gettext_noop("There is no text to send.")
CANNOT_BE_WRITTEN = gettext_noop("No mail can be made of this.")
RELAY_DOWN = gettext_noop("The mail relay could not be reached.")
NOT_NOW = gettext_noop("The mail relay asked to try again later.")
GAVE_UP = gettext_noop("The mail relay did not take it for three days.")
REFUSED = gettext_noop("The mail relay refused it.")
UNCLEAR = gettext_noop("The connection broke before the mail relay answered, so it may have been sent or not.")


def drain(lane: Lane, *, seconds: float = DRAIN_FOR) -> int:
    """Send what is due on ``lane`` over one kept-open connection, for about ``seconds``. Return how many letters a relay took.

    Stops early when the relay is down. Raises ``ValueError`` when ``EMAIL_URL`` cannot be understood.
    """
    until = time.monotonic() + seconds
    channel = open_channel()
    sent = 0
    try:
        while time.monotonic() < until:
            batch = claiming.claim(lane, owner=journal.current().name)
            if not batch:
                break
            taken, is_relay_down = _send_batch(batch, channel, until)
            sent += taken
            if is_relay_down:
                break
    finally:
        channel.close()
    blanking.blank_finished(at=clock.now())
    return sent


def _send_batch(batch: list[Delivery], channel: Channel, until: float) -> tuple[int, bool]:
    """Send a batch until it, or the time, is over. Return how many were taken, and whether the relay is down."""
    now = clock.now()
    hindered = _hindered(batch, now)
    sent = 0
    for place, delivery in enumerate(batch):
        if time.monotonic() >= until:
            _give_back(batch[place:])
            break
        if delivery.pk in hindered:
            _stop(delivery, *hindered[delivery.pk])
            continue
        outcome = _send(delivery, channel)
        if outcome is None:
            continue
        _settle(delivery, outcome)
        sent += outcome.verdict == Verdict.ACCEPTED
        if outcome.is_relay_down:
            _put_off(batch[place + 1 :])
            return sent, True
    return sent, False


def _hindered(batch: list[Delivery], at: datetime) -> dict[int, tuple[DeliveryState, str]]:
    """Return the state and reason of those that must not be sent."""
    keys = {addresses.key_of(delivery.address) for delivery in batch}
    scopes = dict(Suppression.objects.in_force(at).filter(address__in=keys).values_list("address", "scope"))
    hindered = {}
    for delivery in batch:
        scope = scopes.get(addresses.key_of(delivery.address))
        if delivery.mail.expires_at is not None and delivery.mail.expires_at <= at:
            hindered[delivery.pk] = DeliveryState.EXPIRED, EXPIRED
        elif scope == SuppressionScope.HARD_BOUNCE:
            hindered[delivery.pk] = DeliveryState.SUPPRESSED, BOUNCED_BEFORE
        elif scope == SuppressionScope.COMPLAINT and delivery.lane == Lane.BULK:
            hindered[delivery.pk] = DeliveryState.SUPPRESSED, COMPLAINED_BEFORE
    return hindered


def _stop(delivery: Delivery, state: DeliveryState, reason: str) -> None:
    claiming.finish(delivery, state, reason=reason, attempts=delivery.attempts - 1)


def _send(delivery: Delivery, channel: Channel) -> Outcome | None:
    """Hand one claimed delivery over; ``None`` when there is nothing to hand over or it is no longer ours."""
    said = _words_for(delivery)
    if said is None:
        claiming.finish(delivery, DeliveryState.FAILED, reason=NO_WORDS)
        return None
    try:
        letter = Letter(
            pk=delivery.pk,
            sender=_envelope_sender(delivery),
            address=addresses.for_wire(delivery.address),
            content=compose(delivery, said, at=clock.now()),
        )
    except (ValueError, LookupError, FileNotFoundError) as error:
        logger.exception("Delivery %s cannot be composed", delivery.pk)
        claiming.finish(delivery, DeliveryState.FAILED, reason=CANNOT_BE_WRITTEN, reply_text=str(error)[:500])
        return None
    if not claiming.keep(delivery):
        return None
    book = journal.current()
    outcome = channel.send(letter, before_content=partial(book.note, delivery.pk, delivery.attempts, journal.BEFORE_DATA))
    if outcome.verdict == Verdict.ACCEPTED or (outcome.verdict == Verdict.REFUSED and outcome.code):
        book.note(delivery.pk, delivery.attempts, outcome.code or 250)
    return outcome


def _envelope_sender(delivery: Delivery) -> str:
    own = addresses.for_wire(delivery.mail.from_address)
    return bounce_address(delivery.pk, from_address=own, reply_to=delivery.tokens.get("reply_to", ""))


def _words_for(delivery: Delivery) -> MailText | None:
    if delivery.mail.blanked_at is not None:
        return None
    texts = {said.language: said for said in delivery.mail.texts.all()}
    return texts.get(delivery.language) or next(iter(texts.values()), None)


def _settle(delivery: Delivery, outcome: Outcome) -> None:
    """Write down what became of a letter."""
    now = clock.now()
    heard: dict[str, Any] = {"reply_code": outcome.code, "reply_text": outcome.words[:1000]}
    if outcome.verdict == Verdict.ACCEPTED:
        if not claiming.finish(delivery, DeliveryState.SENT, sent_at=now, **heard):
            logger.error("Delivery %s was sent, but had been taken away meanwhile", delivery.pk)
        return
    if outcome.verdict == Verdict.REFUSED:
        claiming.finish(delivery, DeliveryState.FAILED, reason=REFUSED, **heard)
        if outcome.is_bad_address:
            suppression.suppress(delivery.address, scope=SuppressionScope.HARD_BOUNCE, reason=outcome.words[:1000], at=now)
        return
    if outcome.verdict == Verdict.UNCLEAR and delivery.lane == Lane.BULK:
        claiming.finish(delivery, DeliveryState.UNKNOWN, reason=UNCLEAR, **heard)
        return
    delay = delay_after(delivery.attempts)
    if delay is None:
        claiming.finish(delivery, DeliveryState.FAILED, reason=GAVE_UP, **heard)
        return
    # No later than its expiry, so that a secret that cannot be sent is not kept longer than it is good for.
    again = min(now + delay, delivery.mail.expires_at or now + delay)
    claiming.finish(delivery, DeliveryState.DEFERRED, reason=_why_later(outcome), not_before=again, **heard)


def _why_later(outcome: Outcome) -> str:
    if outcome.verdict == Verdict.UNCLEAR:
        return UNCLEAR
    return RELAY_DOWN if outcome.is_relay_down else NOT_NOW


def _give_back(rest: list[Delivery]) -> None:
    """Let go of untried deliveries, which stay due: a slow relay must not keep the worker from its other work."""
    for delivery in rest:
        claiming.finish(delivery, DeliveryState.QUEUED, attempts=delivery.attempts - 1)


def _put_off(rest: list[Delivery]) -> None:
    """Put off untried deliveries by a minute, when the relay is down: this was no attempt of theirs."""
    later = clock.now() + (delay_after(1) or claiming.LEASE)
    for delivery in rest:
        claiming.finish(delivery, DeliveryState.DEFERRED, reason=RELAY_DOWN, attempts=delivery.attempts - 1, not_before=later)
