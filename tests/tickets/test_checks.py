"""What an operator hears at start-up about e-mail providers."""

from typing import Any

import pytest

from tests.tickets import provider_posts as posts
from tickets.checks import virus_scanner_has_an_address, web_hooks_are_safe


def heard(settings: Any, **given: Any) -> list[str | None]:
    settings.ANYMAIL = {"WEBHOOK_SECRET": [posts.SECRET], **given}
    return [message.id for message in web_hooks_are_safe()]


def test_nothing_set_is_nothing_wrong(settings):
    assert heard(settings, WEBHOOK_SECRET=[]) == []


def test_what_is_set_well_is_let_pass(settings):
    assert heard(settings, **{name: value for name, value in posts.SETTINGS.items() if name != "WEBHOOK_SECRET"}) == []


@pytest.mark.parametrize("secret", ["short:1", "without-a-colon-in-twenty", "user:päss-word-long-enough", "user:with@sign-long-enough"])
def test_a_weak_secret_is_an_error(settings, secret):
    assert heard(settings, WEBHOOK_SECRET=[secret]) == ["tickets.E001"]


def test_a_public_site_without_encryption_is_warned_of(settings):
    settings.SITE_HOST = "help.example.org"

    assert heard(settings) == ["tickets.W001"]


def test_a_name_that_is_none_is_warned_of(settings):
    assert heard(settings, MAILGUM_API_KEY="x") == ["tickets.W002"]


def test_a_key_for_posts_without_the_secret_is_warned_of(settings):
    assert heard(settings, WEBHOOK_SECRET=[], MAILGUN_WEBHOOK_SIGNING_KEY="x") == ["tickets.W003"]


def test_a_key_that_is_none_is_an_error(settings):
    assert heard(settings, SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY="not a key") == ["tickets.E002"]


@pytest.mark.parametrize(("address", "found"), [("", []), ("tcp://127.0.0.1:3310", []), ("127.0.0.1", ["tickets.E003"])])
def test_a_scanner_without_an_address_is_told_at_start_up(settings, address, found):
    settings.VIRUS_SCANNER = address

    assert [message.id for message in virus_scanner_has_an_address()] == found
