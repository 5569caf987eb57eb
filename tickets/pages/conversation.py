"""What a ticket page shows of what was said."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts import installation
from accounts.viewer import Viewer
from tickets.actions.guard import NEWS
from tickets.enums import Channel, Verb
from tickets.models import Attachment, Message, Resolution, Ticket, TicketEvent
from tickets.pages.aside import Aside, Sent
from tickets.pages.history import sentence
from tickets.pages.names import Names
from tickets.references import reference


@dataclass(frozen=True, slots=True)
class FileLink:
    """A file, and where it can be fetched; where it is kept away, why, and no address."""

    name: str
    url: str
    size: int
    why: str = ""


# Letters of a word that fit beside a name.
LONGEST_BESIDE = 18


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value, and a small word beside it; the address where more of it stands. A moment is shown in the reader's zone."""

    name: str
    value: str
    note: str = ""
    url: str = ""
    at: datetime | None = None

    @classmethod
    def moment(cls, name: str, at: datetime, *, note: str = "", url: str = "") -> "Fact":
        """Return the fact that something happened, or will happen, at ``at``."""
        return cls(name, date_format(localtime(at), "SHORT_DATETIME_FORMAT"), note, url, at)

    @property
    def is_long(self) -> bool:
        """Whether a word of the value would be cut beside its name, in the narrow column: such a value stands below."""
        return any(len(word) > LONGEST_BESIDE for word in f"{self.value} {self.note}".split())


@dataclass(frozen=True, slots=True)
class Entry:
    """A message, or a line of history (``is_event``)."""

    at: datetime
    text: str
    author: str = ""
    is_event: bool = False
    side: str = ""
    for_name: str = ""
    how: str = ""
    lang: str = ""
    quoted: str = ""
    files: tuple[FileLink, ...] = ()
    anchor: str = ""
    warning: str = ""
    html: str = ""
    facts: tuple[Fact, ...] = ()
    sent: tuple[Sent, ...] = ()
    leaves_in: int = 0
    cancel_url: str = ""
    is_news: bool = False
    # The number of the merged ticket it was written in.
    origin: int | None = None
    split_url: str = ""
    # Of a received mail: its entry in the log, and what our relay found out about its sender.
    mail_url: str = ""
    check: str = ""

    @property
    def from_reference(self) -> str:
        """What people call the merged ticket it was written in; empty for what was written here."""
        return reference(self.origin) if self.origin is not None else ""


def links(ticket: Ticket, attachments: Iterable[Attachment]) -> tuple[FileLink, ...]:
    """Return where each file can be fetched."""
    return tuple(_link(ticket, file) for file in attachments)


def _link(ticket: Ticket, file: Attachment) -> FileLink:
    if file.is_infected:
        why = gettext("Kept away: the virus scanner found %(finding)s in it") % {"finding": file.finding}
        return FileLink(file.file_name, "", file.size, why)
    if file.is_kept_away:
        return FileLink(file.file_name, "", file.size, gettext("Not checked for viruses yet; please come back in a while"))
    return FileLink(file.file_name, reverse("tickets:file", args=[ticket.pk, file.pk]), file.size)


def _side(message: Message) -> str:
    if message.is_machine:
        return "machine"
    if message.is_note:
        return "note"
    return "us" if message.is_ours else "requester"


def _how(message: Message, ticket: Ticket) -> str:
    if message.is_call:
        return gettext("on the telephone")
    if message.is_note or message.is_machine:
        return gettext("answer from outside") if message.consultation_id is not None and not message.is_machine else ""
    if message.is_ours and message.ticket_id == ticket.pk:
        person = ticket.requester
        if person is None or not person.email:
            return gettext("no e-mail known: tell them another way")
        return gettext("sent to %(name)s") % {"name": person.short_name}
    if message.is_ours:
        return ""
    way = str(Channel(message.channel).label)
    return way if message.is_verified else f"{way} · {gettext('not confirmed')}"


def _warning(message: Message, ticket: Ticket) -> str:
    return " ".join(filter(None, (_doubt(message, ticket), _not_read(message))))


def _not_read(message: Message) -> str:
    why = message.inbound.shortfalls_display if message.inbound is not None else ""
    return (
        gettext("Not all of this e-mail could be read: %(why)s. It is kept whole among the received mails.") % {"why": why} if why else ""
    )


def _doubt(message: Message, ticket: Ticket) -> str:
    if message.is_machine or message.is_ours or message.is_verified:
        return ""
    if message.consultation_id is not None:
        return gettext("It came from another address than was asked, or nothing proves who sent it. The requester does not see this.")
    if message.is_note:
        return gettext("This person takes no part in the ticket. The requester does not see this.")
    # The mail that opened the ticket says of itself who wrote it, and the requester's line says whether that is confirmed.
    if message.channel == Channel.MAIL and message.ticket_id == ticket.pk and message.created_at > ticket.created_at:
        return gettext("Not verified: this e-mail came in by the reference alone, and anybody can write a sender's address.")
    return ""


@dataclass(frozen=True, slots=True)
class Reader:
    """The agent who reads, when, what lies beside, and the newest entry they knew (``None``: nothing is news)."""

    user_id: int | None
    at: datetime
    aside: Aside = field(default_factory=Aside)
    knew: int | None = None

    def is_new(self, event: TicketEvent) -> bool:
        """Whether ``event`` is news to this reader."""
        return self.knew is not None and event.pk > self.knew and event.verb in NEWS and event.by_id != self.user_id


def _split_url(message: Message, ticket: Ticket) -> str:
    """Return where a message becomes a ticket of its own: one that somebody wrote to us, here, and not the first."""
    is_first = message.created_at <= ticket.reported_at
    is_outside = message.consultation_id is not None
    if message.is_ours or message.is_machine or is_outside or message.ticket_id != ticket.pk or is_first:
        return ""
    return f"{reverse('desk:split', args=[ticket.pk])}?from={message.pk}"


def message_entry(message: Message, ticket: Ticket, *, for_agents: bool) -> Entry:
    """Return what a page shows of ``message``; how it came and what it quotes is for agents."""
    house = installation.current().name
    return Entry(
        at=message.created_at,
        text=message.body,
        html=message.html,
        author=message.author_display,
        side=_side(message),
        for_name=house if message.is_ours and not message.is_note else "",
        how=_how(message, ticket) if for_agents else "",
        lang=message.language,
        quoted=message.quoted if for_agents else "",
        files=links(ticket, message.attachments.all()),
        anchor=f"message-{message.pk}",
        warning=_warning(message, ticket) if for_agents else "",
        origin=message.ticket_id if message.ticket_id != ticket.pk else None,
        split_url=_split_url(message, ticket) if for_agents else "",
        mail_url=reverse("desk:mail", args=[message.inbound_id]) if for_agents and message.inbound_id is not None else "",
        check=message.inbound.sender_check if for_agents and message.inbound is not None else "",
    )


def event_entry(event: TicketEvent, names: Names, ticket: Ticket) -> Entry:
    """Return the line of history that tells ``event``; how a ticket was solved stands below its line."""
    solved: Resolution | None = getattr(event, "resolution", None)
    facts = tuple(solved_facts(solved)) if solved is not None else tuple(_held_facts(event))
    origin = event.ticket_id if event.ticket_id != ticket.pk else None
    by = event.by.display_name if event.by else ""
    return Entry(event.at, sentence(event, names), by, is_event=True, origin=origin, facts=facts)


def _held_facts(event: TicketEvent) -> Iterator[Fact]:
    if event.verb == Verb.MAIL_HELD:
        url = reverse("desk:mail", args=[event.payload["mail"]])
        yield Fact(gettext("E-mail"), gettext("Read it, and accept or refuse it"), url=url)


def for_requester(ticket: Ticket, who: Viewer) -> list[Entry]:
    """Return the public conversation, oldest first, with that of merged tickets which are shown here or are the viewer's own."""
    messages = (
        Message.objects.of(Ticket.objects.read_with(ticket.pk, who))
        .public()
        .select_related("author")
        .prefetch_related("attachments")
        .order_by("created_at", "pk")
    )
    return [message_entry(message, ticket, for_agents=False) for message in messages]


def solved_facts(solved: Resolution) -> Iterator[Fact]:
    """Yield what is known of how a ticket was solved."""
    if solved.cause:
        yield Fact(gettext("Cause"), solved.cause)
    if solved.fix:
        yield Fact(gettext("What was done"), solved.fix, note=gettext("a workaround") if solved.is_workaround else "")
    if solved.checked:
        yield Fact(gettext("Checked"), solved.checked)
    if solved.restored_at != solved.at:
        yield Fact.moment(gettext("Works again since"), solved.restored_at)


def told_entry(message: Message, ticket: Ticket, reader: Reader, *, is_news: bool) -> Entry:
    """Return a message as agents see it: with its mails, and the way to take it back."""
    entry = message_entry(message, ticket, for_agents=True)
    sent = tuple(reader.aside.sent.get(message.pk, ()))
    is_leaving = message.is_leaving(reader.at) and message.author_id == reader.user_id
    return replace(
        entry,
        how=_asked_of(message, reader) or ("" if sent else entry.how),
        sent=sent,
        is_news=is_news,
        leaves_in=_seconds(message, reader.at) if message.is_leaving(reader.at) else 0,
        cancel_url=reverse("desk:cancel_reply", args=[message.ticket_id, message.pk]) if is_leaving else "",
    )


def _asked_of(message: Message, reader: Reader) -> str:
    """Return whom outside the note asked; empty for every other message."""
    addresses = [one.address for one in reader.aside.consultations if one.question_id == message.pk]
    return gettext("sent to %(addresses)s, outside") % {"addresses": ", ".join(addresses)} if addresses else ""


def _seconds(message: Message, at: datetime) -> int:
    return ceil((message.leaves_at - at).total_seconds()) if message.leaves_at is not None else 0
