"""How much anybody may send."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.actions import throttle
from accounts.models import User
from foundation import clock
from queues.models import Queue
from tickets.models import Attachment

pytestmark = pytest.mark.django_db

MEGABYTE = 1024 * 1024


def send(client: Client, megabytes: int, address: str = "127.0.0.1") -> int:
    form = {"submission": str(uuid.uuid4()), "files": SimpleUploadedFile("a.bin", bytes(megabytes * MEGABYTE))}
    return client.post("/tickets/new/", form, REMOTE_ADDR=address).status_code


def test_what_is_far_too_large_is_refused_unread(client: Client, support: Queue) -> None:
    answer = client.generic("POST", "/tickets/new/", b"x", CONTENT_LENGTH=str(101 * MEGABYTE))

    assert (answer.status_code, "too much at once" in answer.content.decode()) == (413, True)


def test_somebody_who_chose_a_little_too_much_hears_so_beside_the_field(client: Client, support: Queue) -> None:
    assert send(client, 11) == 422


def test_one_network_cannot_fill_the_disk(client: Client, support: Queue) -> None:
    throttle.allow("bodies:192.0.2.7", limit=500, per=timedelta(hours=1), weight=496)

    answers = [send(client, 2, address) for address in ("192.0.2.7", "192.0.2.7", "192.0.2.8")]

    assert answers == [422, 429, 422]
    assert Attachment.objects.count() == 2


def test_people_who_signed_in_are_not_counted(client: Client, support: Queue, requester: User) -> None:
    throttle.allow("bodies:127.0.0.1", limit=500, per=timedelta(hours=1), weight=500)
    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")

    assert send(client, 2) == 422


def test_what_does_not_fit_is_not_counted(db: None) -> None:
    now = clock.now()

    passed = [throttle.allow("k", limit=5, per=timedelta(hours=1), weight=weight, at=now) for weight in (3, 6, 3, 2, 1)]

    assert passed == [True, False, False, True, False]
