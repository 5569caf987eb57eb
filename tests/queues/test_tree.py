"""A queue's categories as a tree."""

from queues.models import Category
from queues.tree import tree


def category(pk: int, parent: int | None = None) -> Category:
    return Category(pk=pk, parent_id=parent, names={"en": f"C{pk}"})


def shown(*rows: Category) -> list[str]:
    return [branch.indented.replace("\u2003", ">") for branch in tree(rows)]


def test_each_stands_below_its_parent_in_the_given_order():
    assert shown(category(3), category(4, 1), category(1), category(5, 4), category(2, 1)) == ["C3", "C1", ">C4", ">>C5", ">C2"]


def test_one_whose_parent_is_not_there_stands_at_the_top():
    assert shown(category(2, 1), category(3, 2)) == ["C2", ">C3"]


def test_of_a_circle_nothing_is_lost():
    assert shown(category(1, 2), category(2, 1), category(3)) == ["C3", "C1", "C2"]
