"""One form is one row."""

import pytest
from django.db import IntegrityError

from foundation.once import once
from queues.models import Queue

pytestmark = pytest.mark.django_db


def support() -> Queue | None:
    return Queue.objects.filter(slug="support").first()


def make() -> Queue:
    return Queue.objects.create(slug="support", names={"en": "Support"})


def test_what_is_not_there_is_made_and_what_is_there_is_found():
    first = once(support, make)

    assert (once(support, make), Queue.objects.count()) == (first, 1)


def test_whoever_comes_second_gets_what_the_first_wrote():
    first = make()
    answers = iter([None, first])

    assert once(lambda: next(answers), make) == first
    assert Queue.objects.count() == 1


def test_an_obstacle_that_is_no_twin_is_an_error():
    make()

    with pytest.raises(IntegrityError):
        once(lambda: None, make)
