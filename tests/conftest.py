"""The cast and the places of every test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client

from accounts import installation
from accounts.models import Installation, User
from queues.enums import Tier
from queues.models import Membership, Queue
from tests import factories


@pytest.fixture(autouse=True)
def _house(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A data folder of its own for each test, and no memory of another test's installation."""
    settings.DATA_DIR = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "blobs": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path / "blobs"}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # A slow test asks as seldom as a quick one.
    monkeypatch.setattr(installation, "REMEMBERED_SECONDS", 3600.0)
    installation.forget()
    if settings.REDIS_URL:
        # Unlike rows of the database, what is counted there outlives a test.
        cache.clear()
    yield
    installation.forget()


@pytest.fixture
def house(db: None) -> Installation:
    """The installation, English and in Madrid."""
    row, _ = Installation.objects.update_or_create(
        pk=1, defaults={"name": "Suport", "language": "en", "time_zone": "Europe/Madrid", "telephone": "900 000 000"}
    )
    installation.forget()
    return row


@pytest.fixture
def support(house: Installation) -> Queue:
    """The entry queue, with three lines and a mailbox."""
    return factories.queue("support", is_entry=True, mailbox="suport@example.org")


@pytest.fixture
def treasury(house: Installation) -> Queue:
    """The queue for money and paperwork, with one line."""
    return factories.queue("treasury", tiers=1, mailbox="tresoreria@example.org")


@pytest.fixture
def agent(support: Queue) -> User:
    """Works on line 1 of support."""
    return factories.member("agent@example.org", "Aina Roca", support)


@pytest.fixture
def lead(support: Queue) -> User:
    """Leads support; lines 1 to 3."""
    person = factories.member("lead@example.org", "Laia Font", support, is_lead=True)
    for tier in (Tier.SECOND, Tier.THIRD):
        Membership.objects.create(user=person, queue=support, tier=tier, is_lead=True)
    return person


@pytest.fixture
def treasurer(treasury: Queue) -> User:
    """Works in treasury."""
    return factories.member("treasurer@example.org", "Oriol Mas", treasury)


@pytest.fixture
def requester(house: Installation) -> User:
    """Asks."""
    return factories.person("marta@example.net", "Marta Soler")


@pytest.fixture
def colleague(house: Installation) -> User:
    """Somebody of the same organisation as the requester may be; owns no ticket."""
    return factories.person("colleague@example.net", "Pere Valls")


@pytest.fixture
def stranger(house: Installation) -> User:
    """Has nothing to do with any ticket."""
    return factories.person("stranger@example.com", "Nobody Known")


@pytest.fixture
def sign_in(client: Client):
    """Sign the test client in as a person; returns the client."""

    def _sign_in(person: User) -> Client:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return _sign_in
