"""Put a mail about a ticket into the outbox."""

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr

from django.conf import settings

from accounts import installation
from accounts.languages import first_offered
from accounts.models import User
from foundation.safetext import one_line
from notifications.actions import outbox
from notifications.models import Delivery
from queues.models import Mailbox, Membership
from tickets import mail_addresses
from tickets.agent_addresses import agent_address
from tickets.enums import FollowerRole, MessageKind
from tickets.letters import capping, digest
from tickets.letters.digest import Told
from tickets.letters.letter import Letter
from tickets.letters.rendering import rendered
from tickets.models import Ticket

LONGEST_NAME = 200
LONGEST_FROM_NAME = 100
# RFC 5322 §2.1.1: a line has at most 998 characters; a Message-ID of a fourth of that is none worth answering to.
LONGEST_ID = 250
NEWEST_HEARD = 6


def send(letter: Letter, *, at: datetime) -> Delivery:
    """Render ``letter`` and put it into the outbox, as rows of the caller's transaction. One too many stays there.

    Raises ``ValueError`` for an internal note to anybody but an agent.
    """
    if letter.message is not None and letter.message.is_note and not _is_for_the_desk(letter):
        raise ValueError("an internal note is for agents alone")
    is_held_back = capping.is_one_too_many(letter, at=at)
    if is_held_back:
        capping.note(letter, at=at)
    letter = letter.bared
    ticket, person = letter.ticket, letter.to
    mailbox = mail_addresses.mailbox_of(ticket.queue_id)
    reply_to = _reply_to(letter, mailbox)
    desk = _desk_addresses(letter, mailbox)
    organizer = reply_to or (mailbox.address if mailbox else parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    # A name is a sender's own words, as a title is.
    name = one_line(person.name, LONGEST_NAME) if letter.tells_title else ""
    return outbox.post(
        to=outbox.Recipient(person.email or "", name=name, language=letter.language),
        texts={letter.language: rendered(letter, organizer=organizer, desk=desk, at=at)},
        topic=letter.topic,
        key=letter.key,
        from_name=_from_name(letter, mailbox),
        from_address=mailbox.address if mailbox else "",
        reply_to=reply_to or desk.get(letter.kind_of_answer, ""),
        in_reply_to=_in_reply_to(letter),
        headers=letter.headers,
        files=_files(letter),
        is_automatic=letter.is_automatic,
        withheld=capping.HELD_BACK if is_held_back else "",
        not_before=letter.not_before if letter.is_for_agent or letter.message is None else letter.message.leaves_at,
        at=at,
    )


def send_digest(agent: User, told: Sequence[Told], *, is_after_quiet: bool, at: datetime) -> Delivery:
    """Put the mail about several tickets into the outbox, as rows of the caller's transaction. Raises ``ValueError`` for an internal note.

    ``told`` stands in its order: by queue, then by reason.
    """
    if any(each.newest is not None and each.newest.is_note for each in told):
        raise ValueError("an internal note is in no digest")
    language = first_offered(agent.language)
    return outbox.post(
        to=outbox.Recipient(agent.email or "", name=one_line(agent.name, LONGEST_NAME), language=language),
        texts={language: digest.rendered(agent, told, is_after_quiet=is_after_quiet)},
        from_name=one_line(installation.current().name, LONGEST_FROM_NAME),
        is_automatic=True,
        at=at,
    )


def _reply_to(letter: Letter, mailbox: Mailbox | None) -> str:
    if mailbox is None or letter.is_for_agent:
        return ""
    if letter.consultation is not None:
        return mail_addresses.consultation_address(mailbox, letter.consultation.pk)
    return mail_addresses.reply_address(mailbox, letter.ticket, letter.to.pk)


def _files(letter: Letter) -> list[outbox.File]:
    """Return the files that go along: those of a question alone. All others are opened on the web, where rights can end."""
    if letter.consultation is None:
        return []
    files = letter.consultation.question.attachments.order_by("pk")
    return [outbox.File(file.digest, file.file_name, file.content_type) for file in files]


def _is_for_the_desk(letter: Letter) -> bool:
    """Whether the letter goes to somebody as an agent, and to one who works in some queue now."""
    reads_at_the_desk = letter.follower is None or letter.follower.role == FollowerRole.AGENT
    return letter.is_for_agent and reads_at_the_desk and Membership.objects.of(letter.to.pk).exists()


def _desk_addresses(letter: Letter, mailbox: Mailbox | None) -> dict[MessageKind, str]:
    """Return where an agent's answer, and their internal note, can be mailed to; nothing for others, and about appointments."""
    ticket, agent = letter.ticket, letter.to
    if mailbox is None or not letter.is_for_agent or letter.appointment is not None:
        return {}
    if not Membership.objects.of(agent.pk).filter(queue_id=ticket.queue_id).exists():
        return {}
    seen = ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0
    kinds = (MessageKind.PUBLIC, MessageKind.NOTE)
    return {kind: agent_address(mailbox, kind, ticket_id=ticket.pk, user_id=agent.pk, seen=seen) for kind in kinds}


def _from_name(letter: Letter, mailbox: Mailbox | None) -> str:
    name = (mailbox.from_name if mailbox else "") or installation.current().name
    return one_line(f"{letter.agent.short_name} · {name}" if letter.agent is not None else name, LONGEST_FROM_NAME)


def _in_reply_to(letter: Letter) -> str:
    """Return the Message-ID that the letter answers, in angle brackets; empty for a notice to an agent who wrote nothing."""
    if letter.consultation is not None:
        return ""
    if letter.is_for_agent or letter.answers:
        return f"<{letter.answers}>" if letter.answers and _is_plain(letter.answers) else ""
    return " ".join(_heard(letter.ticket))


def _heard(ticket: Ticket) -> list[str]:
    """Return the Message-IDs of the requester's first mail and of the newest ones, oldest first, so that their client threads our answer."""
    heard = ticket.messages.public().filter(is_ours=False, is_machine=False, inbound__isnull=False).exclude(inbound__message_id="")
    identifiers = list(heard.order_by("-pk").values_list("inbound__message_id", flat=True)[:NEWEST_HEARD])[::-1]
    if len(identifiers) == NEWEST_HEARD:
        identifiers = [*heard.order_by("pk").values_list("inbound__message_id", flat=True)[:1], *identifiers]
    return [f"<{each}>" for each in dict.fromkeys(identifiers) if _is_plain(each)]


def _is_plain(message_id: str) -> bool:
    return message_id.isascii() and message_id.isprintable() and not set(message_id) & set("<> ") and len(message_id) < LONGEST_ID
