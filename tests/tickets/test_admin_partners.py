"""The rights of partners in the administration: the same acts as in the portal."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Organisation, PartnerGrant, User
from tests import factories
from tests.admin_pages import administrator, errors, queries_of, rows
from tests.tickets.moments import NOON
from tests.tickets.standing import history, last_event
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

ADD = "/admin/accounts/partnergrant/add/"


@pytest.fixture
def council(house) -> Organisation:
    return Organisation.objects.create(name="Vilaclara")


@pytest.fixture
def advisers(requester: User) -> Organisation:
    """The partner, where Marta works."""
    advisers = Organisation.objects.create(name="Puig Advisers", is_partner=True)
    Contact.objects.create(user=requester, organisation=advisers)
    return advisers


@pytest.fixture
def right(council: Organisation, advisers: Organisation) -> PartnerGrant:
    return PartnerGrant.objects.create(partner=advisers, client=council, granted_at=NOON)


@pytest.fixture
def asked(right: PartnerGrant, requester: User, support: Any) -> Ticket:
    """What Marta asked in the council's name."""
    return factories.ticket(requester, support, partner_grant=right, requester_proven=True)


def page(right: PartnerGrant) -> str:
    return reverse("admin:accounts_partnergrant_change", args=[right.pk])


def test_a_right_is_given_by_whoever_is_signed_in(client: Client, council, advisers):
    berta = administrator(client)

    response = client.post(ADD, {"partner": advisers.pk, "client": council.pk, "until": "2199-12-31"})

    assert response.status_code == 302, errors(response)
    given = PartnerGrant.objects.get()
    assert (given.partner, given.client, given.until, given.granted_by) == (advisers, council, date(2199, 12, 31), berta)


def test_taking_it_back_ends_access_and_the_tickets_tell_of_it(client: Client, right, asked, requester):
    berta = administrator(client)

    response = client.post(page(right), {"until": ""})

    assert response.status_code == 302, errors(response)
    right.refresh_from_db()
    assert (right.ended_by, last_event(asked).verb, last_event(asked).by) == (berta, "partner_ended", berta)
    assert Ticket.objects.get(pk=asked.pk).requester_takes_part is False


def test_given_again_the_tickets_tell_of_that_too(client: Client, right, asked):
    administrator(client)

    client.post(page(right), {"until": ""})
    client.post(page(right), {"until": "", "may_act": "on"})

    right.refresh_from_db()
    assert (right.ended_at, history(asked)[-2:]) == (None, ["partner_ended", "partner_back"])


def test_what_cannot_be_is_said(client: Client, council, advisers, right):
    administrator(client)
    sleeping = Organisation.objects.create(name="Gone", is_active=False)

    said = [
        errors(client.post(ADD, {"partner": council.pk, "client": council.pk, "until": ""})),
        errors(client.post(ADD, {"partner": sleeping.pk, "client": council.pk, "until": ""})),
        errors(client.post(page(right), {"until": "2001-01-01", "may_act": "on"})),
        errors(client.post(ADD, {"partner": advisers.pk, "client": council.pk, "until": ""})),
    ]

    for words, shown in zip(("for itself", "no longer active", "has passed", "already exists"), said, strict=True):
        assert words in shown
    assert PartnerGrant.objects.count() == 1


def test_nothing_is_deleted_and_the_organisation_s_page_only_shows_it(client: Client, council, right):
    administrator(client)
    organisation = reverse("admin:accounts_organisation_change", args=[council.pk])
    fields = {"name": "Vilaclara", "sharing": "none", "is_active": "on", **rows("domains"), **rows("contacts")}
    given = rows("partners_granted", {"id": right.pk, "client": council.pk, "ended_at_0": "2026-01-01", "ended_at_1": "10:00"}, initial=1)

    shown = client.get(organisation).content.decode()
    client.post(organisation, {**fields, **given})

    right.refresh_from_db()
    assert (page(right) in shown, right.ended_at) == (True, None)
    assert client.post(f"/admin/accounts/partnergrant/{right.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_list_stays_flat(client: Client, right, council):
    administrator(client)
    address = reverse("admin:accounts_partnergrant_changelist")
    one = queries_of(client, address)

    for name in ("A", "B"):
        PartnerGrant.objects.create(partner=Organisation.objects.create(name=name), client=council, granted_at=NOON)

    assert queries_of(client, address) == one
