"""How many tickets are seeded, and how they spread over time and states."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from helpdesk.seeding import words
from helpdesk.seeding.cast import Cast
from helpdesk.seeding.findable import Findable
from helpdesk.seeding.rows import Chunk, Numbers
from helpdesk.seeding.story import Maker, Story
from tickets.enums import StallReason, Status

YEARS = timedelta(days=3 * 365)
RECENT = timedelta(days=14)
# How many messages a ticket has, and how often: 2.2 on average.
LENGTHS, OFTEN = (1, 2, 3, 4, 5), (15, 60, 17, 6, 2)
OPEN_STATES, OPEN_SHARES = (Status.NEW, Status.OPEN, Status.STALLED), (1, 6, 3)
AT_ONCE = 10_000


class Writer:
    """Makes tickets in the order of time: closed ones over three years, then the open ones of the last two weeks."""

    def __init__(self, cast: Cast, *, now: datetime, numbers: Numbers, chance: Random) -> None:
        # Both databases read a moment without zone as UTC here.
        self.chance, self.now = chance, now.replace(tzinfo=None, microsecond=0)
        titles, texts = words.titles(chance, words.TEXTS), words.texts(chance)
        self.maker = Maker(cast, chance, self.now, numbers, titles, texts, Findable(cast, titles, texts))

    def chunks(self, closed: int, unfinished: int, *, size: int = AT_ONCE) -> Iterator[Chunk]:
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
        story = Story(self.maker, chunk, at)
        story.talk(length, gap=chance.uniform(0.5, 30))
        if chance.random() < 0.03:
            story.reject()
        else:
            story.solve_and_close()

    def _unfinished(self, chunk: Chunk, at: datetime) -> None:
        chance = self.chance
        status = chance.choices(OPEN_STATES, OPEN_SHARES)[0]
        story = Story(self.maker, chunk, at, has_owner=status != Status.NEW and chance.random() < 0.85, is_new=status == Status.NEW)
        if status == Status.NEW:
            story.talk(1, gap=0)
            story.write(status)
            return
        hours_left = (self.now - at).total_seconds() / 3600
        length = chance.choices(LENGTHS[1:], OFTEN[1:])[0]
        story.talk(length, gap=min(20.0, hours_left / (length + 1)))
        if status == Status.STALLED:
            story.stall(StallReason(chance.choice(StallReason.values)))
            return
        story.promise_news()
        story.write(status)
