"""Two desks that write to each other stop after one exchange, whatever the manners of the other one.

Ours runs whole, over a real relay. Another Suport decides by its reader alone whether it may answer, so that is all of it that is
needed here; the other products do as such products do.
"""

from collections.abc import Callable
from email import message_from_bytes
from email.message import Message as Mail

import pytest

from mailroom.reading import read
from notifications.actions import sending
from notifications.enums import Lane
from notifications.models import Delivery
from tests.notifications.conftest import relay  # noqa: F401 - a fixture
from tests.notifications.relay import Relay
from tickets.actions import inbound, processing
from tickets.models import Ticket

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

ROUNDS = 8
Habit = Callable[[Mail, bytes], dict[str, str] | None]


def another_suport(mail: Mail, content: bytes) -> dict[str, str] | None:
    """Answers a person's mail, and says that it is a program."""
    return (
        None
        if read(content).auto_submitted
        else {"Subject": "We have it", "Auto-Submitted": "auto-replied", "In-Reply-To": mail["Message-ID"]}
    )


def one_that_threads(mail: Mail, content: bytes) -> dict[str, str] | None:
    """Answers everything, in the thread."""
    return {"Subject": f"Re: {mail['Subject']}", "In-Reply-To": mail["Message-ID"]}


def one_that_numbers(mail: Mail, content: bytes) -> dict[str, str] | None:
    """Answers everything under a number of its own, with our subject in it."""
    return {"Subject": f"[#77] {mail['Subject']}"}


def one_that_says_nothing(mail: Mail, content: bytes) -> dict[str, str] | None:
    """Answers everything with a subject of its own, and nothing that leads back."""
    return {"Subject": "Your request was received"}


def one_that_declares_itself(mail: Mail, content: bytes) -> dict[str, str] | None:
    """Answers everything, and says that it is bulk mail."""
    return {"Subject": "Your request was received", "Precedence": "bulk"}


def send_to_us(number: int, headers: dict[str, str]) -> None:
    fields = {"From": "Desk <desk@example.com>", "To": "suport@example.org", "Message-ID": f"<{number}@example.com>", **headers}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    processing.process(inbound.store(f"{head}\r\nYour request has the number {number}.\r\n".encode(), envelope_to="suport@example.org"))


@pytest.mark.parametrize("habit", [another_suport, one_that_threads, one_that_numbers, one_that_says_nothing, one_that_declares_itself])
def test_two_desks_stop_after_one_exchange(support, relay: Relay, habit: Habit) -> None:  # noqa: F811
    send_to_us(0, {"Subject": "No connection"})

    for number in range(1, ROUNDS):
        seen = len(relay.raw)
        sending.drain(Lane.DEFAULT)
        for content in relay.raw[seen:]:
            answer = habit(message_from_bytes(content), content)
            if answer is not None:
                send_to_us(number, answer)

    assert [mail["Auto-Submitted"] for mail in relay.mails] == ["auto-replied"]
    assert (Ticket.objects.count() <= 2, Delivery.objects.count()) == (True, 1)
