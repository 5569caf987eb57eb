"""A small town for journeys: a house with a queue, a service, and an agent who can sign in."""

from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache

from accounts import installation
from accounts.models import Installation, User
from queues.models import Queue
from statuspage.models import Service

PASSWORD = "a long walk along the sea"


@pytest.fixture
def town(transactional_db: None, settings: Any, support: Queue, treasury: Queue, agent: User) -> User:
    """The agent, with a password and a confirmed address."""
    # Tests put another backend in its place, and then no mail with a code would be a row.
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"
    # Sign-in counts its tries there, those of other journeys too.
    cache.clear()
    # A reply is followed at once; the journeys about the window set it again.
    Installation.objects.update(undo_seconds=0)
    installation.forget()
    Service.objects.create(slug="fibre", names={"en": "Home fibre"})
    let_in(agent)
    return agent


def let_in(person: User) -> None:
    """Give ``person`` the password of everybody here and a confirmed address."""
    person.set_password(PASSWORD)
    person.save(update_fields=["password"])
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A file to send."""
    path = tmp_path / "router at night.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    return path
