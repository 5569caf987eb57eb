"""Rules for addresses and views."""

from collections.abc import Iterator
from types import FunctionType

from django.urls import URLPattern, URLResolver, get_resolver

from tests.architecture.source import APPS


def patterns(entries: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of the project."""
    for entry in entries:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        else:
            yield entry


def ours() -> list[URLPattern]:
    """The addresses whose views we wrote."""
    return [pattern for pattern in patterns(get_resolver().url_patterns) if pattern.callback.__module__.split(".")[0] in APPS]


def test_every_view_of_ours_is_a_function() -> None:
    classes = [
        str(pattern.pattern)
        for pattern in ours()
        if hasattr(pattern.callback, "view_class") or not isinstance(pattern.callback, FunctionType)
    ]

    assert classes == []


def test_every_address_of_ours_has_a_name() -> None:
    assert [str(pattern.pattern) for pattern in ours() if not pattern.name] == []
