"""A mail about a ticket, as it is about to be written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from accounts import installation
from accounts.languages import first_offered
from accounts.models import User
from queues.enums import TextPlace
from tickets import grants
from tickets.enums import MessageKind
from tickets.invitations import Method
from tickets.models import Appointment, Consultation, Follower, Message, Ticket

# Letters that hold no words of anybody but us.
SAFE = frozenset({"acknowledgement", "not_entitled", "following", "bare"})
# What became of an agent's commands: theirs to read wherever e-mails hold no content, without the words of others.
ORDERS = frozenset({"orders_done", "orders_refused", "orders_help"})


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail about to be written: its folder below ``templates/mail``, and its reader.

    The outbox sends the same ``key`` once. ``message`` is what somebody wrote, if anything; ``own_text`` is the queue's own words in
    it; ``closes_at`` says when the ticket closes by itself, ``due_at`` when what an agent owes is due; ``method`` is what calendars
    shall do about the ``appointment``.
    A requester's letter can be answered and holds a link to the portal; an agent's leads to the desk. ``asks_verdict`` asks whether
    it works now. A ``follower`` gets a link of their own, and a way to leave. Who is asked in a
    ``consultation`` gets no link at all, and none of the ticket but what the question says. Without a ``message`` it leaves at once, or
    ``not_before`` a moment.

    For agents: ``points`` are sentences for a list, ``told`` messages of the requester's side to read there, ``flags`` say which cases
    are so, and ``answers`` is the Message-ID of the mail it answers.
    """

    name: str
    ticket: Ticket
    to: User
    key: str
    message: Message | None = None
    own_text: TextPlace | None = None
    closes_at: datetime | None = None
    due_at: datetime | None = None
    appointment: Appointment | None = None
    method: Method | None = None
    is_automatic: bool = True
    is_for_agent: bool = False
    asks_verdict: bool = False
    follower: Follower | None = None
    consultation: Consultation | None = None
    not_before: datetime | None = None
    points: Sequence[str] = ()
    told: Sequence[Message] = ()
    flags: Mapping[str, bool] = field(default_factory=dict)
    answers: str = ""

    @property
    def language(self) -> str:
        """The reader's language; a requester without one reads the ticket's."""
        return first_offered(self.to.language) if self.is_for_agent else first_offered(self.to.language, self.ticket.language)

    @property
    def agent(self) -> User | None:
        """The agent whose words it carries."""
        if self.consultation is not None:
            return self.consultation.asked_by
        return self.message.author if self.message is not None and self.message.is_ours else None

    @property
    def shown(self) -> Sequence[Message]:
        """What an agent reads in it, so that they can answer: words of the requester's side, never those of a colleague or a note."""
        message = self.message
        return self.told or ([message] if message is not None and not message.is_note and not message.is_ours else [])

    @property
    def topic(self) -> str:
        """The name of its mail thread: that of the ticket, or of a consultation, which is a thread of its own."""
        return self.consultation.topic if self.consultation is not None else self.ticket.topic

    @property
    def kind_of_answer(self) -> MessageKind:
        """What an agent's answer to it becomes: whoever answers a note writes one."""
        return MessageKind.NOTE if self.message is not None and self.message.is_note else MessageKind.PUBLIC

    @property
    def url(self) -> str:
        """Where the ticket can be read: at the desk, or by a link that needs no sign-in."""
        if self.consultation is not None:
            return ""
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

    @property
    def headers(self) -> dict[str, str]:
        """Header fields by which a mail program offers a follower a button to leave (RFC 2369 §3.2, RFC 8058 §3.1); none for others."""
        if self.follower is None:
            return {}
        return {"List-Unsubscribe": f"<{self.leave_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

    def door(self, name: str) -> str:
        """Where a page of the ticket can be reached by a link that needs no sign-in."""
        return f"{settings.BASE_URL}{reverse('tickets:open_at', args=[self.ticket.pk, grants.link_token(self.ticket), name])}"

    @property
    def tells_title(self) -> bool:
        """Whether it may hold the ticket's title, which a stranger may have written, and another person's address may get."""
        is_lost = self.flags.get("is_lost", False)
        if is_lost or self.name in {"following", "bare", "consultation"} or self.is_without_content:
            return False
        return self.name not in SAFE or self.ticket.requester_proven

    @property
    def is_without_content(self) -> bool:
        """Whether the house, the queue or its reader wants that e-mails hold no content."""
        return installation.current().mails_no_content or self.ticket.queue.mails_no_content or self.to.mails_no_content

    @property
    def bared(self) -> "Letter":
        """The letter as it may leave: where e-mails hold no content, it only says that there is news."""
        if self.name in SAFE or self.consultation is not None or not self.is_without_content:
            return self
        return replace(self, told=()) if self.name in ORDERS else replace(self, name="bare", method=None)
