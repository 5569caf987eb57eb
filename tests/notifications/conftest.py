"""Mails and relays."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from notifications.actions.outbox import Recipient, Text, post
from notifications.models import Delivery
from tests.notifications.relay import Relay, running

Post = Callable[..., Delivery]


@pytest.fixture
def mail(db: None) -> Post:
    """Post a mail to Ana in Catalan about ticket 310, unless told otherwise."""

    def post_one(address: str = "ana@example.org", **given: Any) -> Delivery:
        fields: dict[str, Any] = {
            "to": Recipient(address, "Ana", "ca"),
            "texts": {"en": Text("Your ticket", "Hello"), "ca": Text("El teu tiquet", "Hola")},
            "topic": "ticket:310",
            "is_automatic": False,
        }
        return post(**(fields | given))

    return post_one


@pytest.fixture
def relay(settings) -> Iterator[Relay]:
    """A relay that takes everything, named by ``EMAIL_URL``."""
    with running() as one:
        settings.EMAIL_URL = one.url
        yield one
