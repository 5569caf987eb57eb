"""A delegated manager's pages: people, invitations, roles, leaving."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Invitation, Organisation, User
from notifications.models import Delivery, MailText
from queues.models import Membership, Queue
from tests import factories
from tests.tickets.doors import enter_by_code
from tests.tickets.standing import stand
from tickets import grants
from tickets.enums import Status, Verb
from tickets.models import Ticket
from tickets.pages.history import sentence
from tickets.pages.names import Names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _outbox(settings) -> None:
    settings.EMAIL_BACKEND = "notifications.backend.OutboxBackend"


@pytest.fixture
def council(requester: User, colleague: User) -> Organisation:
    """Marta's and Pere's town council, where everybody sees everything."""
    council = Organisation.objects.create(name="Vilaclara", sharing=Sharing.ALL)
    for person in (requester, colleague):
        Contact.objects.create(user=person, organisation=council)
    return council


@pytest.fixture
def manager(council: Organisation) -> User:
    person = factories.person("rosa@example.net", "Rosa Pujades")
    Contact.objects.create(user=person, organisation=council, role=ContactRole.MANAGER)
    return person


@pytest.fixture
def asked(council: Organisation, requester: User, support: Queue) -> Ticket:
    """Marta's ticket, proven."""
    return factories.ticket(requester, support, requester_proven=True)


def door(person: User) -> Client:
    client = Client(REMOTE_ADDR="127.0.0.1")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def mailed_link() -> str:
    found = re.search(r"https?://\S+/organisation/join/\S+", MailText.objects.latest("pk").text)
    assert found is not None
    return found[0].removeprefix(django_settings.BASE_URL)


def removal(council: Organisation, person: User) -> str:
    return f"/organisation/{council.pk}/people/{person.pk}/remove/"


def invite(client: Client, **changes: Any) -> Any:
    return client.post("/organisation/people/invite/", {"email": "nova@example.net", "role": "member", "language": "en", **changes})


def test_the_list_names_everybody_with_role_and_open_tickets(manager, asked, colleague):
    page = door(manager).get("/organisation/people/").content.decode()

    assert all(name in page for name in ("Marta Soler", "Pere Valls", "Rosa Pujades"))
    assert ("1 open ticket" in page, page.count("0 open tickets")) == (True, 2)


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_stays_flat(manager, council, support, people, django_assert_num_queries):
    for number in range(people):
        person = factories.person(f"p{number}@example.net", f"Person {number}")
        Contact.objects.create(user=person, organisation=council)
        factories.ticket(person, support)
    client = door(manager)
    client.get("/organisation/people/")

    with django_assert_num_queries(11):
        client.get("/organisation/people/")


def test_the_navigation_names_the_organisation_to_managers_alone(manager, colleague):
    pages = [door(person).get("/tickets/").content.decode() for person in (manager, colleague)]

    assert ['href="/organisation/people/"' in page for page in pages] == [True, False]


def test_organisations_below_belong_to_it_and_others_do_not(manager, council, stranger, agent):
    below = Organisation.objects.create(name="Library", parent=council)
    other = Organisation.objects.create(name="Elsewhere")
    Contact.objects.create(user=agent, organisation=below)
    Contact.objects.create(user=stranger, organisation=other)
    client = door(manager)

    page = client.get("/organisation/people/").content.decode()

    assert ("Aina Roca" in page, "Nobody Known" in page) == (True, False)
    for verb in ("roles", "remove"):
        for place in (other, council):
            assert client.post(f"/organisation/{place.pk}/people/{stranger.pk}/{verb}/", {"roles": ["manager"]}).status_code == 404
    assert list(stranger.contacts.values_list("role", flat=True)) == ["member"]


def test_a_manager_invites_only_into_what_they_look_after(manager, council):
    Organisation.objects.create(name="Library", parent=council)
    other = Organisation.objects.create(name="Elsewhere")

    answer = invite(door(manager), organisation=other.pk)

    assert (answer.status_code, Invitation.objects.count()) == (422, 0)


def test_an_invitation_of_another_organisation_is_not_there(manager, agent):
    other = Organisation.objects.create(name="Elsewhere")
    door(agent).post(f"/desk/organisations/{other.pk}/invite/", {"email": "a@example.net", "role": "member", "language": "en"})
    sent = Invitation.objects.get()

    assert [door(manager).post(f"/organisation/invitations/{sent.pk}/{verb}/").status_code for verb in ("resend", "withdraw")] == [404, 404]
    assert Invitation.objects.get().withdrawn_at is None


def test_a_wrong_address_keeps_what_was_typed(manager):
    answer = invite(door(manager), email="nova", name="Nova Riu")

    assert answer.status_code == 422
    assert ('value="Nova Riu"' in answer.content.decode(), Delivery.objects.count()) == (True, 0)


def test_from_the_invitation_to_a_colleague_s_ticket(manager, asked):
    invite(door(manager))
    guest, link = Client(), mailed_link()

    page = guest.get(link).content.decode()
    answer = guest.post(link, {"name": "Nova Riu"})

    assert ("Vilaclara" in page, "Rosa Pujades" in page, "nova@example.net" in page) == (True, True, False)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/tickets/")
    assert guest.get(f"/tickets/{asked.pk}/").status_code == 200
    assert guest.get("/organisation/people/").status_code == 403


def test_the_link_twice_says_kindly_that_it_is_done_and_signs_nobody_in(manager):
    invite(door(manager))
    link = mailed_link()
    Client().post(link)
    late = Client()

    answers = [late.get(link), late.post(link)]

    assert [(answer.status_code, "accepted already" in answer.content.decode()) for answer in answers] == [(200, True), (200, True)]
    assert "_auth_user_id" not in late.session


def test_who_has_an_account_accepts_and_then_signs_in_by_code(manager, treasurer):
    treasurer.set_password("a long walk along the sea")
    treasurer.save(update_fields=["password"])
    invite(door(manager), email=treasurer.email)
    guest = Client()

    answer = guest.post(mailed_link())

    assert answer.headers["Location"].startswith("/accounts/login/code/")
    assert ("_auth_user_id" in guest.session, treasurer.contacts.count()) == (False, 1)


def test_an_ended_link_says_so(manager, clock):
    invite(door(manager))
    link = mailed_link()
    clock.shift(15 * 24 * 3600)

    answers = [Client().get(link), Client().post(link), Client().get("/organisation/join/x/")]

    assert [answer.status_code for answer in answers] == [410, 410, 404]
    assert User.objects.filter(email="nova@example.net").exists() is False


def test_nobody_else_accepts_while_signed_in(manager, stranger):
    invite(door(manager))
    client = door(stranger)

    answers = [client.get(mailed_link()), client.post(mailed_link())]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert stranger.contacts.count() == 0


def test_roles_are_changed(manager, council, colleague):
    answer = door(manager).post(f"/organisation/{council.pk}/people/{colleague.pk}/roles/", {"roles": ["technical", "manager"]})

    assert answer.status_code == 302
    assert sorted(colleague.contacts.values_list("role", flat=True)) == ["manager", "technical"]


def test_a_leaver_is_signed_out_and_sees_nothing(manager, council, colleague, asked):
    leaver = enter_by_code(colleague)
    assert leaver.get(f"/tickets/{asked.pk}/").status_code == 200

    door(manager).post(removal(council, colleague))

    assert leaver.get(f"/tickets/{asked.pk}/").status_code == 404
    assert leaver.get("/tickets/").status_code == 302
    assert leaver.session.get("_auth_user_id") is None


def test_a_leaver_who_belongs_elsewhere_is_signed_out_and_may_come_back_there(manager, council, colleague, asked):
    Contact.objects.create(user=colleague, organisation=Organisation.objects.create(name="Elsewhere"))
    leaver = enter_by_code(colleague)

    door(manager).post(removal(council, colleague))

    assert leaver.get("/tickets/").status_code == 302
    again = door(colleague)
    assert [again.get(path).status_code for path in ("/tickets/", f"/tickets/{asked.pk}/")] == [200, 404]


def test_tickets_go_on_with_whom_the_manager_chose_who_hears_of_those_not_closed(manager, council, requester, colleague, asked, support):
    closed = stand(factories.ticket(requester, support, requester_proven=True), Status.CLOSED)
    link = f"/tickets/{asked.pk}/open/{grants.link_token(asked)}/"

    door(manager).post(removal(council, requester), {"to": colleague.pk})

    asked.refresh_from_db()
    event = asked.events.get(verb=Verb.HANDED_OVER)
    after = Ticket.objects.get(pk=closed.pk)
    assert (asked.requester, after.requester, after.touched_at) == (colleague, colleague, closed.touched_at)
    assert sentence(event, Names.of([event])) == "Marta Soler left the organisation; Pere Valls goes on as requester"
    assert (event.by, Client().get(link).status_code) == (manager, 404)
    assert [Delivery.objects.filter(address=colleague.email, mail__topic=each.topic).count() for each in (asked, after)] == [1, 0]


@pytest.mark.parametrize("to", ["", "999999", "stranger"])
def test_tickets_are_left_to_nobody_from_elsewhere(manager, council, requester, asked, stranger, to):
    answer = door(manager).post(removal(council, requester), {"to": stranger.pk if to == "stranger" else to})

    asked.refresh_from_db()
    assert (answer.status_code, asked.requester, requester.contacts.count()) == (422, requester, 1)


def test_tickets_of_another_organisation_stay(manager, council, requester, support):
    other = Organisation.objects.create(name="Elsewhere")
    Contact.objects.create(user=requester, organisation=other)
    elsewhere = factories.ticket(requester, support, organisation=other)

    door(manager).post(removal(council, requester))

    elsewhere.refresh_from_db()
    assert (elsewhere.requester, elsewhere.access_generation) == (requester, 1)


def test_the_last_manager_names_another_before_leaving(manager, council, colleague):
    client = door(manager)

    refused = client.post(removal(council, manager))
    left = client.post(removal(council, manager), {"successor": colleague.pk})

    assert (refused.status_code, left.status_code) == (422, 302)
    assert sorted(colleague.contacts.values_list("role", flat=True)) == ["manager", "member"]
    assert manager.contacts.count() == 0


def test_an_agent_loses_the_contact_and_no_right(manager, council, agent):
    Contact.objects.create(user=agent, organisation=council)
    desk = enter_by_code(agent)

    door(manager).post(removal(council, agent))

    assert (agent.contacts.count(), Membership.objects.filter(user=agent).count()) == (0, 1)
    assert desk.get("/desk/").status_code == 200


def test_removing_somebody_twice_is_kindly_not_there(manager, council, colleague):
    client = door(manager)

    assert [client.post(removal(council, colleague)).status_code for _ in range(2)] == [302, 404]


def test_agents_invite_from_the_organisation_s_page(agent, council):
    client = door(agent)

    client.post(f"/desk/organisations/{council.pk}/invite/", {"email": "nova@example.net", "role": "manager", "language": "ca"})
    page = client.get(f"/desk/organisations/{council.pk}/").content.decode()
    client.post(f"/desk/organisations/{council.pk}/invitations/{Invitation.objects.get().pk}/withdraw/")

    assert ("nova@example.net" in page, Invitation.objects.get().withdrawn_at is not None) == (True, True)


def test_who_leaves_only_closed_tickets_behind_leaves_them_to_somebody_too(manager, council, requester, support):
    closed = stand(factories.ticket(requester, support, requester_proven=True), Status.CLOSED)
    client = door(manager)

    asked = client.get(removal(council, requester)).content.decode()
    client.post(removal(council, requester), {"to": manager.pk})

    assert "Closed tickets that somebody else reads, and may reopen: 1." in asked
    assert client.get(f"/tickets/{closed.pk}/").status_code == 200
