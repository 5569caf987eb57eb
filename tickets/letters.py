"""A mail about a ticket: rendered in its reader's language and put into the outbox."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts import installation
from accounts.languages import first_offered
from accounts.models import User
from foundation import clock
from foundation.safetext import one_line
from notifications.actions import outbox
from notifications.models import Delivery
from queues.enums import TextPlace
from queues.models import Mailbox, Membership
from queues.texts import text_for
from tickets import grants, mail_addresses
from tickets.invitations import Method, invitation
from tickets.models import Appointment, Follower, Message, Ticket

LONGEST_SUBJECT = 200
LONGEST_NAME = 200
LONGEST_FROM_NAME = 100
# RFC 5322 §2.1.1: a line has at most 998 characters; a Message-ID of a fourth of that is none worth answering to.
LONGEST_ID = 250


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail about to be written: its folder below ``templates/mail``, and its reader.

    The outbox sends the same ``key`` once. ``message`` is what somebody wrote, if anything; ``own_text`` is the queue's own words in
    it; ``closes_at`` says when the ticket closes by itself; ``method`` is what calendars shall do about the ``appointment``.
    A requester's letter can be answered and holds a link to the portal; an agent's leads to the desk. ``asks_verdict`` asks whether
    it works now. A ``follower`` gets a link of their own, and a way to leave. Without a ``message`` it leaves at once, or
    ``not_before`` a moment.
    """

    name: str
    ticket: Ticket
    to: User
    key: str
    message: Message | None = None
    own_text: TextPlace | None = None
    closes_at: datetime | None = None
    appointment: Appointment | None = None
    method: Method | None = None
    is_automatic: bool = True
    is_for_agent: bool = False
    asks_verdict: bool = False
    follower: Follower | None = None
    not_before: datetime | None = None

    @property
    def language(self) -> str:
        """The reader's language; a requester without one reads the ticket's."""
        return first_offered(self.to.language) if self.is_for_agent else first_offered(self.to.language, self.ticket.language)

    @property
    def agent(self) -> User | None:
        """The agent whose words it carries."""
        return self.message.author if self.message is not None and self.message.is_ours else None

    @property
    def url(self) -> str:
        """Where the ticket can be read: at the desk, or by a link that needs no sign-in."""
        if self.appointment is not None and not self.is_for_agent and self.appointment.is_live:
            path = reverse("tickets:appointment", args=[self.ticket.pk, grants.appointment_token(self.appointment)])
        elif self.is_for_agent:
            path = reverse("desk:ticket", args=[self.ticket.pk])
        elif self.follower is not None:
            path = reverse("tickets:open", args=[self.ticket.pk, grants.follower_token(self.follower)])
        else:
            path = reverse("tickets:open", args=[self.ticket.pk, grants.link_token(self.ticket)])
        return f"{settings.BASE_URL}{path}"

    @property
    def leave_url(self) -> str:
        """Where a follower stops following, without signing in; empty for others."""
        if self.follower is None:
            return ""
        return f"{settings.BASE_URL}{reverse('tickets:leave', args=[self.ticket.pk, grants.follower_token(self.follower)])}"

    def door(self, name: str) -> str:
        """Where a page of the ticket can be reached by a link that needs no sign-in."""
        return f"{settings.BASE_URL}{reverse('tickets:open_at', args=[self.ticket.pk, grants.link_token(self.ticket), name])}"


def send(letter: Letter, *, at: datetime) -> Delivery:
    """Render ``letter`` and put it into the outbox, as rows of the caller's transaction. Raises ``ValueError`` for an internal note to anybody but an agent."""
    ticket, person = letter.ticket, letter.to
    if letter.message is not None and letter.message.is_note and not _is_for_the_desk(letter):
        raise ValueError("an internal note is for agents alone")
    mailbox = mail_addresses.mailbox_of(ticket.queue_id)
    reply_to = mail_addresses.reply_address(mailbox, ticket, person.pk) if mailbox and not letter.is_for_agent else ""
    organizer = reply_to or (mailbox.address if mailbox else parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    # A name is a sender's own words, too.
    is_name_told = letter.name != "following" and (ticket.requester_proven or letter.name != "acknowledgement")
    return outbox.post(
        to=outbox.Recipient(person.email or "", name=one_line(person.name, LONGEST_NAME) if is_name_told else "", language=letter.language),
        texts={letter.language: _text(letter, organizer=organizer, at=at)},
        topic=ticket.topic,
        key=letter.key,
        from_name=_from_name(letter, mailbox),
        from_address=mailbox.address if mailbox else "",
        reply_to=reply_to,
        in_reply_to="" if letter.is_for_agent else _last_heard(ticket),
        is_automatic=letter.is_automatic,
        not_before=letter.message.leaves_at if letter.message is not None else letter.not_before,
        at=at,
    )


def _is_for_the_desk(letter: Letter) -> bool:
    """Whether the letter goes to somebody as an agent, and to one who works in some queue now."""
    return letter.is_for_agent and letter.follower is None and Membership.objects.of(letter.to.pk).exists()


def _text(letter: Letter, *, organizer: str, at: datetime) -> outbox.Text:
    context = _context(letter)
    zone = clock.zone(letter.to.time_zone, installation.current().time_zone)
    with translation.override(letter.language), timezone.override(zone):
        return outbox.Text(
            subject=one_line(render_to_string(f"mail/{letter.name}/subject.txt", context), LONGEST_SUBJECT),
            text=render_to_string(f"mail/{letter.name}/body.txt", context).strip() + "\n",
            html=render_to_string(f"mail/{letter.name}/body.html", context),
            calendar=_calendar(letter, organizer=organizer, at=at),
        )


def _calendar(letter: Letter, *, organizer: str, at: datetime) -> str:
    if letter.appointment is None or letter.method is None:
        return ""
    return invitation(letter.appointment, letter.method, to=letter.to, organizer=organizer, url=letter.url, at=at)


def _context(letter: Letter) -> dict[str, Any]:
    return {
        "house": installation.current(),
        "ticket": letter.ticket,
        "reader": letter.to,
        "message": letter.message,
        "files": list(letter.message.attachments.all()) if letter.message is not None else [],
        "agent": letter.agent,
        "own_text": text_for(letter.ticket.queue_id, letter.own_text, letter.language) if letter.own_text else "",
        "closes_at": letter.closes_at,
        "appointment": letter.appointment,
        "is_for_agent": letter.is_for_agent,
        "url": letter.url,
        "leave_url": letter.leave_url,
        "works_url": letter.door("works") if letter.asks_verdict else "",
        "broken_url": letter.door("broken") if letter.asks_verdict else "",
        "language": letter.language,
        "is_right_to_left": translation.get_language_info(letter.language)["bidi"],
    }


def _from_name(letter: Letter, mailbox: Mailbox | None) -> str:
    name = (mailbox.from_name if mailbox else "") or installation.current().name
    return one_line(f"{letter.agent.short_name} · {name}" if letter.agent is not None else name, LONGEST_FROM_NAME)


def _last_heard(ticket: Ticket) -> str:
    """Return the Message-ID of the requester's newest mail, in angle brackets, so that their client threads our answer."""
    heard = ticket.messages.public().filter(is_ours=False, is_machine=False, inbound__isnull=False).exclude(inbound__message_id="")
    newest = heard.order_by("-pk").values_list("inbound__message_id", flat=True).first()
    return f"<{newest}>" if newest is not None and _is_plain(newest) else ""


def _is_plain(message_id: str) -> bool:
    return message_id.isascii() and message_id.isprintable() and not set(message_id) & set("<> ") and len(message_id) < LONGEST_ID
