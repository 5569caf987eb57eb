"""Where a request came from."""

import pytest
from django.test import RequestFactory

from foundation.network import client_address


@pytest.mark.parametrize(
    ("proxies", "claimed", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, " , ", "192.0.2.1"),
        (1, "x" * 100, "x" * 64),
    ],
)
def test_only_trusted_proxies_are_believed(settings, proxies, claimed, address):
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1", headers={"X-Forwarded-For": claimed})

    assert client_address(request) == address


def test_a_connection_without_an_address_has_an_empty_one():
    assert client_address(RequestFactory().get("/", REMOTE_ADDR="")) == ""
