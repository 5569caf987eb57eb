"""One form is one row, however often it is sent."""

import uuid
from collections.abc import Callable
from typing import TypeVar

from django.db import IntegrityError, transaction

T = TypeVar("T")


def once(find: Callable[[], T | None], make: Callable[[], T]) -> T:
    """Return what ``find`` finds, else what ``make`` writes in a transaction of its own.

    Of two requests at the same moment a unique constraint lets one write; the other gets what that one wrote. Raises what ``make``
    raises, and ``IntegrityError`` when something else than such a twin stood in the way.
    """
    found = find()
    if found is not None:
        return found
    try:
        with transaction.atomic():
            return make()
    except IntegrityError:
        twin = find()
        if twin is None:
            raise
        return twin


def key(form: uuid.UUID | None, *words: object) -> uuid.UUID | None:
    """Return what the same form with the same words always gives, and nothing else does; ``None`` without a form.

    A form sent again with other words is another form: what its writer changed is not lost. And who only came to know the id of
    somebody else's form gets nothing by it.
    """
    return uuid.uuid5(form, "\0".join(map(str, words))) if form is not None else None
