"""``python -m bench [--tiny] [NAME …]``: measure, print a table, write ``bench.json`` into the data folder."""

import argparse
import importlib
import os
import sys
from collections.abc import Callable
from typing import cast

from bench.figures import Figure, table, write
from bench.house import ROOT
from bench.sizes import FULL, SMALL, TINY, Sizes
from helpdesk.environment import data_dir

NAMES = (
    "startup",
    "queue_list",
    "ticket_page",
    "public_form",
    "queue_list_growth",
    "search_rare",
    "search_common",
    "outbox_send",
    "receive_mail",
    "mail",
    "desk",
)
# What can be measured alone of a group: ``mail.stream``.
PARTS = {"mail": ("stream", "big", "match.growth", "listener1", "listener4")}
# The long ones are measured when they are named.
ONLY_NAMED = ("desk",)
Measure = Callable[[Sizes], list[Figure]]


def measure_of(name: str) -> Measure:
    """Return the function that measures ``name``, which is a bench or a part of one."""
    group, _, part = name.partition(".")
    found = importlib.import_module(f"bench.measures.{group}")
    return cast("Measure", found.PARTS[part] if part else found.measure)


def ground() -> str:
    """Say what is measured on."""
    database = "PostgreSQL" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "SQLite"
    return f"{database}, {'Redis' if os.environ.get('REDIS_URL') else 'broker of files'}, {os.cpu_count()} processors"


def main(arguments: list[str]) -> int:
    """Measure what is named, or everything; one that fails does not keep the others from being written. Return 1 when one did."""
    parser = argparse.ArgumentParser(prog="bench", description="Measure Suport against baselines of the same run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--tiny", action="store_true", help="only show that everything works: the figures say nothing about speed")
    chosen = parser.parse_args(arguments)
    known = [*NAMES, *(f"{group}.{part}" for group, parts in PARTS.items() for part in parts)]
    if unknown := [name for name in chosen.names if name not in known]:
        parser.error(f"unknown: {', '.join(unknown)}. There is {', '.join(known)}.")
    sizes = TINY if chosen.tiny else SMALL if os.environ.get("SIZE") == "small" else FULL
    figures: list[Figure] = []
    failed = 0
    print(f"Measuring on {ground()}", flush=True)
    for name in chosen.names or [name for name in NAMES if name not in ONLY_NAMED]:
        print(f"· {name}", file=sys.stderr, flush=True)
        try:
            figures += measure_of(name)(sizes)
        except Exception as problem:  # noqa: BLE001 - whatever it was, it is told, and the others are still worth measuring
            print(f"{name} failed: {type(problem).__name__}: {problem}", file=sys.stderr)
            failed = 1
    path = data_dir(ROOT) / "bench.json"
    write(figures, path)
    print(f"\n{table(figures)}\n\nWritten to {path}")
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
