"""One seeded ticket: its conversation and its history, as the verbs of the desk would have left them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from helpdesk.seeding import words
from helpdesk.seeding.cast import Cast
from helpdesk.seeding.findable import Findable
from helpdesk.seeding.rows import Chunk, Numbers
from queues.enums import People, Urgency
from queues.matrix import priority_from
from tickets.enums import Act, Channel, EscalationReason, Kind, MessageKind, Priority, PromiseState, StallReason, Status, Verb

# Since then the house sorts its tickets and keeps how they were solved; what is older came over from another desk.
SORTED_FOR = timedelta(days=365)
CHANNELS, CHANNEL_SHARES = (Channel.WEB, Channel.MAIL, Channel.PHONE, Channel.COUNTER), (50, 35, 12, 3)
LANGUAGES, LANGUAGE_SHARES = ("ca", "es", "pt", "en"), (50, 30, 10, 10)
PEOPLE, PEOPLE_SHARES = People.values, (70, 20, 8, 2)
URGENCIES, URGENCY_SHARES = Urgency.values, (10, 40, 50)
TIERS, TIER_SHARES = (1, 2, 3), (75, 18, 7)
UNTIL_CLOSED = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Maker:
    """What all stories are made with."""

    cast: Cast
    chance: Random
    now: datetime
    numbers: Numbers
    titles: Sequence[str]
    texts: Sequence[str]
    findable: Findable


class Story:
    """One ticket in the making."""

    def __init__(self, maker: Maker, chunk: Chunk, at: datetime, *, has_owner: bool = True, is_new: bool = False) -> None:
        chance, cast = maker.chance, maker.cast
        self.maker, self.chunk, self.at, self.created_at = maker, chunk, at, at
        self.pk = maker.numbers.ticket
        maker.numbers.ticket += 1
        self.place = cast.support if chance.random() < 0.85 else cast.treasury
        self.requester, self.organisation = chance.choice(cast.requesters)
        self.first_agent = chance.choice(self.place.agents)
        self.owner = self.first_agent if has_owner else None
        self.channel = chance.choices(CHANNELS, CHANNEL_SHARES)[0].value
        self.language = chance.choices(LANGUAGES, LANGUAGE_SHARES)[0]
        self.is_sorted = not is_new and at > maker.now - SORTED_FOR
        self.kind, self.people, self.urgency, self.priority, self.category = "", "", "", int(Priority.NORMAL), None
        self.tier = 1 if is_new or self.place.queue.tiers == 1 else chance.choices(TIERS, TIER_SHARES)[0]
        self.answered_at: datetime | None = None
        self.promised_at: datetime | None = None
        self.said: list[tuple[int, int]] = []
        if not is_new:
            self.kind, self.category = chance.choice(Kind.values), chance.choice(self.place.categories)
        if chance.random() < 0.6:
            chunk.services.append((self.pk, chance.choice(cast.services)))

    def talk(self, length: int, *, gap: float) -> None:
        """Write ``length`` messages, the requester's first, ``gap`` hours apart."""
        message = self._say(is_ours=False)
        opened = f'{{"channel": "{self.channel}", "queue": {self.place.queue.pk}, "message": {message}}}'
        self.event(Verb.OPENED, self.requester, opened)
        if self.owner is not None:
            self.event(Verb.TAKEN, self.owner, f'{{"before": null, "owner": {self.owner}}}')
        if self.is_sorted:
            self._sort()
        for number in range(1, length):
            self.at += timedelta(hours=gap)
            is_ours = number % 2 == 1
            message = self._say(is_ours=is_ours)
            if is_ours:
                self.answered_at = self.answered_at or self.at
                self.event(Verb.ANSWERED, self.first_agent, f'{{"message": {message}}}')
            else:
                self.event(Verb.WRITTEN, self.requester, f'{{"message": {message}, "channel": "{self.channel}"}}')
        for tier in range(2, self.tier + 1):
            why = self.maker.chance.choice(EscalationReason.values)
            self.event(Verb.ESCALATED, self.owner or self.first_agent, f'{{"before": {tier - 1}, "tier": {tier}, "why": "{why}"}}')

    def promise_news(self) -> None:
        """Say in every third answer when there will be news; some of it is late."""
        chance = self.maker.chance
        if self.answered_at is None or chance.random() > 0.3:
            return
        due = max(self.answered_at + timedelta(hours=2), self.maker.now + timedelta(hours=chance.uniform(-12, 96)))
        answer = self.said[1][0]
        number = self.maker.numbers.promise
        self.maker.numbers.promise += 1
        is_late = due <= self.maker.now
        state, settled = (PromiseState.BROKEN, _moment(due)) if is_late else (PromiseState.OPEN, None)
        self.chunk.promises.append((number, self.pk, answer, self.first_agent, str(self.answered_at), str(due), state.value, settled))
        self.event(Verb.PROMISED, self.first_agent, f'{{"promise": {number}, "due": {_quoted(due)}}}')
        self.promised_at = due

    def stall(self, why: StallReason) -> None:
        """Put it aside: parked ones without an end, the requester's turn with a reminder to come."""
        chance, now = self.maker.chance, self.maker.now
        until = None if why == StallReason.PARKED else now + timedelta(days=chance.randint(20, 90))
        reminds_at = now + timedelta(days=chance.uniform(1, 5)) if why == StallReason.REQUESTER else None
        self.event(Verb.STALLED, self.owner or self.first_agent, f'{{"why": "{why}", "until": {_quoted(until)}}}')
        act = Act.REMIND.value if reminds_at is not None else ""
        self.write(Status.STALLED, stall_reason=why.value, wake_at=until, stalled_at=self.at, act=act, act_at=reminds_at)

    def reject(self) -> None:
        """End it without a solution."""
        self.event(Verb.REJECTED, self.owner)
        self.write(Status.REJECTED, closed_at=self.at)

    def solve_and_close(self) -> None:
        """Say what was done; a week later it closes by itself."""
        resolved, number = self.at, self.event(Verb.RESOLVED, self.owner)
        if self.is_sorted:
            cause = words.CAUSES[number % len(words.CAUSES)] if self.kind == Kind.INCIDENT else ""
            fix = words.FIXES[number % len(words.FIXES)]
            self.chunk.solutions.append((self.pk, number, self.category, cause, fix, str(resolved), self.owner, str(resolved)))
        self.at += UNTIL_CLOSED
        self.event(Verb.CLOSED, None)
        self.write(Status.CLOSED, resolved_at=resolved, closed_at=self.at)

    def event(self, verb: Verb, by: int | None, payload: str = "{}") -> int:
        """Append to the history; return the entry's number."""
        number = self.maker.numbers.event
        self.maker.numbers.event += 1
        self.chunk.events.append((number, self.pk, str(self.at), by, verb.value, payload, ""))
        return number

    def _sort(self) -> None:
        """Decide kind, category and priority, as the answers to the two questions give it."""
        chance = self.maker.chance
        self.people, self.urgency = chance.choices(PEOPLE, PEOPLE_SHARES)[0], chance.choices(URGENCIES, URGENCY_SHARES)[0]
        found = int(priority_from(self.place.cells, self.people, self.urgency) or Priority.NORMAL)
        before = f'{{"kind": "", "category": null, "people": "", "urgency": "", "priority": {self.priority}}}'
        after = (
            f'{{"kind": "{self.kind}", "category": {self.category}, "people": "{self.people}", "urgency": "{self.urgency}",'
            f' "priority": {found}}}'
        )
        self.priority = found
        self.event(Verb.TRIAGED, self.owner or self.first_agent, f'{{"before": {before}, "after": {after}, "proposed": {found}}}')

    def _say(self, *, is_ours: bool) -> int:
        """Write a message; return its number."""
        maker, number = self.maker, self.maker.numbers.message
        author, channel = (self.first_agent, Channel.WEB.value) if is_ours else (self.requester, self.channel)
        text = int(maker.chance.random() * words.TEXTS)
        self.said.append((number, text))
        self.chunk.messages.append(
            (number, self.pk, MessageKind.PUBLIC.value, int(is_ours), author, channel, maker.texts[text], self.language, str(self.at))
        )
        maker.numbers.message += 1
        return number

    def write(
        self,
        status: Status,
        *,
        stall_reason: str = "",
        wake_at: datetime | None = None,
        stalled_at: datetime | None = None,
        act: str = "",
        act_at: datetime | None = None,
        resolved_at: datetime | None = None,
        closed_at: datetime | None = None,
    ) -> None:
        """Write the ticket as its story left it."""
        maker, place = self.maker, self.place
        title = words.title_of(maker.chance, is_vague=closed_at is None and maker.chance.random() < 0.04)
        self.chunk.entries += maker.findable.entries(self.pk, place.queue.pk, (self.requester, self.organisation), title, self.said)
        contact = None if self.answered_at is None else self.owner or self.first_agent
        self.chunk.tickets.append(
            (
                self.pk, maker.titles[title], maker.findable.title_keys[title], place.queue.pk, self.tier, status.value, stall_reason,
                _moment(wake_at), _moment(stalled_at), act, _moment(act_at), self.kind, self.people, self.urgency, self.priority, self.category,
                self.requester, int(self.channel == "web"), self.organisation, self.owner, contact, self.channel, self.language,
                str(self.created_at), str(self.created_at), str(self.at), _moment(self.answered_at), _moment(resolved_at),
                _moment(self.promised_at), _moment(closed_at),
            )
        )  # fmt: skip


def _moment(at: datetime | None) -> str | None:
    return None if at is None else str(at)


def _quoted(at: datetime | None) -> str:
    return "null" if at is None else f'"{at.isoformat()}+00:00"'
