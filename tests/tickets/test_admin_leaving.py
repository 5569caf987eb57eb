"""What an administrator takes away ends at once: sessions, links and codes, and nobody's tickets are left behind."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Contact, Departure, Invitation, Organisation, User
from tests import factories
from tests.admin_pages import administrator, rows
from tests.tickets.doors import enter_by_code
from tests.tickets.moments import LATER, NOON
from tickets import grants
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture
def council(requester: User) -> Organisation:
    council = Organisation.objects.create(name="Vilaclara")
    Contact.objects.create(user=requester, organisation=council)
    return council


def is_in(browser: Client) -> bool:
    return browser.get("/tickets/").status_code == 200


def save_council(client: Client, council: Organisation, *contacts: dict[str, Any]) -> Any:
    fields = {"name": council.name, "is_active": "on", "sharing": council.sharing}
    fields |= rows("domains") | rows("contacts", *contacts, initial=len(contacts)) | rows("partners_granted") | rows("contracts")
    return client.post(reverse("admin:accounts_organisation_change", args=[council.pk]), fields, follow=True)


def gone(contact: Contact) -> dict[str, Any]:
    return {"id": contact.pk, "user": contact.user_id, "organisation": contact.organisation_id, "role": contact.role, "DELETE": "on"}


@pytest.mark.parametrize("how", ["form", "list"])
def test_who_is_taken_out_of_use_is_signed_out_for_good(client, requester, council, how):
    browser = enter_by_code(requester)
    administrator(client)
    assert is_in(browser)

    if how == "list":
        client.post(reverse("admin:accounts_user_changelist"), {"action": "deactivate", "_selected_action": [requester.pk]})
    else:
        fields = {"name": "Marta", "email": requester.email, "language": "", "time_zone": ""}
        below = {**rows("phones"), **rows("contacts"), **rows("memberships")}
        client.post(reverse("admin:accounts_user_change", args=[requester.pk]), {**fields, **below})

    requester.refresh_from_db()
    assert (requester.is_active, is_in(browser)) == (False, False)
    User.objects.update(is_active=True)
    assert is_in(browser) is False


def test_no_link_or_code_of_somebody_out_of_use_opens_their_ticket(ticket, requester):
    browser = Client()
    browser.get(reverse("tickets:open", args=[ticket.pk, grants.link_token(ticket)]))
    assert browser.get(f"/tickets/{ticket.pk}/").status_code == 200

    User.objects.filter(pk=requester.pk).update(is_active=False)

    assert browser.get(f"/tickets/{ticket.pk}/").status_code == 404
    assert grants.ticket_of_code(ticket.pk, grants.follow_code(ticket)) is None
    assert grants.ticket_of_link(ticket.pk, grants.link_token(ticket)) is None


def test_who_is_taken_out_of_an_organisation_leaves_it(client, requester, council):
    Invitation.objects.create(organisation=council, email=requester.email or "", invited_at=NOON, expires_at=LATER)
    browser = enter_by_code(requester)
    me = administrator(client)

    save_council(client, council, gone(Contact.objects.get()))

    departure = Departure.objects.get()
    assert (departure.user, departure.organisation, departure.by, departure.closed_account) == (requester, council, me, False)
    assert (Contact.objects.count(), is_in(browser), Invitation.objects.get().withdrawn_at) == (0, False, NOON)


def test_who_keeps_another_role_there_stays(client, requester, council):
    Contact.objects.create(user=requester, organisation=council, role="billing")
    browser = enter_by_code(requester)
    administrator(client)
    first, second = Contact.objects.order_by("pk")

    save_council(client, council, gone(first), {name: value for name, value in gone(second).items() if name != "DELETE"})

    assert (Contact.objects.count(), Departure.objects.count(), is_in(browser)) == (1, 0, True)


def test_nobody_is_taken_out_while_tickets_would_be_left_behind(client, requester, council, support):
    asked = factories.ticket(requester, support)
    Ticket.objects.filter(pk=asked.pk).update(organisation=council)
    administrator(client)

    response = save_council(client, council, gone(Contact.objects.get()))

    assert Contact.objects.count() == 1
    assert "Marta Soler asked tickets in the name of Vilaclara." in response.content.decode()


def test_a_row_does_not_become_somebody_else_s(client, requester, stranger, council):
    administrator(client)
    row = {name: value for name, value in gone(Contact.objects.get()).items() if name != "DELETE"}

    save_council(client, council, {**row, "user": stranger.pk, "role": "manager"})

    contact = Contact.objects.get()
    assert (contact.user, contact.role) == (requester, "manager")
