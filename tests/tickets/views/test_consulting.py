"""The page on which an agent asks somebody outside, and what the desk and the portal show of it."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from tests import factories
from tests.tickets.asking import TECH, answer_address, ask
from tests.tickets.mails import arrive, raw
from tests.tickets.standing import stand
from tickets.enums import Status
from tickets.models import Consultation, Ticket

pytestmark = pytest.mark.django_db

QUERIES = {"": 14, "consult/": 8}
FORM = "11111111-1111-1111-1111-111111111111"


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def page(client: Client, ticket: Ticket, part: str = "") -> str:
    return client.get(f"/desk/tickets/{ticket.pk}/{part}").content.decode()


def sent(**changes):
    """A form that asks a carrier."""
    return {"to": "tech@carrier.example", "subject": "A line", "body": "A fault?", "submission": FORM} | changes


def test_the_page_warns_and_offers_nothing_of_the_requester_unless_chosen(desk, ticket, file):
    text = page(desk, ticket, "consult/")

    assert "leaves the house" in text
    assert "light.txt" in text
    assert " checked" not in text


def test_sending_leads_back_to_the_ticket_which_says_who_was_asked(desk, ticket):
    response = desk.post(f"/desk/tickets/{ticket.pk}/consult/", sent(to="tech@carrier.example, lab@example.com"))

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")
    text = page(desk, ticket)
    assert "No answer yet" in text
    assert "lab@example.com" in text
    assert Consultation.objects.count() == 2


def test_the_ticket_can_be_stalled_in_the_same_step(desk, ticket):
    assert "stalls" not in desk.get(f"/desk/tickets/{ticket.pk}/consult/").context["form"].fields
    stand(ticket, Status.OPEN)

    desk.post(f"/desk/tickets/{ticket.pk}/consult/", sent(stalls="on"))

    ticket.refresh_from_db()
    assert ticket.status == Status.STALLED


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"to": ""}, "Please fill this in."),
        ({"to": " , ;"}, "Please say whom you ask."),
        ({"to": "marta@example.net"}, "requester’s"),
        ({"to": "x" * 2000}, "at most 1300 characters"),
        ({"subject": ""}, "Please fill this in."),
        ({"body": "x" * 30_000}, "at most 20000 characters"),
        ({"body": "a\0b"}, "Null characters"),
        ({"quotes": ["999999"]}, "no longer in this ticket"),
        ({"attached": ["nonsense"]}, "no longer in this ticket"),
        ({"submission": "x"}, "Please send it once more"),
    ],
)
def test_bad_input_is_told_and_what_was_typed_stays(desk, ticket, file, changes, why):
    response = desk.post(f"/desk/tickets/{ticket.pk}/consult/", sent(body="A fault on it?") | changes)

    assert response.status_code == 422
    assert why in response.content.decode()
    assert "tech@carrier.example" in response.content.decode() or "to" in changes
    assert not Consultation.objects.exists()


def test_the_wait_can_be_ended(desk, ticket, agent):
    consultation = ask(ticket, agent)

    response = desk.post(f"/desk/tickets/{ticket.pk}/consult/{consultation.pk}/end/", {"back": "ticket"})

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")
    consultation.refresh_from_db()
    assert not consultation.is_waiting


def test_a_question_of_another_ticket_is_not_there(desk, ticket, agent, stranger):
    consultation = ask(ticket, agent)
    other = factories.ticket(stranger, ticket.queue)

    assert desk.post(f"/desk/tickets/{other.pk}/consult/{consultation.pk}/end/").status_code == 404


def test_the_answer_stands_in_the_story_as_a_note(desk, ticket, agent):
    arrive(raw("A cable is cut.", sender=TECH), to=answer_address(ask(ticket, agent)))

    text = page(desk, ticket)

    assert "A cable is cut." in text
    assert "Tech Desk &lt;tech@carrier.example&gt;" in text
    assert "answer from outside" in text
    assert "sent to tech@carrier.example, outside" in text


def test_a_note_from_another_address_carries_a_warning(desk, ticket, agent):
    arrive(raw("A cable is cut.", sender="X <x@example.com>"), to=answer_address(ask(ticket, agent)))

    assert "came from another address than was asked" in page(desk, ticket)


def test_the_requester_and_a_stranger_see_nothing_of_it(desk, ticket, agent, requester, client):
    arrive(raw("A cable is cut.", sender=TECH), to=answer_address(ask(ticket, agent)))
    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")

    text = client.get(f"/tickets/{ticket.pk}/").content.decode()

    assert "No connection" in text
    for secret in ("cable", "fault", "carrier", "Vilaclara"):
        assert secret not in text


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("part", ["", "consult/"])
def test_the_pages_stay_flat(desk, ticket, agent, django_assert_num_queries, people, part):
    ask(ticket, agent, *(f"p{number}@example.com" for number in range(people)))
    page(desk, ticket, part)

    with django_assert_num_queries(QUERIES[part]):
        text = page(desk, ticket, part)

    assert text.count("No answer needed<") == people
