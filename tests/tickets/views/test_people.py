"""The desk's pages about people and organisations."""

from datetime import date

import pytest

from accounts.enums import ContactRole
from accounts.models import Contact, Organisation, OrganisationDomain, PartnerGrant, User
from statuspage.models import Service
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.enums import Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(requester: User) -> Organisation:
    """Marta's town council, part of a consortium, with a contract."""
    above = Organisation.objects.create(name="Open Valley Consortium")
    council = Organisation.objects.create(name="Vilaclara", parent=above, contract="C-2026/14", entitled_until=date(2999, 12, 31))
    Contact.objects.create(user=requester, organisation=council, role=ContactRole.TECHNICAL)
    return council


def test_a_person_s_page_shows_how_to_reach_them_and_where_they_belong(council, requester, agent, sign_in):
    requester.phones.create(number="600 000 112", label="work")

    page = sign_in(agent).get(f"/desk/people/{requester.pk}/").content.decode()

    assert [words in page for words in ("marta@example.net", "600 000 112 (work)", "Vilaclara", "Technical contact")] == [True] * 4


def test_a_person_s_page_lists_what_they_asked_in_the_agent_s_queues_alone(requester, support, treasury, agent, sign_in):
    factories.ticket(requester, support, title="Router is dark")
    factories.ticket(requester, treasury, title="Bank details")

    page = sign_in(agent).get(f"/desk/people/{requester.pk}/").content.decode()

    assert ("Router is dark" in page, "Bank details" in page) == (True, False)


def test_an_organisation_s_page_shows_contract_people_services_and_tickets(council, requester, support, agent, sign_in):
    Service.objects.create(slug="fibre", names={"en": "Home fibre"}).uses.create(organisation=council)
    OrganisationDomain.objects.create(organisation=council, domain="vilaclara.example")
    Organisation.objects.create(name="Registry", parent=council)
    partner = Organisation.objects.create(name="Puig Advisers")
    PartnerGrant.objects.create(partner=partner, client=council, granted_at=NOON)
    factories.ticket(requester, support, title="Router is dark")

    page = sign_in(agent).get(f"/desk/organisations/{council.pk}/").content.decode()

    shown = ("C-2026/14", "Open Valley Consortium", "Marta Soler", "Home fibre", "vilaclara.example", "Registry", "Router is dark")
    assert [words for words in (*shown, "Puig Advisers acts for it", "entitled until") if words not in page] == []


@pytest.mark.parametrize(("path", "words", "found"), [
    ("/desk/people/", "solER", True),
    ("/desk/people/", "marta@", True),
    ("/desk/people/", "zzz", False),
    ("/desk/people/", "\x00", True),
    ("/desk/organisations/", "vila", True),
    ("/desk/organisations/", "C-2026", True),
    ("/desk/organisations/", "x" * 10_000, False),
])  # fmt: skip
def test_people_and_organisations_are_found_by_parts_of_what_is_known(council, agent, sign_in, path, words, found):
    page = sign_in(agent).get(path, {"q": words}).content.decode()

    assert ("Marta Soler" in page or "Vilaclara</bdi>" in page) is found


@pytest.mark.parametrize("cursor", ["", "a~x~y", "zzz", "a~1", "b~99999999999999999999~x", "a~1~\x00"])
def test_an_edited_cursor_is_no_error(council, agent, sign_in, cursor):
    assert sign_in(agent).get("/desk/people/", {"at": cursor}).status_code == 200


def test_the_list_of_people_goes_on_by_name(house, agent, sign_in):
    for number in range(60):
        factories.person(f"p{number}@example.net", f"Person {number:02}")
    client = sign_in(agent)

    first = client.get("/desk/people/").context["page"]
    second = client.get("/desk/people/", {"at": first.after}).context["page"]
    back = client.get("/desk/people/", {"at": second.before}).context["page"]

    assert [each.name for each in first.rows[:2]] == ["Aina Roca", "Person 00"]
    assert second.rows[0].name == "Person 24"
    assert [each.pk for each in back.rows] == [each.pk for each in first.rows]
    assert back.before == ""


@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_notes_are_kept_with_who_wrote_them_and_when(council, requester, agent, sign_in, kind):
    about = requester if kind == "people" else council

    response = sign_in(agent).post(f"/desk/{kind}/{about.pk}/notes/", {"notes": "Call in the morning.", "seen": ""})

    about.refresh_from_db()
    assert response.status_code == 302
    assert (about.notes, about.notes_by, about.notes_at) == ("Call in the morning.", agent, NOON)


def test_notes_that_changed_meanwhile_are_shown_and_not_overwritten(requester, agent, sign_in):
    User.objects.filter(pk=requester.pk).update(notes="Speaks Catalan.\nCall at ten.")

    response = sign_in(agent).post(f"/desk/people/{requester.pk}/notes/", {"notes": "Is deaf.", "seen": "Speaks Catalan."})

    requester.refresh_from_db()
    page = response.content.decode()
    assert (response.status_code, requester.notes) == (422, "Speaks Catalan.\nCall at ten.")
    assert ("Is deaf." in page, "Call at ten." in page) == (True, True)


def test_sent_again_after_the_news_the_notes_are_kept(requester, agent, sign_in):
    User.objects.filter(pk=requester.pk).update(notes="Two lines,\nread.")
    client = sign_in(agent)
    form = client.post(f"/desk/people/{requester.pk}/notes/", {"notes": "Mine.", "seen": ""}).context["form"]

    client.post(f"/desk/people/{requester.pk}/notes/", {"notes": form["notes"].value(), "seen": form["seen"].value().replace("\n", "\r\n")})

    requester.refresh_from_db()
    assert requester.notes == "Mine."


def test_notes_that_are_too_long_are_refused_with_what_was_typed(requester, agent, sign_in):
    response = sign_in(agent).post(f"/desk/people/{requester.pk}/notes/", {"notes": "x" * 10_001})

    requester.refresh_from_db()
    assert (response.status_code, requester.notes) == (422, "")
    assert "x" * 10_001 in response.content.decode()


@pytest.mark.parametrize("path", ["/desk/people/987654/", "/desk/organisations/987654/", "/desk/people/99999999999999999999999/"])
def test_who_is_not_there_is_not_found(agent, sign_in, path):
    assert sign_in(agent).get(path).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/desk/people/", 8), ("/desk/organisations/", 5)])
def test_a_list_stays_flat(agent, sign_in, django_assert_num_queries, rows, path, queries):
    for number in range(rows):
        person = factories.person(f"p{number}@example.net", f"Person {number}")
        above = Organisation.objects.create(name=f"Valley {number}")
        Contact.objects.create(user=person, organisation=Organisation.objects.create(name=f"Council {number}", parent=above))
    client = sign_in(agent)
    client.get(path)

    with django_assert_num_queries(queries):
        client.get(path)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("kind", ["people", "organisations"])
def test_a_page_stays_flat(council, requester, support, agent, sign_in, django_assert_num_queries, rows, kind):
    for number in range(rows):
        factories.ticket(requester, support)
        other = Organisation.objects.create(name=f"Council {number}", parent=council)
        Contact.objects.create(user=requester, organisation=other)
        Contact.objects.create(user=factories.person(f"p{number}@example.net", f"P{number}"), organisation=council)
        PartnerGrant.objects.create(partner=other, client=council, granted_at=NOON)
        Service.objects.create(slug=f"s{number}", names={"en": f"Service {number}"}).uses.create(organisation=council)
        requester.phones.create(number=f"60000000{number}")
    client = sign_in(agent)
    path = f"/desk/{kind}/{(requester if kind == 'people' else council).pk}/"
    client.get(path)

    with django_assert_num_queries(11 if kind == "people" else 14):
        client.get(path)


def test_the_record_form_begins_with_the_person_one_came_from(requester, agent, sign_in):
    page = sign_in(agent).get(f"/desk/tickets/new/?person={requester.pk}").content.decode()

    assert f'name="person" value="{requester.pk}" checked' in page


def test_a_long_address_stands_below_its_name(requester, agent, sign_in):
    before = sign_in(agent).get(f"/desk/people/{requester.pk}/").content.decode()
    User.objects.filter(pk=requester.pk).update(email="joan-baptista.de.la.merce.puigdevall@example.net")

    after = sign_in(agent).get(f"/desk/people/{requester.pk}/").content.decode()

    assert ("facts__long" in before, "facts__long" in after) == (False, True)


@pytest.mark.parametrize(("show", "seen"), [("", (True, True)), ("open", (True, False)), ("finished", (False, True)), ("x", (True, True))])
def test_what_they_asked_is_narrowed_to_open_or_finished(council, requester, support, agent, sign_in, show, seen):
    factories.ticket(requester, support, title="Router is dark")
    stand(factories.ticket(requester, support, title="Bill is wrong"), Status.CLOSED)
    client = sign_in(agent)

    for path in (f"/desk/people/{requester.pk}/", f"/desk/organisations/{council.pk}/"):
        page = client.get(path, {"show": show}).content.decode()
        assert ("Router is dark" in page, "Bill is wrong" in page) == seen


def test_who_asked_nothing_has_one_heading_and_no_tabs(council, agent, sign_in):
    page = sign_in(agent).get(f"/desk/organisations/{council.pk}/").content.decode()

    assert ("Tickets of its people appear here" in page, "show=open" in page, "empty__title" in page) == (True, False, False)
