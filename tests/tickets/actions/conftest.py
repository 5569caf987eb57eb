"""Tickets about the same matter."""

import pytest

from accounts.models import User
from queues.models import Queue
from tests import factories
from tests.tickets.moments import LATER
from tickets.models import Ticket


@pytest.fixture
def other(support: Queue, requester: User) -> Ticket:
    """Another ticket of Marta's, about the same."""
    return factories.ticket(requester, support, title="Still no connection", at=LATER)


@pytest.fixture
def foreign(support: Queue, stranger: User) -> Ticket:
    """Somebody else's ticket about the same."""
    return factories.ticket(stranger, support, title="Nothing works", body="Mine is dead, too.", at=LATER)
