"""A queue's categories as the tree that they are."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from queues.models import Category

INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Branch:
    """A category and how deep it lies, 0 being the top."""

    category: Category
    depth: int

    @property
    def indented(self) -> str:
        """The name, as far in as it lies deep."""
        return f"{INDENT * self.depth}{self.category.name}"


def tree(categories: Iterable[Category]) -> list[Branch]:
    """Return ``categories`` in the order of the tree: each below its parent, beside each other as they came. No query.

    One whose parent is not among them stands at the top; of a circle nothing is lost.
    """
    rows = list(categories)
    known = {row.pk for row in rows}
    below: dict[int | None, list[Category]] = defaultdict(list)
    for row in rows:
        below[row.parent_id if row.parent_id in known else None].append(row)
    branches = list(_walk(below, None, 0))
    told = {branch.category.pk for branch in branches}
    return branches + [Branch(row, 0) for row in rows if row.pk not in told]


def _walk(below: dict[int | None, list[Category]], parent: int | None, depth: int) -> Iterator[Branch]:
    for row in below.get(parent, ()):
        yield Branch(row, depth)
        yield from _walk(below, row.pk, depth + 1)
