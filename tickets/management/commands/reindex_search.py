"""``manage.py reindex_search``: write the search entries of all tickets anew. Safe while people work, and to run again."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.models import Max

from tickets.actions import indexing
from tickets.models import Ticket

BATCH = 200
SAY_EVERY = 10.0


class Command(BaseCommand):
    """Goes from the newest ticket to the oldest and says how far it came, so that it can go on from there."""

    help = "Makes all tickets findable again: after an update that says so, or when names of people or organisations have changed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to go on, and how many tickets to lock at once."""
        parser.add_argument("--below", type=int, help="go on with the tickets below this number, as an interrupted run said")
        parser.add_argument("--batch", type=int, default=BATCH, help=f"tickets in one transaction ({BATCH})")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work through the tickets in batches, each a transaction of its own."""
        below = options["below"] or (Ticket.objects.aggregate(pk=Max("pk"))["pk"] or 0) + 1
        done, spoken = 0, time.monotonic()
        try:
            while below > 0:
                count, below = indexing.reindex(below, max(1, options["batch"]))
                done += count
                if options["verbosity"] and time.monotonic() - spoken > SAY_EVERY:
                    spoken = time.monotonic()
                    self.stdout.write(f"{done:,} tickets; to go on from here: --below {below}")
        except KeyboardInterrupt:
            self.stdout.write(f"Stopped after {done:,} tickets. To go on: manage.py reindex_search --below {below}")
            return
        if options["verbosity"]:
            self.stdout.write(f"{done:,} tickets can be searched.")
