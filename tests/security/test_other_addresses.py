"""Who gets what outside tickets and desk: every address has a row here, or in the table of tests/tickets/test_access.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.models import User

pytestmark = pytest.mark.django_db

VIEWERS = ("anonymous", "requester", "agent", "lead", "admin")
Row = tuple[int, ...]
EVERYBODY: Row = (200,) * 5

GET: dict[str, Row] = {
    "home": EVERYBODY,
    "landing": (302,) * 5,
    # Nothing was kept: it says so.
    "again": EVERYBODY,
    "healthz": EVERYBODY,
    "readyz": (503,) * 5,
    "styleguide": (302, 403, 403, 403, 200),
    "set_language": (405,) * 5,
}
TICKET_ROOMS = frozenset({"tickets", "desk", "organisation", "webhooks"})


@pytest.fixture
def doors(house, requester: User, agent: User, lead: User) -> dict[str, Client]:
    """A browser for each viewer."""
    administrator = User.objects.create(email="admin@example.org", name="Admin", is_staff=True, is_superuser=True)
    browsers = {name: Client() for name in VIEWERS}
    for name, person in (("requester", requester), ("agent", agent), ("lead", lead), ("admin", administrator)):
        browsers[name].force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return browsers


def leaves(patterns: list[Any], room: str = "") -> Iterator[tuple[str, str]]:
    """Yield the room (its namespace, or the first part of its path) and the name of every address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from leaves(pattern.url_patterns, room or pattern.namespace or str(pattern.pattern).strip("/"))
        elif isinstance(pattern, URLPattern):
            yield room, pattern.name or str(pattern.pattern)


def test_every_address_has_a_row_somewhere():
    rooms: dict[str, set[str]] = {}
    for room, name in leaves(get_resolver().url_patterns):
        rooms.setdefault(room, set()).add(name)

    assert set(rooms) - {"", "accounts", "admin"} == set(TICKET_ROOMS)
    assert rooms[""] == set(GET)


@pytest.mark.parametrize("name", GET)
def test_the_houses_own_addresses_are_for_those_they_concern(doors, name):
    path = reverse(name)

    assert tuple(doors[viewer].get(path).status_code for viewer in VIEWERS) == GET[name]


def test_the_administration_is_for_administrators(doors):
    paths = [
        reverse("admin:index"),
        *(reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist") for model in admin.site._registry),
    ]

    for viewer, wanted in (
        ("anonymous", {302}),
        ("requester", {302, 403}),
        ("agent", {302, 403}),
        ("lead", {302, 403}),
        ("admin", {200, 302}),
    ):
        assert {doors[viewer].get(path).status_code for path in paths} <= wanted, viewer


def test_the_pages_of_an_account_ask_to_sign_in_or_show_nothing_of_anybody(doors):
    names = [name for room, name in leaves(get_resolver().url_patterns) if room == "accounts"]
    public = {"account_login", "account_signup", "account_inactive", "account_reset_password", "account_request_login_code"}
    private = ("account_email", "account_change_password", "mfa_index", "usersessions_list", "mfa_list_webauthn")

    assert public | set(private) <= set(names)
    assert {doors["anonymous"].get(reverse(name)).status_code for name in private} == {302}
    assert all("/accounts/login/" in doors["anonymous"].get(reverse(name)).headers["Location"] for name in private)
    for name in names:
        arguments = [1] if name in {"mfa_remove_webauthn", "mfa_edit_webauthn"} else []
        assert doors["anonymous"].get(reverse(name, args=arguments)).status_code in {200, 302, 403, 404, 405}, name
