"""What an operator is told."""

from helpdesk.checks import keys, public_site


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
