"""A form that could not be taken is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpRequest
from django.test import RequestFactory

from foundation import kept

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def posted(data: dict[str, Any], path: str = "/desk/tickets/1/reply/?x=1") -> HttpRequest:
    request = RequestFactory().post(path, data)
    request.session = SessionStore()
    return request


def test_a_form_is_kept_with_its_address_and_every_value():
    request = posted({"body": "One\nTwo", "then": "resolve", "service": ["1", "2"], "csrfmiddlewaretoken": "t" * 300})

    assert kept.keep(request) is True

    form = kept.kept(request.session)
    assert form == kept.KeptForm(
        "/desk/tickets/1/reply/?x=1", [("body", "One\nTwo"), ("then", "resolve"), ("service", "1"), ("service", "2")]
    )
    assert form.longest == "One\nTwo"


def test_the_id_of_a_form_is_not_what_its_writer_would_miss():
    form = kept.KeptForm(
        "/tickets/new/", [("submission", "8f278dce-8b5e-4295-9c18-74018dcc8d82"), ("body", "It is down."), ("title", "TV")]
    )

    assert form.longest == "It is down."


SECRETS = ["password", "password1", "oldpassword", "new_password2", "code", "credential", "client_secret", "Password"]


@pytest.mark.parametrize("name", SECRETS)
def test_a_form_with_a_secret_is_never_kept(name):
    request = posted({"body": "One", name: "hunter2"})

    assert (kept.keep(request), kept.kept(request.session), dict(request.session.items())) == (False, None, {})


@pytest.mark.parametrize("data", [{}, {"csrfmiddlewaretoken": "x"}, {"body": "x" * 200_001}])
def test_nothing_and_too_much_are_not_kept(data):
    request = posted(data)

    assert (kept.keep(request), kept.kept(request.session)) == (False, None)


def test_a_form_is_kept_for_half_an_hour():
    request = posted({"body": "One"})
    with time_machine.travel(NOON, tick=False):
        kept.keep(request)

    with time_machine.travel(NOON + timedelta(minutes=30), tick=False):
        assert kept.kept(request.session) is not None
    with time_machine.travel(NOON + timedelta(minutes=30, seconds=1), tick=False):
        assert kept.kept(request.session) is None


def test_a_form_may_be_forgotten():
    request = posted({"body": "One"})
    kept.keep(request)

    kept.drop(request.session)
    kept.drop(request.session)

    assert kept.kept(request.session) is None
