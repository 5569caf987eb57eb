"""A ticket answered by mail alone, with real SMTP on the way in and on the way out."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from notifications.actions import sending
from notifications.enums import Lane
from queues.actions import agents
from queues.enums import Notice, When
from tests.notifications.relay import Relay, running
from tests.tickets.test_listener import Listener
from tickets.actions import processing
from tickets.enums import Status
from tickets.listener import Conversation
from tickets.models import Ticket

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Our listener on a free port."""
    thread = Listener(Conversation)
    thread.start()
    thread.is_listening.wait()
    yield thread
    thread.stop()


def hand_in(listener: Listener, body: str, *, sender: str, to: str, subject: str, answers: EmailMessage | None = None) -> None:
    """Send a mail as a mail program does, and let it be worked off."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = sender, to, subject, f"<{len(body)}.{sender}>"
    if answers is not None:
        mail["In-Reply-To"] = answers["Message-ID"]
    mail.set_content(body)
    with smtplib.SMTP("127.0.0.1", listener.port) as conversation:
        conversation.send_message(mail)
    processing.process_waiting()


def sent_to(relay: Relay, address: str) -> EmailMessage:
    """Send what waits, and return the newest mail to ``address``."""
    sending.drain(Lane.DEFAULT)
    return next(mail for mail in reversed(relay.mails) if address in mail["To"])


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def test_an_agent_takes_answers_and_stalls_by_mail(settings, listener, support, agent) -> None:
    agents.choose_mails(agent, {support.pk: {Notice.NEW: When.NOW}})
    with running() as relay:
        settings.EMAIL_URL = relay.url
        hand_in(listener, "The light is red.", sender="marta@example.net", to="suport@example.org", subject="No connection")
        told = sent_to(relay, "agent@example.org")
        assert "The light is red." in words(told)
        assert "Your answer to this e-mail goes to the requester." in words(told)

        day = (timezone.localdate() + timedelta(days=9)).isoformat()
        answer = f"#owner me\n#status stalled until {day}\n\nA new router comes soon.\n\nOn Tuesday, Suport wrote:\n> The light is red.\n"
        hand_in(listener, answer, sender="agent@example.org", to=told["Reply-To"], subject="Re: No connection", answers=told)

        ticket = Ticket.objects.get()
        assert (ticket.owner, ticket.status) == (agent, Status.STALLED)
        heard, done = sent_to(relay, "marta@example.net"), sent_to(relay, "agent@example.org")
        assert "A new router comes soon." in words(heard)
        assert "#owner" not in words(heard)
        assert "> The light is red." not in words(heard)
        assert "- You own the ticket." in words(done)
