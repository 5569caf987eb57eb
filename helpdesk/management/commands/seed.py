"""``manage.py seed --tickets N``: very many tickets for measuring. 2,000 are open at every size; only closed ones grow."""

import time
from collections import Counter
from random import Random
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction
from django.db.models import Max, Model

from foundation import clock
from helpdesk.seeding import cast, loading
from helpdesk.seeding.rows import Numbers, tables
from helpdesk.seeding.tickets import Writer
from tickets.models import Message, Promise, SearchEntry, Ticket, TicketEvent
from tickets.search import index

UNFINISHED = 2_000
INDEX = "tickets_search"
# From here on building the indexes anew is quicker than keeping them up to date, unless there is much more already.
MANY = 20_000
SHARE = 5


def _next(model: type[Model]) -> int:
    """Return the next free number of ``model``."""
    return int(model._default_manager.aggregate(pk=Max("pk"))["pk"] or 0) + 1  # noqa: SLF001 - documented under this name


class Command(BaseCommand):
    """Loads rows in bulk and says how fast."""

    help = "Loads many invented tickets, quickly, for measuring. Keeps 2,000 unfinished; the rest are closed ones of the last three years."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how many, and the seed of chance."""
        parser.add_argument("--tickets", type=int, default=0, help="how many tickets to add")
        parser.add_argument("--subscribers", type=int, default=0, help="how many subscribers to add")
        parser.add_argument("--chance", type=int, default=310, help="the same number gives the same tickets")

    def handle(self, *args: Any, **options: Any) -> None:
        """Add what was asked for."""
        if options["tickets"] < 0 or options["subscribers"] < 0:
            raise CommandError("Give numbers of 0 or more.")
        self.is_talkative = options["verbosity"] > 0
        if options["tickets"]:
            self._add_tickets(options["tickets"], Random(options["chance"]))
        if options["subscribers"]:
            self._say("Subscribers come with the status page; none were added.")

    def _add_tickets(self, count: int, chance: Random) -> None:
        started = time.monotonic()
        is_slack = connection.disable_constraint_checking() if connection.vendor == "sqlite" else False
        try:
            with transaction.atomic():
                loaded = self._load(count, chance)
        finally:
            if is_slack:
                connection.enable_constraint_checking()
        loading.measure([*(table.name for table in tables().values()), INDEX])
        seconds = time.monotonic() - started
        for name, rows in loaded.items():
            self._say(f"{name:<9} {rows:>12,} rows")
        total = sum(loaded.values())
        self._say(f"{'together':<9} {total:>12,} rows in {seconds:.1f} s: {total / seconds:,.0f} a second, indexes included")

    def _load(self, count: int, chance: Random) -> Counter[str]:
        now = clock.now()
        targets = tables()
        names = [*(table.name for table in targets.values()), INDEX]
        people = cast.gather(count, at=now)
        loading.lock(names)
        numbers = Numbers(*(_next(model) for model in (Ticket, Message, TicketEvent, Promise)))
        first = numbers.ticket
        unfinished = min(count, max(0, UNFINISHED - Ticket.objects.unfinished().count()))
        writer = Writer(people, now=now, numbers=numbers, chance=chance)
        loaded: Counter[str] = Counter()
        with loading.without_indexes(names, is_worth_it=count >= max(MANY, first // SHARE)):
            chunks = writer.chunks(count - unfinished, unfinished)
            for parts in loading.ahead({name: table.pack(getattr(chunk, name)) for name, table in targets.items()} for chunk in chunks):
                for name, part in parts.items():
                    part.load()
                    loaded[name] += part.count
                if loaded["tickets"] % 200_000 == 0:
                    self._say(f"{loaded['tickets']:,} tickets …")
            self._say("Building the indexes …")
            index.store_from(SearchEntry.key(first, 0))
        loading.count_on([Ticket, Message, TicketEvent, Promise])
        return loaded

    def _say(self, said: str) -> None:
        if self.is_talkative:
            self.stdout.write(said)
