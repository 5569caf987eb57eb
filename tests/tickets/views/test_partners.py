"""Letting partners act: the manager's page, the desk's, and the form of whoever asks."""

from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation, PartnerGrant, User
from tests.tickets.moments import NOON
from tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("support")]

ASKED = {"title": "No light", "body": "The box is dark.", "submission": "00000000-0000-0000-0000-000000000001"}
PAGE = "/tickets/organisation/partners/"


@pytest.fixture
def council(colleague: User) -> Organisation:
    """The client that Pere manages."""
    council = Organisation.objects.create(name="Vilaclara", sharing=Sharing.ROLE)
    Contact.objects.create(user=colleague, organisation=council, role=ContactRole.MANAGER)
    return council


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
def manager(colleague: User, council: Organisation, sign_in) -> Client:
    """Pere's browser."""
    client: Client = sign_in(colleague)
    return client


def test_a_manager_lets_a_partner_act_until_a_day(manager, council, advisers, colleague):
    response = manager.post(PAGE, {"partner": advisers.pk, "until": "2199-12-31"}, follow=True)

    right = PartnerGrant.objects.get()
    assert (right.client, right.partner, right.until, right.granted_by) == (council, advisers, date(2199, 12, 31), colleague)
    assert "Puig Advisers may ask in the name of Vilaclara now." in response.content.decode()


def test_a_manager_chooses_among_partners_and_learns_of_no_other_customer(manager, advisers):
    other = Organisation.objects.create(name="Secret Customer")

    page = manager.get(PAGE).content.decode()
    refused = manager.post(PAGE, {"partner": other.pk})

    assert ("Puig Advisers" in page, "Secret Customer" in page) == (True, False)
    assert (refused.status_code, PartnerGrant.objects.count()) == (422, 0)


@pytest.mark.parametrize("posted", [
    {}, {"partner": "x" * 10_000}, {"partner": "\x00"}, {"partner": "OK", "until": "2001-01-01"}, {"partner": "OK", "until": "soon\x00"},
])  # fmt: skip
def test_what_cannot_be_is_shown_again(manager, advisers, posted):
    values = {name: str(advisers.pk) if value == "OK" else value for name, value in posted.items()}

    assert (manager.post(PAGE, values).status_code, PartnerGrant.objects.count()) == (422, 0)


def test_a_manager_of_several_says_in_whose_name(manager, council, advisers, colleague):
    below = Organisation.objects.create(name="Library", parent=council)

    manager.post(PAGE, {"organisation": below.pk, "partner": advisers.pk})

    assert PartnerGrant.objects.get().client == below


def test_taking_it_back_asks_first(manager, right):
    asked = manager.get(f"{PAGE}{right.pk}/end/").content.decode()
    before = PartnerGrant.objects.get().ended_at
    done = manager.post(f"{PAGE}{right.pk}/end/", follow=True).content.decode()

    assert ("no longer see what they asked" in asked, before) == (True, None)
    assert ("Puig Advisers no longer asks in the name of Vilaclara." in done, PartnerGrant.objects.get().ended_at is not None) == (
        True,
        True,
    )


def test_the_rights_of_others_are_nobody_s_to_end(manager, advisers, stranger):
    other = Organisation.objects.create(name="Elsewhere")
    theirs = PartnerGrant.objects.create(partner=advisers, client=other, granted_at=NOON)

    assert (manager.post(f"{PAGE}{theirs.pk}/end/").status_code, PartnerGrant.objects.get().ended_at) == (404, None)


def test_a_member_who_manages_nothing_is_refused(council, stranger, sign_in):
    Contact.objects.create(user=stranger, organisation=council, role=ContactRole.TECHNICAL)

    assert sign_in(stranger).get(PAGE).status_code == 403


def test_an_agent_does_the_same_from_the_organisation_s_page(council, advisers, agent, sign_in):
    client = sign_in(agent)
    path = f"/desk/organisations/{council.pk}/partners/"

    linked = path in client.get(f"/desk/organisations/{council.pk}/").content.decode()
    client.post(path, {"partner": advisers.pk})
    right = PartnerGrant.objects.get()
    client.post(f"{path}{right.pk}/end/")

    right.refresh_from_db()
    assert (linked, right.granted_by, right.ended_by) == (True, agent, agent)


def test_a_partner_s_person_chooses_in_whose_name_they_ask(right, council, requester, sign_in):
    client = sign_in(requester)
    page = client.get("/tickets/new/").content.decode()

    client.post("/tickets/new/", {**ASKED, "organisation": council.pk})

    ticket = Ticket.objects.get()
    assert "In whose name do you ask?" in page
    assert (ticket.organisation, ticket.partner_grant, ticket.requester_proven) == (council, right, True)
    assert "in the name of" in client.get(f"/tickets/{ticket.pk}/").content.decode()


def test_their_own_organisation_needs_no_right(right, advisers, requester, sign_in):
    sign_in(requester).post("/tickets/new/", {**ASKED, "organisation": advisers.pk})

    assert (Ticket.objects.get().organisation, Ticket.objects.get().partner_grant) == (advisers, None)


def test_where_there_is_no_choice_nobody_is_asked(advisers, requester, sign_in):
    client = sign_in(requester)

    assert "In whose name" not in client.get("/tickets/new/").content.decode()
    client.post("/tickets/new/", ASKED)
    assert Ticket.objects.get().organisation == advisers


@pytest.mark.parametrize("how", [{"until": date(2020, 1, 1)}, {"ended_at": NOON}])
def test_a_right_that_ended_while_the_form_was_open_is_said_and_nothing_is_lost(right, council, requester, sign_in, how):
    PartnerGrant.objects.update(**how)

    response = sign_in(requester).post("/tickets/new/", {**ASKED, "organisation": council.pk})

    page = response.content.decode()
    assert (response.status_code, Ticket.objects.count()) == (422, 0)
    assert ("You can no longer ask in this organisation’s name" in page, "The box is dark." in page) == (True, True)


def test_a_stranger_cannot_name_an_organisation(council, stranger, client, sign_in):
    sign_in(stranger).post("/tickets/new/", {**ASKED, "organisation": council.pk})

    assert Ticket.objects.get().organisation is None


def test_the_client_s_entitlement_counts(right, council, requester, sign_in):
    client = sign_in(requester)
    Organisation.objects.filter(pk=council.pk).update(entitled_until=NOON.date() - timedelta(days=1))

    refused = client.post("/tickets/new/", {**ASKED, "organisation": council.pk})

    assert (refused.status_code, Ticket.objects.count()) == (403, 0)


def test_one_s_own_expired_organisation_is_not_helped_by_the_client_s(right, advisers, requester, sign_in):
    Organisation.objects.filter(pk=advisers.pk).update(entitled_until=NOON.date() - timedelta(days=1))

    assert sign_in(requester).post("/tickets/new/", {**ASKED, "organisation": advisers.pk}).status_code == 403


def test_the_desk_says_which_partner_asked_and_that_they_no_longer_may(right, council, requester, agent, client, sign_in):
    sign_in(requester).post("/tickets/new/", {**ASKED, "organisation": council.pk})
    ticket = Ticket.objects.get()
    PartnerGrant.objects.update(ended_at=NOON)

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert ("Asked by the partner" in page, "may no longer act for them" in page) == (True, True)
    assert "Opened by a partner in the client’s name" in page
