"""Put a mail into the outbox, send one again, stop one."""

import logging
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from foundation import clock
from foundation.safetext import one_line, printable
from notifications import addresses, header_rules
from notifications.actions.nudging import nudge
from notifications.enums import CANCELLABLE, RETRYABLE, UNSENT, DeliveryState, Lane
from notifications.message_ids import is_topic
from notifications.models import Delivery, Mail, MailText

logger = logging.getLogger(__name__)

NOT_AN_ADDRESS = gettext_noop("This is not a mail address.")
CANCELLED_BY_HAND = gettext_noop("Stopped by hand.")
WITHDRAWN = gettext_noop("The text was taken back before it left.")


class CannotRetryError(Exception):
    """The delivery is on its way, done, or its words are gone."""


class CannotCancelError(Exception):
    """The delivery is already in a relay's hands or finished."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whom a mail is for. ``language`` is the one to prefer among the texts given; empty means the default."""

    address: str
    name: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Rendered words in one language; ``html`` may be empty, and so may ``calendar``, an iCalendar object that names its method."""

    subject: str
    text: str
    html: str = ""
    calendar: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file that goes along: a stored blob, the name that its reader sees, and its type."""

    digest: str
    name: str
    content_type: str


def post(
    *,
    to: Recipient,
    texts: Mapping[str, Text],
    is_automatic: bool,
    topic: str = "",
    key: str = "",
    lane: Lane = Lane.DEFAULT,
    from_name: str = "",
    from_address: str = "",
    reply_to: str = "",
    in_reply_to: str = "",
    headers: Mapping[str, str] | None = None,
    files: Sequence[File] = (),
    is_secret: bool = False,
    expires_at: datetime | None = None,
    default_language: str = "",
    not_before: datetime | None = None,
    withheld: str = "",
    at: datetime | None = None,
) -> Delivery:
    """Write one mail to one person as rows of the caller's transaction; workers hear of it after the commit.

    ``key`` makes it idempotent: the same key with the same address gives the delivery that is there already, with the words it
    has; the same key with another address adds a recipient. ``topic`` is ``ticket:310`` or empty. ``is_automatic`` marks what no
    person wrote (RFC 3834). A secret is blanked after sending; nothing is sent after ``expires_at`` or before ``not_before``.
    ``files`` go along as attachments; whoever names the blobs keeps them.
    What is ``withheld`` is kept with that reason and not sent, unless an operator sends it.
    The text is chosen by the person's language, then ``default_language`` (else ``LANGUAGE_CODE``), then any there is.

    An impossible address gives a delivery in state failed with its reason. Control characters are taken out of the words.
    Raises ``ValueError`` when ``texts`` is empty, the topic is none, the key has more than 200 characters, or a line break would
    smuggle in a header.
    """
    now = clock.now(at)
    _refuse_smuggling(to, texts, from_name, from_address, reply_to, in_reply_to)
    if not texts or not is_topic(topic) or len(key) > 200:
        raise ValueError("a mail needs at least one text, a topic such as ticket:310 or none, and a key of at most 200 characters")
    wanted = Mail(
        key=key or uuid.uuid4().hex,
        lane=lane,
        topic=topic,
        from_name=one_line(from_name, 200),
        from_address=from_address or settings.DEFAULT_FROM_EMAIL,
        headers=header_rules.checked(dict(headers or {})),
        files=[{"digest": file.digest, "name": one_line(file.name, 200), "type": file.content_type} for file in files],
        is_automatic=is_automatic,
        is_secret=is_secret,
        expires_at=expires_at,
        created_at=now,
    )
    with transaction.atomic(savepoint=False):
        mail, is_new = _written(wanted)
        if is_new:
            MailText.objects.bulk_create(
                MailText(
                    mail=mail,
                    language=language,
                    subject=one_line(said.subject, 500),
                    text=printable(said.text),
                    html=printable(said.html),
                    calendar=printable(said.calendar),
                )
                for language, said in texts.items()
            )
        language = chosen_language(sorted(texts), to.language, default_language or settings.LANGUAGE_CODE)
        tokens = {name: value for name, value in (("reply_to", reply_to), ("in_reply_to", in_reply_to)) if value}
        wanted_delivery = _delivery(mail, to, language=language, tokens=tokens, withheld=withheld, not_before=max(now, not_before or now))
        delivery = _delivered(wanted_delivery, is_first=is_new)
        if delivery.state == DeliveryState.QUEUED and delivery.not_before <= now:
            transaction.on_commit(partial(nudge, Lane(mail.lane)), robust=True)
    return delivery


def _refuse_smuggling(to: Recipient, texts: Mapping[str, Text], from_name: str, from_address: str, reply_to: str, in_reply_to: str) -> None:
    fields = {
        "name": to.name,
        "from_name": from_name,
        "from_address": from_address,
        "reply_to": reply_to,
        "in_reply_to": in_reply_to,
    }
    for what, value in fields.items():
        header_rules.one_line(what, value)
    for said in texts.values():
        header_rules.one_line("subject", said.subject)


def _written(wanted: Mail) -> tuple[Mail, bool]:
    """Write the mail unless there is one with its key; return the one there is, and whether it is new. Nearly all are."""
    try:
        with transaction.atomic():
            wanted.save(force_insert=True)
    except IntegrityError:
        there = Mail.objects.filter(key=wanted.key).first()
        if there is None:
            raise
        return there, False
    return wanted, True


def _delivery(mail: Mail, to: Recipient, *, language: str, tokens: dict[str, str], withheld: str, not_before: datetime) -> Delivery:
    state, reason = (DeliveryState.SUPPRESSED, withheld) if withheld else (DeliveryState.QUEUED, "")
    try:
        address = addresses.normalised(to.address)
    except ValueError:
        address, state, reason = one_line(to.address, 320), DeliveryState.FAILED, NOT_AN_ADDRESS
    return Delivery(
        mail=mail,
        address=address,
        lane=mail.lane,
        name=one_line(to.name, 200),
        language=language,
        tokens=tokens,
        state=state,
        reason=reason,
        not_before=not_before,
    )


def _delivered(wanted: Delivery, *, is_first: bool) -> Delivery:
    """Write the delivery unless the mail goes to that address already; return the one there is. A new mail goes nowhere yet."""
    if is_first:
        wanted.save(force_insert=True)
        return wanted
    columns = ("lane", "name", "language", "tokens", "state", "reason", "not_before")
    defaults = {name: getattr(wanted, name) for name in columns}
    return Delivery.objects.get_or_create(mail=wanted.mail, address=wanted.address, defaults=defaults)[0]


def chosen_language(offered: list[str], wanted: str, default: str) -> str:
    """Return which of ``offered`` (not empty) a reader of ``wanted`` gets: it, its base language, the default, the first."""
    for candidate in (wanted, wanted.partition("-")[0], default, default.partition("-")[0]):
        if candidate in offered:
            return candidate
    return offered[0]


def retry(delivery: Delivery, *, by: AbstractBaseUser | None, at: datetime | None = None) -> None:
    """Queue ``delivery`` anew, with the same Message-ID and a fresh count of attempts. ``by`` is ``None`` for the system.

    Raises ``CannotRetryError`` when it is queued, on its way or sent, or when its words were blanked.
    """
    now = clock.now(at)
    with transaction.atomic():
        moved = Delivery.objects.filter(pk=delivery.pk, state__in=sorted(RETRYABLE), mail__blanked_at=None).update(
            state=DeliveryState.QUEUED, attempts=0, not_before=now, reason="", reply_code=None, reply_text=""
        )
        if not moved:
            raise CannotRetryError(f"delivery {delivery.pk} is {delivery.state}")
        transaction.on_commit(partial(nudge, Lane(delivery.lane)), robust=True)
    delivery.refresh_from_db()
    logger.info("Delivery %s is sent again by user %s", delivery.pk, by.pk if by else None)


def withdraw(topic: str, key: str, *, by: AbstractBaseUser | None, at: datetime | None = None) -> None:
    """Stop the mail ``key`` of ``topic``, and those whose keys begin with it and a colon, before any of it leaves; forget the words.

    Raises ``CannotCancelError`` when one is in a relay's hands: then none is stopped, if the caller's transaction ends with that.
    """
    mails = Mail.objects.filter(Q(key=key) | Q(key__startswith=f"{key}:"), topic=topic)
    for delivery in Delivery.objects.filter(mail__in=mails).order_by("pk"):
        if delivery.state not in UNSENT:
            cancel(delivery, by=by)
    found = list(mails.values_list("pk", flat=True))
    MailText.objects.filter(mail__in=found).update(text=WITHDRAWN, html="")
    Mail.objects.filter(pk__in=found).update(blanked_at=clock.now(at))


def cancel(delivery: Delivery, *, by: AbstractBaseUser | None) -> None:
    """Stop ``delivery`` before it is sent. Raises ``CannotCancelError`` when it is no longer waiting. ``by`` is ``None`` for the system."""
    moved = Delivery.objects.filter(pk=delivery.pk, state__in=sorted(CANCELLABLE)).update(
        state=DeliveryState.CANCELLED, reason=CANCELLED_BY_HAND
    )
    if not moved:
        raise CannotCancelError(f"delivery {delivery.pk} is {delivery.state}")
    delivery.refresh_from_db()
    logger.info("Delivery %s was cancelled by user %s", delivery.pk, by.pk if by else None)
