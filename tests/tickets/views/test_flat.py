"""A page's queries do not grow with its rows: each list at one and at three rows under one exact count."""

from collections.abc import Callable

import pytest

from accounts.models import Contact, Organisation, User
from queues.models import Category, Queue
from statuspage.models import Service
from tests import factories
from tests.tickets.standing import stand
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, Status
from tickets.models import Ticket, TicketLink

pytestmark = pytest.mark.django_db


def full_row(number: int, queue: Queue, owner: User) -> Ticket:
    """A ticket with everything that a row or a page may show, of a person of its own."""
    person = factories.person(f"p{number}@example.net", f"Person {number}")
    Contact.objects.create(user=person, organisation=Organisation.objects.create(name=f"Council {number}"))
    ticket = factories.ticket(person, queue)
    category = Category.objects.create(queue=queue, slug=f"c{number}", names={"en": f"Category {number}"})
    return stand(ticket, Status.OPEN if number % 2 else Status.NEW, owner=owner, category=category)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/desk/", 7), ("/desk/mine/", 5), ("/desk/tickets/", 5), ("/desk/queues/support/", 5)])
def test_a_desk_list_stays_flat(agent, support, sign_in, django_assert_num_queries, rows, path, queries):
    for number in range(rows):
        full_row(number, support, agent)
    client = sign_in(agent)
    client.get(path)

    with django_assert_num_queries(queries):
        response = client.get(path)

    assert response.content.decode().count('class="queue__link"') >= rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_stalled_tickets_stays_flat(agent, support, sign_in, django_assert_num_queries, rows):
    for number in range(rows):
        stand(full_row(number, support, agent), Status.STALLED)
    client = sign_in(agent)
    client.get("/desk/queues/support/?status=stalled")

    with django_assert_num_queries(5):
        response = client.get("/desk/queues/support/?status=stalled")

    assert response.content.decode().count('class="queue__link"') == rows


@pytest.mark.parametrize("rows", [1, 3])
def test_the_portal_s_list_stays_flat(requester, support, sign_in, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.ticket(requester, support)
    client = sign_in(requester)
    client.get("/tickets/")

    with django_assert_num_queries(6):
        response = client.get("/tickets/")

    assert response.content.decode().count("ticket-list__row") == rows


@pytest.fixture
def storied(support, agent, lead, requester) -> Callable[[int], Ticket]:
    """A ticket with so many of everything: messages, events, services, links, earlier tickets."""

    def make(times: int) -> Ticket:
        ticket = factories.ticket(requester, support)
        for number in range(times):
            conversation.reply(ticket, Draft("Please restart it."), by=agent)
            conversation.note(ticket, Draft("Ask the provider."), by=lead)
            conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester)
            lifecycle.assign(ticket, to=(agent, lead)[number % 2], by=agent)
            ticket.services.add(Service.objects.create(slug=f"s{number}", names={"en": f"Service {number}"}))
            TicketLink.objects.create(source=ticket, target=factories.ticket(requester, support))
            TicketLink.objects.create(source=factories.ticket(requester, support), target=ticket)
            requester.phones.create(number=f"60000000{number}")
        return ticket

    return make


@pytest.mark.parametrize("times", [1, 3])
def test_the_desk_s_ticket_page_stays_flat(storied, agent, sign_in, django_assert_num_queries, times):
    ticket = storied(times)
    client = sign_in(agent)
    client.get(f"/desk/tickets/{ticket.pk}/")

    with django_assert_num_queries(15):
        response = client.get(f"/desk/tickets/{ticket.pk}/")

    assert response.content.decode().count("Please restart it.") == times


@pytest.mark.parametrize("times", [1, 3])
def test_the_requester_s_ticket_page_stays_flat(storied, requester, sign_in, django_assert_num_queries, times):
    ticket = storied(times)
    client = sign_in(requester)
    client.get(f"/tickets/{ticket.pk}/")

    with django_assert_num_queries(10):
        response = client.get(f"/tickets/{ticket.pk}/")

    assert response.content.decode().count("Please restart it.") == times
