"""The SMTP listener, spoken to as another mail server would."""

import asyncio
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from celery import Celery
from django.db import connections

from foundation import blobs
from helpdesk import celery_app
from notifications.bounce_addresses import bounce_address
from tests.tickets.mails import deny_storage, raw, token_address
from tickets.listener import Conversation, Door, LocalConversation, is_smuggling
from tickets.models import InboundMail
from tickets.tasks import nudge

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


class Listener(threading.Thread):
    """The listener on a free port; its database work happens in one further thread."""

    def __init__(self, kind: type[Conversation], tls: ssl.SSLContext | None = None) -> None:
        super().__init__()
        self.kind, self.tls = kind, tls
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
            door = Door()
            server = await loop.create_server(lambda: self.kind(door, self.tls), "127.0.0.1", 0)
            self.port = server.sockets[0].getsockname()[1]
            self.is_listening.set()
            await self.stopped.wait()
            server.close()
            await door.close()
            await loop.run_in_executor(None, connections.close_all)

    def stop(self) -> None:
        """Close everything and wait for it."""
        if not self.is_alive():
            return
        self.loop.call_soon_threadsafe(self.stopped.set)
        self.join()


@pytest.fixture
def listen(support, settings) -> Iterator[Callable[..., Listener]]:
    """Start listeners: ``listen(LocalConversation, connections=2)``; limits by name."""
    started: list[Listener] = []

    def start(kind: type[Conversation] = Conversation, tls: ssl.SSLContext | None = None, **limits: float) -> Listener:
        settings.MAIL_DOOR = replace(settings.MAIL_DOOR, **{"size_limit": 4096, **limits})
        started.append(Listener(kind, tls))
        started[-1].start()
        started[-1].is_listening.wait()
        return started[-1]

    yield start
    for listener in started:
        listener.stop()


@pytest.fixture
def relay(listen) -> Iterator[smtplib.SMTP]:
    """A conversation with the listener, as another mail server has it."""
    with smtplib.SMTP("127.0.0.1", listen().port) as conversation:
        conversation.ehlo("mx.example.net")
        yield conversation


def talk(listener: Listener, *parts: bytes) -> list[bytes]:
    """Say each part at once, after hearing something each time; return every line that was answered until the listener hangs up."""
    with socket.create_connection(("127.0.0.1", listener.port), timeout=20) as line:
        heard = line.recv(4096)
        for part in parts:
            line.sendall(part)
            heard += line.recv(4096)
        while more := line.recv(4096):
            heard += more
    return heard.splitlines()


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


def test_a_bounce_address_is_accepted_where_it_is_no_mailbox(relay, settings):
    settings.BOUNCE_ADDRESS = "bounces@mail.example.org"
    ours = bounce_address(4711, from_address="suport@example.org")
    relay.mail("")

    answers = [relay.rcpt(address)[0] for address in (ours, "bounces@mail.example.org", "bounces+b4711.aaaaaaaaaaaaaaaa@mail.example.org")]
    relay.data(raw())

    stored = InboundMail.objects.get()
    assert (answers, stored.mailbox, stored.envelope_to, stored.envelope_from) == ([250, 550, 550], None, ours, "<>")


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

    nudge(7)

    celery_app.set_current()
    app.close()
    assert caplog.messages == ["The broker does not answer; received mail 7 waits for the sweep"]


def greet(*recipients: str, hello: bytes = b"EHLO") -> bytes:
    """The commands before DATA, all at once."""
    to = b"".join(b"RCPT TO:<%s>\r\n" % one.encode() for one in recipients)
    return hello + b" mx.example.net\r\nMAIL FROM:<marta@example.net>\r\n" + to + b"DATA\r\n"


def codes(lines: list[bytes]) -> list[bytes]:
    """The last line of each answer, by its code."""
    return [line[:3] for line in lines if line[3:4] == b" "]


def test_commands_may_come_all_at_once(listen):
    # The greeting of the answer to EHLO names it; everything before the content is sent without waiting.
    lines = talk(listen(), greet("suport@example.org", "nobody@example.org"), raw() + b".\r\nQUIT\r\n")

    assert b"250-PIPELINING" in lines
    assert codes(lines) == [b"220", b"250", b"250", b"250", b"550", b"354", b"250", b"221"]
    assert InboundMail.objects.count() == 1


def test_by_lmtp_each_recipient_has_an_answer(listen, treasury):
    recipients = ("suport@example.org", "tresoreria@example.org", "suport+x@example.org")
    lines = talk(listen(LocalConversation), greet(*recipients, hello=b"LHLO"), raw() + b".\r\nQUIT\r\n")

    assert codes(lines) == [b"220", *[b"250"] * 5, b"354", *[b"250"] * 3, b"221"]
    assert InboundMail.objects.count() == 2


def test_by_lmtp_a_refusal_is_said_to_each_recipient(listen):
    lines = talk(
        listen(LocalConversation), greet("suport@example.org", "suport+x@example.org", hello=b"LHLO"), b"x" * 5000 + b"\r\n.\r\nQUIT\r\n"
    )

    assert codes(lines) == [b"220", *[b"250"] * 4, b"354", b"552", b"552", b"221"]


def test_lmtp_is_not_smtp(listen):
    assert codes(talk(listen(LocalConversation), b"EHLO mx.example.net\r\nQUIT\r\n")) == [b"220", b"500", b"221"]


SMUGGLED = (b"\n.\n", b"\n.\r\n", b"\r\n.\n", b"\r.\r", b"\r.\r\n", b"\r\n.\r", b"\n.\r")


@pytest.mark.parametrize("end", SMUGGLED)
def test_no_second_mail_is_smuggled_in(listen, end):
    hidden = b"MAIL FROM:<director@example.org>\r\nRCPT TO:<suport@example.org>\r\nDATA\r\nPay at once.\r\n.\r\n"

    lines = talk(listen(), greet("suport@example.org"), raw() + end + hidden + b"QUIT\r\n")

    assert codes(lines)[-1] == b"554"
    assert InboundMail.objects.count() == 0


@pytest.mark.parametrize("content", [b"a\nb\n", b"a\r\n.\r\nb", b"\r\n..\n", b"\r\n\nb", b"a.\nb", b".\r\n", b"a\r.b"])
def test_bare_line_ends_alone_are_no_smuggling(content):
    assert not is_smuggling(content)


def test_conversations_beyond_the_limit_are_asked_to_come_later(listen):
    listener = listen(connections_per_peer=2)
    with smtplib.SMTP("127.0.0.1", listener.port) as first, smtplib.SMTP("127.0.0.1", listener.port) as second:
        assert (first.noop()[0], second.noop()[0]) == (250, 250)
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", listener.port)
        assert refused.value.smtp_code == 421
    with smtplib.SMTP("127.0.0.1", listener.port) as third:
        assert third.noop()[0] == 250


def test_endless_commands_end_the_conversation(listen):
    lines = talk(listen(commands=3), b"NOOP\r\n" * 5)

    assert codes(lines) == [b"220", b"250", b"250", b"250", b"421"]


def test_a_line_beyond_the_limit_is_refused(listen):
    lines = talk(listen(line_limit=2000), greet("suport@example.org"), b"Subject: " + b"x" * 3000 + b"\r\n.\r\nQUIT\r\n")

    assert codes(lines)[-2:] == [b"500", b"221"]
    assert InboundMail.objects.count() == 0


@pytest.mark.parametrize("limits", [{"silence_seconds": 0.3}, {"mail_seconds": 0.3}])
def test_who_takes_too_long_is_left_alone(listen, limits):
    with socket.create_connection(("127.0.0.1", listen(**limits).port), timeout=20) as line:
        line.sendall(greet("suport@example.org") + b"Subject: x\r\n")
        while line.recv(4096):
            pass

    assert InboundMail.objects.count() == 0


def test_several_senders_at_once_are_all_stored(listen):
    listener = listen()

    def send(number: int) -> None:
        with smtplib.SMTP("127.0.0.1", listener.port) as conversation:
            for mail in range(3):
                conversation.sendmail("marta@example.net", ["suport@example.org"], raw(identity=f"{number}.{mail}@x"))

    with ThreadPoolExecutor(4) as senders:
        list(senders.map(send, range(4)))

    assert InboundMail.objects.values("digest").distinct().count() == 12


def test_a_listener_that_stops_says_goodbye_and_keeps_what_it_answered(listen):
    listener = listen()
    with socket.create_connection(("127.0.0.1", listener.port), timeout=20) as line:
        line.sendall(greet("suport@example.org"))
        heard = b""
        while b"354" not in heard:
            heard += line.recv(4096)
        line.sendall(raw() + b".\r\n")
        while b"2.0.0 Stored" not in heard:
            heard += line.recv(4096)
        listener.stop()

        assert line.recv(4096).startswith(b"421 ")
    assert InboundMail.objects.count() == 1


def test_international_addresses_and_eight_bits_are_taken(relay):
    relay.mail("josé@example.net", ["SMTPUTF8", "BODY=8BITMIME"])
    relay.rcpt("suport@example.org")

    assert relay.data(raw("Adéu"))[0] == 250
    assert InboundMail.objects.get().envelope_from == "josé@example.net"


def test_smuggling_is_noticed_however_the_bytes_arrive(listen):
    with socket.create_connection(("127.0.0.1", listen().port), timeout=20) as line:
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(greet("suport@example.org"))
        heard = b""
        while b"354" not in heard:
            heard += line.recv(4096)
        for byte in b"Subject: x\r\n\r\nx\r\n.\rQUIT\r\n.\r\n":
            line.sendall(bytes([byte]))
        assert line.recv(4096).startswith(b"554")
