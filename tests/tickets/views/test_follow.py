"""Reaching a ticket without signing in."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.tickets.moments import NOON
from tickets import grants

pytestmark = pytest.mark.django_db

FOLLOW = reverse("tickets:follow")


def try_code(client: Client, reference: object, code: str = "AAAA-AAAA-AAAA", **extra: Any):
    return client.post(FOLLOW, {"reference": reference, "code": code}, **extra)


def test_a_mailed_link_opens_the_ticket_at_its_plain_address(client, ticket):
    response = client.get(f"/tickets/{ticket.pk}/open/{grants.link_token(ticket)}/")

    assert (response.status_code, response.headers["Location"]) == (302, f"/tickets/{ticket.pk}/")
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 200


def test_a_link_that_has_ended_says_what_else_leads_there(client, ticket, clock):
    token = grants.link_token(ticket)
    clock.move_to(NOON + timedelta(days=91))

    response = client.get(f"/tickets/{ticket.pk}/open/{token}/")

    assert response.status_code == 404
    assert f'value="suport#{ticket.pk}"' in response.content.decode()
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


@pytest.mark.parametrize("write", ["suport#{}", "{}", " Suport # {} ", "#{}"])
def test_reference_and_code_open_the_ticket(client, ticket, write):
    response = try_code(client, write.format(ticket.pk), grants.follow_code(ticket).lower())

    assert (response.status_code, response.headers["Location"]) == (302, f"/tickets/{ticket.pk}/")
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 200


def test_a_grant_ends_after_half_a_day(client, ticket, clock):
    try_code(client, ticket.pk, grants.follow_code(ticket))

    clock.move_to(NOON + timedelta(hours=12, seconds=1))

    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


def test_a_wrong_code_and_a_wrong_number_are_answered_alike(client, ticket):
    answers = [try_code(client, number) for number in (ticket.pk, 987_654)]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].context["form"].errors == answers[1].context["form"].errors
    assert list(answers[0].context["form"].errors) == ["code"]


@pytest.mark.parametrize("reference", ["", "suport", "9" * 19])
def test_what_is_no_reference_is_explained(client, ticket, reference):
    assert list(try_code(client, reference).context["form"].errors) == ["reference"]


def test_one_network_tries_twenty_times_an_hour(client, ticket, clock):
    wrong = [try_code(client, ticket.pk) for _ in range(20)]
    too_many = try_code(client, ticket.pk, grants.follow_code(ticket))
    elsewhere = try_code(client, ticket.pk, grants.follow_code(ticket), REMOTE_ADDR="192.0.2.99")
    clock.move_to(NOON + timedelta(hours=1))
    later = try_code(client, ticket.pk, grants.follow_code(ticket))

    assert {answer.status_code for answer in wrong} == {422}
    assert "too many tries" in too_many.content.decode()
    assert (too_many.status_code, elsewhere.status_code, later.status_code) == (422, 302, 302)


def test_the_form_takes_the_reference_from_the_address(client, house):
    assert 'value="suport#310"' in client.get(f"{FOLLOW}?reference=suport%23310").content.decode()
