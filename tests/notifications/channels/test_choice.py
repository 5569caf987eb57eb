"""What EMAIL_URL may say."""

from pathlib import Path

import pytest

from notifications.channels.choice import open_channel, relay_of
from notifications.channels.folder import FolderChannel
from notifications.channels.smtp import Relay
from notifications.checks import email_url_is_understood


@pytest.mark.parametrize(
    ("url", "relay"),
    [
        ("smtp://relay.example.org", Relay("relay.example.org", 25)),
        ("smtp://relay.example.org:2525?timeout=3", Relay("relay.example.org", 2525, timeout=3)),
        ("smtp+tls://us%40er:p%2Fw@relay.example.org", Relay("relay.example.org", 587, "us@er", "p/w", is_starttls=True)),
        ("smtps://user:pw@relay.example.org", Relay("relay.example.org", 465, "user", "pw", is_tls=True)),
    ],
)
def test_a_url_names_a_relay(url, relay):
    assert relay_of(url) == relay


@pytest.mark.parametrize(
    "url", ["smtp://", "http://relay.example.org", "relay.example.org", "smtp://h:port", "smtp://u:geheim@h?timeout=x"]
)
def test_an_unreadable_url_is_told_to_the_operator_without_its_password(url, settings):
    settings.EMAIL_URL = url

    (message,) = email_url_is_understood()

    assert message.id == "notifications.E001"
    assert "geheim" not in message.msg


def test_an_operator_of_a_public_site_is_told_that_no_mail_leaves_it(settings):
    settings.EMAIL_URL, settings.SITE_HOST = "", "suport.example.org"

    assert [message.id for message in email_url_is_understood()] == ["notifications.W001"]


@pytest.mark.parametrize(("url", "folder"), [("", None), ("file:/srv/mail%20box", Path("/srv/mail box"))])
def test_a_folder_takes_the_place_of_a_relay(url, folder, settings, tmp_path):
    settings.EMAIL_URL = url

    channel = open_channel()

    assert isinstance(channel, FolderChannel)
    assert channel.folder == (folder or tmp_path / "mail")
    assert email_url_is_understood() == []
