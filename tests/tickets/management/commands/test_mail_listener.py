"""The mail listener as a process of its own: encrypted, told to stop, and killed in the middle of a mail."""

import os
import re
import signal
import smtplib
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from foundation import blobs
from tests.certificates import certificate
from tests.plugins.worker import shared_environment
from tests.tickets.mails import raw
from tickets.models import InboundMail

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

StartListener = Callable[..., "tuple[subprocess.Popen[bytes], int]"]


@pytest.fixture
def start_listener(support, settings: Any) -> Iterator[StartListener]:
    """Start listeners: ``start_listener("--lmtp", MAIL_CONNECTIONS="3")``; each comes with its port and is killed at the end."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str, **environment: str) -> "tuple[subprocess.Popen[bytes], int]":
        command = [sys.executable, "manage.py", "mail_listener", "--listen", "127.0.0.1:0", *options]
        process = subprocess.Popen(command, env={**os.environ, **shared_environment(settings), **environment}, stdout=subprocess.PIPE)
        started.append(process)
        assert process.stdout is not None
        found = re.search(rb":(\d+)\s*$", process.stdout.readline())
        assert found, "it did not say where it listens"
        return process, int(found[1])

    yield start
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def send(port: int, mail: bytes) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as relay:
        relay.sendmail("marta@example.net", ["suport@example.org"], mail)


def test_with_a_certificate_mail_comes_encrypted(start_listener, tmp_path):
    file, key = certificate(tmp_path)
    _process, port = start_listener(MAIL_CERTIFICATE=str(file), MAIL_CERTIFICATE_KEY=str(key))

    with smtplib.SMTP("localhost", port, timeout=60) as relay:
        relay.starttls(context=ssl.create_default_context(cafile=str(file)))
        relay.sendmail("marta@example.net", ["suport@example.org"], raw())

    assert InboundMail.objects.count() == 1


def test_by_lmtp_mail_comes_as_from_a_mail_server_beside_us(start_listener):
    _process, port = start_listener("--lmtp")

    with smtplib.LMTP("127.0.0.1", port) as relay:
        relay.sendmail("marta@example.net", ["suport+x@example.org"], raw())

    assert InboundMail.objects.count() == 1


def test_a_listener_that_is_told_to_stop_ends_well(start_listener):
    process, port = start_listener()
    with smtplib.SMTP("127.0.0.1", port, timeout=60) as relay:
        relay.sendmail("marta@example.net", ["suport@example.org"], raw())
        process.send_signal(signal.SIGTERM)

        assert process.wait(60) == 0
        relay.close()
    assert InboundMail.objects.count() == 1


def test_a_mail_in_the_middle_of_which_the_listener_was_killed_comes_again_whole(start_listener):
    process, port = start_listener()
    relay = smtplib.SMTP("127.0.0.1", port, timeout=60)
    relay.ehlo()
    relay.mail("marta@example.net")
    relay.rcpt("suport@example.org")
    relay.docmd("DATA")
    relay.send(raw()[:40])
    process.kill()
    with pytest.raises(smtplib.SMTPServerDisconnected):
        relay.getreply()
    relay.close()
    assert InboundMail.objects.count() == 0

    _process, port = start_listener()
    send(port, raw())

    assert [blobs.read(mail.digest) for mail in InboundMail.objects.all()] == [raw()]
