"""What an operator is told."""

import pytest
from django.core.checks import INFO, WARNING

from foundation import pdf
from helpdesk.checks import keys, pdfs, public_site


def test_a_site_on_this_machine_is_left_alone(settings):
    settings.SITE_HOST, settings.DEBUG, settings.IS_HTTPS = "localhost", True, False

    assert public_site(None) == []


def test_a_public_site_with_debug_and_without_tls_is_told_both(settings):
    settings.SITE_HOST, settings.DEBUG, settings.IS_HTTPS = "help.example.org", True, False

    assert [found.id for found in public_site(None)] == ["helpdesk.E002", "helpdesk.W001"]


def test_a_base_url_without_a_host_is_an_error(settings):
    settings.SITE_HOST = ""

    assert [found.id for found in public_site(None)] == ["helpdesk.E001"]


def test_a_short_key_is_an_error(settings):
    settings.SECRET_KEY, settings.MAIL_KEY = "x" * 31, "y" * 32

    assert [found.msg for found in keys(None)] == ["SECRET_KEY is too short."]


@pytest.mark.parametrize(("host", "level"), [("help.example.org", WARNING), ("localhost", INFO)])
def test_a_machine_without_the_libraries_of_pdfs_is_told(settings, monkeypatch, host, level):
    settings.SITE_HOST = host
    monkeypatch.setattr(pdf, "LIBRARIES", ("no-such-library-1.0",))

    assert [(found.id, found.level, found.msg) for found in pdfs(None)] == [
        ("helpdesk.W002", level, "This machine cannot make PDFs: no-such-library-1.0 is missing.")
    ]


def test_libraries_that_are_there_are_not_complained_of(monkeypatch):
    monkeypatch.setattr(pdf, "LIBRARIES", ("c",))

    assert pdfs(None) == []
