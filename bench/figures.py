"""Figures: a value beside its baseline, as a table for people and as JSON for programs."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One result. ``ratio`` is ``value`` divided by ``baseline``, both in ``unit``; ``note`` says what was measured against what."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    note: str


def figure(name: str, values: Iterable[float], baselines: Iterable[float], *, unit: str, note: str) -> Figure:
    """Return the figure of two series from the same run: their medians, and the ratio of these."""
    value, baseline = median(values), median(baselines)
    return Figure(name, _three_digits(value), unit, _three_digits(baseline), _three_digits(value / baseline), note)


def _three_digits(number: float) -> float:
    """Three digits are more than a noisy machine can promise."""
    return float(f"{number:.3g}")


def interleave(rounds: int, measured: Callable[[], float], baseline: Callable[[], float]) -> tuple[list[float], list[float]]:
    """Run both in turn, ``rounds`` times, so that a busy minute of the machine falls on both. Who goes first changes each round."""
    values: list[float] = []
    baselines: list[float] = []
    for number in range(rounds):
        for run, kept in ((measured, values), (baseline, baselines))[:: 1 if number % 2 == 0 else -1]:
            kept.append(run())
    return values, baselines


HEAD = ("name", "value", "baseline", "unit", "ratio", "note")


def table(figures: list[Figure]) -> str:
    """Return the figures as a table."""
    rows = [HEAD, *((f.name, f"{f.value:g}", f"{f.baseline:g}", f.unit, f"{f.ratio:g}", f.note) for f in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def write(figures: list[Figure], path: Path) -> None:
    """Write the figures as a JSON list. Raises ``OSError`` when the file cannot be written."""
    path.write_text(json.dumps([asdict(one) for one in figures], ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
