"""Invitations and departures in the administration."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actions import inviting
from accounts.actions.inviting import Guest
from accounts.models import Departure, Invitation, Organisation
from foundation import clock
from tests import factories
from tests.admin_pages import administrator, queries_of

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/invitation/"


@pytest.fixture
def invitation(house, colleague) -> Invitation:
    return inviting.invite(Organisation.objects.create(name="Vilaclara"), Guest("nova@example.net"), by=colleague)


def test_an_invitation_is_withdrawn_and_its_link_ends(client, invitation):
    administrator(client)

    said = client.post(LIST, {"action": "withdraw", "_selected_action": [invitation.pk]}, follow=True).content.decode()

    invitation.refresh_from_db()
    assert ("1 invitation was withdrawn." in said, invitation.is_open(clock.now())) == (True, False)


def test_one_that_was_accepted_is_left_alone(client, invitation):
    administrator(client)
    inviting.accept(invitation, name="Nova", by=None)

    said = client.post(LIST, {"action": "withdraw", "_selected_action": [invitation.pk]}, follow=True).content.decode()

    invitation.refresh_from_db()
    assert ("was left alone" in said, invitation.withdrawn_at) == (True, None)


def test_invitations_and_departures_are_only_looked_at(client, invitation, colleague):
    administrator(client)
    left = Departure.objects.create(user=colleague, organisation=invitation.organisation, at=clock.now())
    pages = [
        reverse("admin:accounts_invitation_change", args=[invitation.pk]),
        reverse("admin:accounts_departure_change", args=[left.pk]),
    ]

    assert [(client.get(page).status_code, client.post(page, {}).status_code) for page in pages] == [(200, 403)] * 2
    assert "Waits for an answer" in client.get(pages[0]).content.decode()


@pytest.mark.parametrize("name", ["invitation", "departure"])
def test_the_lists_stay_flat(client, invitation, name):
    administrator(client)

    def more(number: int) -> None:
        person = factories.person(f"p{number}@example.net", f"P{number}")
        place = Organisation.objects.create(name=f"Place {number}")
        moment = clock.now()
        Departure.objects.create(user=person, organisation=place, by=person, at=moment)
        Invitation.objects.create(
            organisation=place, email=f"p{number}@x.example", invited_by=person, invited_at=moment, expires_at=moment + timedelta(days=1)
        )

    more(1)
    one = queries_of(client, f"/admin/accounts/{name}/")
    more(2)

    assert queries_of(client, f"/admin/accounts/{name}/") == one
