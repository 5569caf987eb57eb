"""Rows of seeded tickets: each with its conversation and its history, as the verbs of the desk would have left them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from helpdesk.seeding import words
from helpdesk.seeding.cast import Cast
from helpdesk.seeding.findable import Findable
from helpdesk.seeding.loading import Row, Table
from tickets.enums import Channel, Kind, MessageKind, StallReason, Status, Verb
from tickets.models import Message, SearchEntry, Ticket, TicketEvent

YEARS = timedelta(days=3 * 365)
RECENT = timedelta(days=14)
# How many messages a ticket has, and how often: 2.2 on average.
LENGTHS, OFTEN = (1, 2, 3, 4, 5), (15, 60, 17, 6, 2)
OPEN_STATES, OPEN_SHARES = (Status.NEW, Status.OPEN, Status.STALLED), (1, 6, 3)
CHANNELS, CHANNEL_SHARES = (Channel.WEB, Channel.MAIL, Channel.PHONE, Channel.COUNTER), (50, 35, 12, 3)
LANGUAGES, LANGUAGE_SHARES = ("ca", "es", "pt", "en"), (50, 30, 10, 10)


def tables() -> dict[str, Table]:
    """Return the tables to load, in order."""
    return {
        "tickets": Table(
            Ticket, "id", "title", "queue_id", "tier", "status", "stall_reason", "wake_at", "stalled_at", "kind", "priority", "category_id", "requester_id",
            "requester_proven", "organisation_id", "owner_id", "channel", "language", "reported_at", "created_at", "touched_at", "answered_at",
            "resolved_at", "closed_at",
        ),
        "services": Table(Ticket.services.through, "ticket_id", "service_id"),
        "messages": Table(Message, "id", "ticket_id", "kind", "is_ours", "author_id", "channel", "body", "language", "created_at"),
        "events": Table(TicketEvent, "ticket_id", "at", "by_id", "verb", "payload"),
        "entries": Table(SearchEntry, "id", "ticket_id", "message_id", "internal", "words"),
    }  # fmt: skip


@dataclass(slots=True)
class Chunk:
    """Rows of some tickets, by table."""

    tickets: list[Row] = field(default_factory=list)
    services: list[Row] = field(default_factory=list)
    messages: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)


class Writer:
    """Makes tickets in the order of time: closed ones over three years, then the open ones of the last two weeks."""

    def __init__(self, cast: Cast, *, now: datetime, ticket_id: int, message_id: int, chance: Random) -> None:
        self.cast, self.chance = cast, chance
        # Both databases read a moment without zone as UTC here.
        self.now = now.replace(tzinfo=None, microsecond=0)
        self.ticket_id, self.message_id = ticket_id, message_id
        self.titles, self.texts = words.titles(chance, words.TEXTS), words.texts(chance)
        self.findable = Findable(cast, self.titles, self.texts)

    def chunks(self, closed: int, unfinished: int, *, size: int = 20_000) -> Iterator[Chunk]:
        """Yield the rows of ``closed`` + ``unfinished`` tickets, ``size`` tickets at a time."""
        for make, count, start, span in (
            (self._closed, closed, self.now - YEARS, YEARS - RECENT),
            (self._unfinished, unfinished, self.now - RECENT, RECENT - timedelta(hours=1)),
        ):
            step = span / max(count, 1)
            for first in range(0, count, size):
                chunk = Chunk()
                for number in range(first, min(first + size, count)):
                    make(chunk, start + number * step)
                yield chunk

    def _closed(self, chunk: Chunk, at: datetime) -> None:
        chance = self.chance
        length = chance.choices(LENGTHS, OFTEN)[0]
        story = _Story(self, chunk, at)
        story.talk(length, gap=chance.uniform(0.5, 30))
        if chance.random() < 0.03:
            story.event(Verb.REJECTED, story.owner)
            story.write(Status.REJECTED, closed_at=story.at)
            return
        story.event(Verb.RESOLVED, story.owner)
        resolved = story.at
        story.at += timedelta(days=7)
        story.event(Verb.CLOSED, None)
        story.write(Status.CLOSED, resolved_at=resolved, closed_at=story.at)

    def _unfinished(self, chunk: Chunk, at: datetime) -> None:
        chance = self.chance
        status = chance.choices(OPEN_STATES, OPEN_SHARES)[0]
        story = _Story(self, chunk, at, has_owner=status != Status.NEW and chance.random() < 0.85)
        if status == Status.NEW:
            story.talk(1, gap=0)
            story.write(status)
            return
        hours_left = (self.now - at).total_seconds() / 3600
        length = chance.choices(LENGTHS[1:], OFTEN[1:])[0]
        story.talk(length, gap=min(20.0, hours_left / (length + 1)))
        if status == Status.OPEN:
            story.write(status)
            return
        why = chance.choice(StallReason.values)
        until = None if why == StallReason.PARKED else self.now + timedelta(days=chance.randint(20, 90))
        story.event(Verb.STALLED, story.owner or story.first_agent, f'{{"why": "{why}", "until": {_quoted(until)}}}')
        story.write(status, stall_reason=why, wake_at=until, stalled_at=story.at)


class _Story:
    """One ticket in the making."""

    def __init__(self, writer: Writer, chunk: Chunk, at: datetime, *, has_owner: bool = True) -> None:
        chance, cast = writer.chance, writer.cast
        self.writer, self.chunk, self.at, self.created_at = writer, chunk, at, at
        self.pk = writer.ticket_id
        writer.ticket_id += 1
        self.place = cast.support if chance.random() < 0.85 else cast.treasury
        self.requester, self.organisation = chance.choice(cast.requesters)
        self.first_agent = chance.choice(self.place.agents)
        self.owner = self.first_agent if has_owner else None
        self.channel = chance.choices(CHANNELS, CHANNEL_SHARES)[0].value
        self.language = chance.choices(LANGUAGES, LANGUAGE_SHARES)[0]
        self.answered_at: datetime | None = None
        self.said: list[tuple[int, int]] = []
        if chance.random() < 0.6:
            chunk.services.append((self.pk, chance.choice(cast.services)))

    def talk(self, length: int, *, gap: float) -> None:
        """Write ``length`` messages, the requester's first, ``gap`` hours apart."""
        self._say(is_ours=False)
        opened = f'{{"channel": "{self.channel}", "queue": {self.place.queue.pk}, "message": {self.writer.message_id - 1}}}'
        self.event(Verb.OPENED, self.requester, opened)
        if self.owner is not None:
            self.event(Verb.TAKEN, self.owner, f'{{"before": null, "owner": {self.owner}}}')
        for number in range(1, length):
            self.at += timedelta(hours=gap)
            is_ours = number % 2 == 1
            self._say(is_ours=is_ours)
            message = self.writer.message_id - 1
            if is_ours:
                self.answered_at = self.answered_at or self.at
                self.event(Verb.ANSWERED, self.first_agent, f'{{"message": {message}}}')
            else:
                self.event(Verb.WRITTEN, self.requester, f'{{"message": {message}, "channel": "{self.channel}"}}')

    def _say(self, *, is_ours: bool) -> None:
        writer = self.writer
        author, channel = (self.first_agent, Channel.WEB.value) if is_ours else (self.requester, self.channel)
        text = int(writer.chance.random() * words.TEXTS)
        body = writer.texts[text]
        self.said.append((writer.message_id, text))
        self.chunk.messages.append(
            (writer.message_id, self.pk, MessageKind.PUBLIC.value, int(is_ours), author, channel, body, self.language, str(self.at))
        )
        writer.message_id += 1

    def event(self, verb: Verb, by: int | None, payload: str = "{}") -> None:
        """Append to the history."""
        self.chunk.events.append((self.pk, str(self.at), by, verb.value, payload))

    def write(
        self,
        status: Status,
        *,
        stall_reason: str = "",
        wake_at: datetime | None = None,
        stalled_at: datetime | None = None,
        resolved_at: datetime | None = None,
        closed_at: datetime | None = None,
    ) -> None:
        """Write the ticket as its story left it."""
        chance, place = self.writer.chance, self.place
        title = int(chance.random() * words.TEXTS)
        self.chunk.entries += self.writer.findable.entries(self.pk, place.queue.pk, (self.requester, self.organisation), title, self.said)
        tier = 1 if place.queue.tiers == 1 else chance.choices((1, 2, 3), (75, 18, 7))[0]
        self.chunk.tickets.append(
            (
                self.pk, self.writer.titles[title], place.queue.pk, tier, status.value, stall_reason,
                _moment(wake_at), _moment(stalled_at), chance.choice(Kind.values), chance.choices((1, 2, 3, 4), (20, 55, 20, 5))[0],
                chance.choice(place.categories), self.requester, int(self.channel == "web"), self.organisation, self.owner, self.channel,
                self.language, str(self.created_at), str(self.created_at), str(self.at), _moment(self.answered_at), _moment(resolved_at),
                _moment(closed_at),
            )
        )  # fmt: skip


def _moment(at: datetime | None) -> str | None:
    return None if at is None else str(at)


def _quoted(at: datetime | None) -> str:
    return "null" if at is None else f'"{at.isoformat()}+00:00"'
