"""A frozen clock and one ticket of Marta's in support."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.tickets.moments import NOON
from tickets.models import Ticket


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[Any]:
    """Noon, and it stays noon until a test moves it on. Real services need a clock that runs."""
    if request.node.get_closest_marker("services"):
        yield None
        return
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def ticket(support: Queue, requester: User) -> Ticket:
    """Marta's ticket in support: new, on line 1, owned by nobody."""
    return factories.ticket(requester, support)
