"""Requests that no browser sends are refused, and break nothing."""

import pytest
from django.test import Client

from queues.models import Queue

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("is_strict", [False, True])
@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=1"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
        ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % number for number in range(600))),
        ("application/x-www-form-urlencoded", b"a=" + b"b" * 6_000_000),
        ("multipart/form-data", b"a=1"),
        ("multipart/form-data; boundary=x", b"garbage"),
        ("application/json", b"{}"),
    ],
)
def test_a_body_that_cannot_be_read_is_no_error_of_ours(support: Queue, content_type: str, body: bytes, *, is_strict: bool) -> None:
    client = Client(enforce_csrf_checks=is_strict)
    client.get("/tickets/new/")

    answer = client.generic("POST", "/tickets/new/", body, content_type=content_type, headers={"Sec-Fetch-Site": "same-origin"})

    assert answer.status_code < 500


@pytest.mark.parametrize("number", ["0", "9223372036854775808", "9" * 40])
@pytest.mark.parametrize("path", ["/tickets/{}/", "/tickets/{}/receipt/", "/tickets/{}/open/x/", "/tickets/{}/files/{}/"])
def test_a_number_beyond_the_database_is_not_there(client: Client, support: Queue, path: str, number: str) -> None:
    assert client.get(path.replace("{}", number)).status_code == 404
