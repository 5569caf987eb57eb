"""Bring in the numbers that tickets had in a former system."""

import csv
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tickets.models import ReferenceAlias, Ticket
from tickets.references import number_in, spelled_prefix

BATCH = 1_000


class Command(BaseCommand):
    """Reads lines of a CSV on standard input: the number there, and our number or reference. The same line again changes nothing."""

    help = "Reads a CSV on standard input, each line a number of a former system and the ticket that it is now: 4711,suport#310."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the word that stands before the numbers of the former system."""
        parser.add_argument(
            "prefix", help="The word before the number, as it stands in subjects: desk.example.org for [desk.example.org #4711]."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep every line, or none: say which line cannot be read, or names no ticket."""
        prefix = spelled_prefix(options["prefix"])
        if not prefix or prefix == "suport":
            raise CommandError("Give one word other than suport, without spaces.")
        meant = dict(_line(number, row) for number, row in enumerate(csv.reader(sys.stdin), start=1) if row)
        known = {pk for part in _parts(list(meant.values())) for pk in Ticket.objects.filter(pk__in=part).values_list("pk", flat=True)}
        missing = sorted(set(meant.values()) - known)
        if missing:
            raise CommandError(f"No such ticket: {', '.join(map(str, missing[:10]))}. Nothing was kept.")
        rows = [ReferenceAlias(prefix=prefix, number=theirs, ticket_id=ours) for theirs, ours in meant.items()]
        ReferenceAlias.objects.bulk_create(
            rows, batch_size=BATCH, update_conflicts=True, unique_fields=["prefix", "number"], update_fields=["ticket"]
        )
        self.stdout.write(f"{len(rows):,} references are known now.")


def _line(number: int, row: list[str]) -> tuple[int, int]:
    theirs, ours = (number_in(cell) for cell in (*row, "", "")[:2])
    if theirs is None or ours is None:
        raise CommandError(f"Line {number} does not hold two numbers. Nothing was kept.")
    return theirs, ours


def _parts(numbers: list[int]) -> list[list[int]]:
    return [numbers[start : start + BATCH] for start in range(0, len(numbers), BATCH)]
