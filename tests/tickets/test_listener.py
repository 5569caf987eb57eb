"""The SMTP listener, spoken to as another mail server would."""

import asyncio
import smtplib
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from aiosmtpd.smtp import SMTP
from celery import Celery
from django.db import connections

from foundation import blobs
from helpdesk import celery_app
from tests.tickets.mails import deny_storage, raw, token_address
from tickets.listener import Handler, _nudge
from tickets.models import InboundMail

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


class Listener(threading.Thread):
    """The handler behind a real aiosmtpd on a free port; its database work happens in one further thread."""

    def __init__(self) -> None:
        super().__init__()
        self.is_listening = threading.Event()
        self.port = 0

    def run(self) -> None:
        """Serve until told to stop."""
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        self.stopped = asyncio.Event()
        self.loop = loop
        with ThreadPoolExecutor(1) as hand:
            loop.set_default_executor(hand)
            handler = Handler()
            server = await loop.create_server(lambda: SMTP(handler, data_size_limit=4096, loop=loop), "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            self.is_listening.set()
            async with server:
                await self.stopped.wait()
            await loop.run_in_executor(None, connections.close_all)

    def stop(self) -> None:
        """Close everything and wait for it."""
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.join()


@pytest.fixture
def relay(support) -> Iterator[smtplib.SMTP]:
    """A conversation with the listener, as another mail server has it."""
    listener = Listener()
    listener.start()
    listener.is_listening.wait()
    with smtplib.SMTP("127.0.0.1", listener.port) as conversation:
        conversation.ehlo("mx.example.net")
        yield conversation
    listener.stop()


def test_a_mail_is_stored_as_it_came_and_answered_with_250(relay):
    relay.mail("marta@example.net")
    relay.rcpt("suport@example.org")

    assert relay.data(raw()) == (250, b"2.0.0 Stored")

    stored = InboundMail.objects.select_related("mailbox").get()
    assert (stored.state, blobs.read(stored.digest)) == ("stored", raw())
    assert (stored.envelope_from, stored.envelope_to, str(stored.mailbox)) == (
        "marta@example.net",
        "suport@example.org",
        "suport@example.org",
    )


def test_a_signed_address_is_accepted_in_any_case(relay, ticket):
    relay.sendmail("marta@example.net", [token_address(ticket).upper()], raw())

    assert str(InboundMail.objects.get().mailbox) == "suport@example.org"


def test_two_of_our_mailboxes_hear_of_one_mail_each(relay, treasury):
    relay.sendmail("marta@example.net", ["suport@example.org", "suport+x@example.org", "tresoreria@example.org"], raw())

    assert sorted(str(stored.mailbox) for stored in InboundMail.objects.all()) == ["suport@example.org", "tresoreria@example.org"]


def test_this_is_no_relay(relay):
    relay.mail("marta@example.net")

    answers = {relay.rcpt(address) for address in ("nobody@example.org", "suport@example.com", "suport", "x")}

    assert answers == {(550, b"5.1.1 No such mailbox here")}


def test_a_mailbox_out_of_use_takes_no_mail(relay, support):
    support.mailboxes.update(is_active=False)
    relay.mail("marta@example.net")

    assert relay.rcpt("suport@example.org")[0] == 550


def test_a_mail_that_cannot_be_stored_stays_with_its_sender(relay, settings):
    deny_storage(settings)
    relay.mail("marta@example.net")
    relay.rcpt("suport@example.org")

    assert relay.data(raw()) == (451, b"4.3.0 Could not store the mail, please try again later")
    assert InboundMail.objects.count() == 0


def test_the_twenty_first_recipient_is_one_too_many(relay):
    relay.mail("marta@example.net")

    codes = [relay.rcpt(f"suport+{number}@example.org")[0] for number in range(21)]

    assert codes == [250] * 20 + [452]


def test_a_mail_beyond_the_limit_is_refused(relay):
    relay.mail("marta@example.net")
    relay.rcpt("suport@example.org")

    assert relay.data(raw("red\r\n" * 1000))[0] == 552
    assert InboundMail.objects.count() == 0


def test_a_broker_that_is_away_delays_and_does_not_refuse(caplog):
    app = Celery("tests", set_as_current=True, broker="redis://127.0.0.1:1/0")
    app.conf.broker_transport_options = {"socket_connect_timeout": 2, "max_retries": 0}

    _nudge([7])

    celery_app.set_current()
    app.close()
    assert caplog.messages == ["The broker does not answer; received mail 7 waits for the sweep"]
