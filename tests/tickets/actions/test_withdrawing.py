"""Ending every link and code that was given out."""

import pytest
from django.test import Client
from django.urls import reverse

from tests import factories
from tests.tickets.appointing import offered
from tests.tickets.moments import LATER
from tests.tickets.standing import last_event
from tickets import grants
from tickets.actions import merging, withdrawing
from tickets.errors import Refused
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def test_links_codes_and_open_browsers_end(ticket, agent):
    token, code = grants.link_token(ticket), grants.follow_code(ticket)
    browser = Client()
    browser.get(reverse("tickets:open", args=[ticket.pk, token]))
    before = browser.get(f"/tickets/{ticket.pk}/").status_code

    withdrawing.withdraw_links(ticket, by=agent, at=LATER)

    assert (before, browser.get(f"/tickets/{ticket.pk}/").status_code) == (200, 404)
    assert (grants.ticket_of_link(ticket.pk, token), grants.ticket_of_code(ticket.pk, code)) == (None, None)
    assert (last_event(ticket).verb, last_event(ticket).by, last_event(ticket).at) == ("links_withdrawn", agent, LATER)


def test_the_link_to_an_appointment_ends_too(ticket, agent):
    token = grants.appointment_token(offered(ticket, agent))

    withdrawing.withdraw_links(ticket, by=agent)

    assert grants.appointment_of_link(ticket.pk, token) is None


def test_what_is_given_out_afterwards_works(ticket, agent):
    withdrawing.withdraw_links(ticket, by=agent)

    now = Ticket.objects.get(pk=ticket.pk)
    assert grants.ticket_of_link(ticket.pk, grants.link_token(now)) == ticket
    assert grants.ticket_of_code(ticket.pk, grants.follow_code(now)) == ticket


def test_of_a_merged_ticket_nothing_is_withdrawn(ticket, agent, support, requester):
    merging.merge(ticket, into=factories.ticket(requester, support), by=agent)

    with pytest.raises(Refused, match="was merged"):
        withdrawing.withdraw_links(ticket, by=agent)


def test_the_page_says_what_it_does_before_it_does_it(ticket, agent, sign_in):
    client = sign_in(agent)
    path = f"/desk/tickets/{ticket.pk}/withdraw-links/"

    asked = client.get(path).content.decode()
    before = Ticket.objects.get().access_generation
    told = client.post(path, follow=True).content.decode()

    assert ("every code on a receipt" in asked, before) == (True, 1)
    assert ("All links and codes given out so far were withdrawn" in told, Ticket.objects.get().access_generation) == (True, 2)
