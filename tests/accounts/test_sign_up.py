"""Who gets an account by asking for a code, in each mode of the house."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from accounts import installation
from accounts.actions import joining
from accounts.enums import SignUp
from accounts.models import Contact, Departure, Installation, Organisation, OrganisationDomain, User
from notifications.models import Delivery, MailText
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture
def council(house) -> Organisation:
    council = Organisation.objects.create(name="Vilaclara")
    OrganisationDomain.objects.create(organisation=council, domain="vilaclara.example")
    return council


def open_to(mode: SignUp) -> None:
    Installation.objects.update(sign_up=mode)
    installation.forget()


def sign_in(client: Client, address: str | None) -> bool:
    """Ask for a code, type the one that was mailed, if any; tell whether that opened the door."""
    client.post("/accounts/login/code/", {"email": address})
    text = MailText.objects.latest("pk").text
    code = re.search(r"\n\s*([A-Z0-9]{3,}-?[A-Z0-9]{2,})\s*\n", text)
    if code is not None:
        client.post("/accounts/login/code/confirm/", {"code": code[1]})
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(("mode", "inside", "outside"), [
    (SignUp.INVITED, False, False),
    (SignUp.DOMAIN, True, False),
    (SignUp.OPEN, True, True),
])  # fmt: skip
def test_the_mode_says_which_new_address_gets_an_account(council, mode, inside, outside):
    open_to(mode)

    assert sign_in(Client(), "Nova@Vilaclara.example") is inside
    assert sign_in(Client(), "nova@example.net") is outside
    assert User.objects.filter(email="nova@vilaclara.example").exists() is inside


def test_a_proven_address_at_the_domain_makes_a_member(council, client):
    open_to(SignUp.DOMAIN)

    sign_in(client, "nova@vilaclara.example")

    assert list(Contact.objects.values_list("user__email", "organisation", "role")) == [("nova@vilaclara.example", council.pk, "member")]
    assert client.get("/tickets/").status_code == 200


def test_asking_for_a_code_proves_nothing_yet(council, client):
    open_to(SignUp.DOMAIN)

    client.post("/accounts/login/code/", {"email": "nova@vilaclara.example"})
    client.post("/accounts/login/code/confirm/", {"code": "AAAA-AAAA"})

    assert Contact.objects.count() == 0
    assert EmailAddress.objects.filter(verified=True).count() == 0


@pytest.mark.parametrize("mode", SignUp.values)
def test_every_address_is_answered_alike(council, requester, mode):
    open_to(SignUp(mode))
    addresses = [requester.email, "nova@vilaclara.example", "nobody@example.net"]

    answers = [Client().post("/accounts/login/code/", {"email": address}) for address in addresses]

    assert {(answer.status_code, answer.headers["Location"]) for answer in answers} == {(302, "/accounts/login/code/confirm/")}
    assert Delivery.objects.count() == 3


def test_who_was_taken_out_comes_back_by_invitation_alone(council, client, requester):
    open_to(SignUp.DOMAIN)
    person = factories.person("nova@vilaclara.example", "Nova Riu")
    Departure.objects.create(user=person, organisation=council, by=requester, at=person.created_at)

    assert sign_in(client, person.email) is True
    assert person.contacts.count() == 0


def test_a_closed_account_stays_closed_in_every_mode(council, client):
    open_to(SignUp.OPEN)
    person = factories.person("nova@vilaclara.example", "Nova Riu", is_active=False)

    assert sign_in(client, person.email) is False
    assert User.objects.get(pk=person.pk).is_active is False


def test_domains_do_nothing_where_only_the_invited_come(council, client):
    open_to(SignUp.INVITED)
    person = factories.person("nova@vilaclara.example", "Nova Riu")

    assert sign_in(client, person.email) is True
    assert person.contacts.count() == 0


def test_an_organisation_that_is_not_active_takes_nobody(council, client):
    open_to(SignUp.DOMAIN)
    Organisation.objects.update(is_active=False)

    assert sign_in(client, "nova@vilaclara.example") is False


def test_new_accounts_are_capped_for_a_network(council, monkeypatch):
    open_to(SignUp.OPEN)
    monkeypatch.setattr(joining, "PER_NETWORK", 1)

    made = [joining.sign_up(f"n{number}@example.net", network="192.0.2.1", language="en") for number in range(2)]

    assert [person is not None for person in made] == [True, False]
