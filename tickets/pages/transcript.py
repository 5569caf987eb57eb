"""What was said in a ticket, to keep on paper or as a PDF."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language, get_language_info

from accounts import installation
from accounts.models import Installation
from accounts.viewer import Viewer
from foundation import clock
from tickets.enums import MessageKind
from tickets.models import Message, Ticket
from tickets.pages.conversation import FileLink, links

# Enough for any quarrel; beyond, the last ones are the ones that matter, and the page says so.
MOST_MESSAGES = 500
# A longer message is cut on paper: somebody sent a whole log.
LONGEST_MESSAGE = 20_000


@dataclass(frozen=True, slots=True)
class Said:
    """One message on paper."""

    author: str
    at: datetime
    text: str
    html: str
    lang: str
    side: str
    files: tuple[FileLink, ...]
    is_call: bool


@dataclass(frozen=True, slots=True)
class Transcript:
    """A ticket on paper: who, what, when. ``left_out`` is how many older messages it does not hold."""

    ticket: Ticket
    house: Installation
    said: list[Said]
    left_out: bool
    made_at: datetime
    language: str
    is_right_to_left: bool
    is_for_agents: bool
    has_notes: bool

    @property
    def file_name(self) -> str:
        """The name it is saved under."""
        return f"suport-{self.ticket.pk}{'-internal' if self.has_notes else ''}.pdf"


def transcript(ticket: Ticket, *, reader: Viewer | None = None, has_notes: bool = False) -> Transcript:
    """Return what was said in ``ticket`` and those merged into it, oldest first: for agents, or what the requester ``reader`` may read.

    Internal notes are there only where they are asked for, and never for requesters.
    """
    has_notes = has_notes and reader is None
    whole = Ticket.objects.of_whole(ticket.pk) if reader is None else Ticket.objects.read_with(ticket.pk, reader)
    rows = Message.objects.of(whole).select_related("author").prefetch_related("attachments").filter(is_machine=False)
    if not has_notes:
        rows = rows.public()
    newest = list(rows.order_by("-created_at", "-pk")[: MOST_MESSAGES + 1])
    said = [_said(message, ticket) for message in reversed(newest[:MOST_MESSAGES])]
    language = get_language() or "en"
    return Transcript(
        ticket,
        installation.current(),
        said,
        left_out=len(newest) > MOST_MESSAGES,
        made_at=clock.now(),
        language=language,
        is_right_to_left=bool(get_language_info(language)["bidi"]),
        is_for_agents=reader is None,
        has_notes=has_notes,
    )


def _said(message: Message, ticket: Ticket) -> Said:
    cut = message.body[:LONGEST_MESSAGE]
    return Said(
        author=message.author_display,
        at=message.created_at,
        text=cut if cut == message.body else f"{cut} […]",
        html=message.html if cut == message.body else "",
        lang=message.language,
        side="note" if message.is_note else "us" if message.is_ours else "requester",
        files=links(ticket, message.attachments.all()),
        is_call=message.kind == MessageKind.CALL,
    )
