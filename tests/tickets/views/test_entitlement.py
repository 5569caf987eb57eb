"""Who may ask: by entitlement, by matter, by what the house decided."""

from datetime import date, timedelta

import pytest

from accounts import entitlement, installation
from accounts.enums import Asking, Why
from accounts.models import Contact, Installation, Organisation
from queues.models import Category
from tests.tickets.moments import NOON
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
ASKED = {"title": "No light", "body": "The box is dark.", "submission": "00000000-0000-0000-0000-000000000001"}
GUEST = {**ASKED, "name": "Ona Vila", "email": "ona@example.net"}


def members_only() -> None:
    Installation.objects.update(asking=Asking.MEMBERS)
    installation.forget()


@pytest.mark.parametrize(("columns", "above", "why"), [
    ({}, {}, Why.MEMBER),
    ({"entitled_until": TODAY}, {}, Why.MEMBER),
    ({"entitled_until": TODAY - timedelta(days=1)}, {}, Why.EXPIRED),
    ({}, {"entitled_until": TODAY - timedelta(days=1)}, Why.EXPIRED),
    ({"is_active": False}, {}, Why.INACTIVE),
    ({}, {"is_active": False}, Why.INACTIVE),
])  # fmt: skip
def test_an_organisation_is_entitled_with_all_above_it(columns, above, why):
    parent = Organisation.objects.create(name="Valley", **above)
    council = Organisation.objects.create(name="Vilaclara", parent=parent, **columns)

    assert entitlement.of_organisation(council, on=TODAY).why == why


def test_who_belongs_to_an_expired_organisation_gets_the_kind_page_with_what_they_wrote(support, requester, sign_in):
    Installation.objects.update(joining_notes={"en": "Come to the assembly."}, public_channel_notes={"en": "The forum helps."})
    installation.forget()
    expired = Organisation.objects.create(name="Vilaclara", entitled_until=NOON.date() - timedelta(days=1))
    Contact.objects.create(user=requester, organisation=expired)

    response = sign_in(requester).post("/tickets/new/", ASKED)

    page = response.content.decode()
    assert (response.status_code, Ticket.objects.count()) == (403, 0)
    assert [words in page for words in ("Come to the assembly.", "The forum helps.", "The box is dark.")] == [True] * 3


def test_what_is_open_to_all_reaches_its_queue_from_anybody(support, treasury, client):
    members_only()
    joining = Category.objects.create(queue=treasury, slug="joining", names={"en": "Joining"}, is_open_to_all=True)

    response = client.post("/tickets/new/", {**GUEST, "category": joining.pk})

    ticket = Ticket.objects.get()
    assert (response.status_code, ticket.queue, ticket.category) == (302, treasury, joining)


def test_a_category_that_is_not_open_to_all_cannot_be_smuggled_in(support, client):
    inside = Category.objects.create(queue=support, slug="router", names={"en": "Router"})

    assert client.post("/tickets/new/", {**GUEST, "category": inside.pk}).status_code == 422


def test_where_only_members_may_ask_a_guest_learns_nothing_about_an_address(support, requester, client):
    members_only()
    Contact.objects.create(user=requester, organisation=Organisation.objects.create(name="Vilaclara"))

    known = client.post("/tickets/new/", {**GUEST, "email": requester.email})
    unknown = client.post("/tickets/new/", GUEST)

    assert (known.status_code, unknown.status_code, Ticket.objects.count()) == (403, 403, 0)


@pytest.mark.parametrize(("asking", "status"), [(Asking.OPEN, 302), (Asking.MEMBERS, 403)])
def test_people_without_an_organisation_may_ask_where_the_desk_is_open(support, requester, sign_in, asking, status):
    Installation.objects.update(asking=asking)
    installation.forget()

    assert sign_in(requester).post("/tickets/new/", ASKED).status_code == status


def test_a_guest_who_signs_in_from_the_kind_page_finds_what_they_wrote(support, requester, client):
    members_only()
    Contact.objects.create(user=requester, organisation=Organisation.objects.create(name="Vilaclara"))
    turned_away = client.post("/tickets/new/", GUEST).content.decode()
    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")

    page = client.get("/again/").content.decode()
    response = client.post("/tickets/new/", {**GUEST, "submission": ASKED["submission"]})

    assert "/accounts/login/?next=/again/" in turned_away
    assert ('value="The box is dark."' in page, 'action="/tickets/new/"' in page) == (True, True)
    assert (response.status_code, Ticket.objects.get().requester) == (302, requester)
    assert "There is nothing to send again" in client.get("/again/").content.decode()
