"""What organisations share in the portal, and what they never do."""

from datetime import date

import pytest

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation, PartnerGrant, User
from accounts.sharing import with_organisations
from accounts.viewer import Viewer
from queues.models import Queue
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.actions import conversation, files
from tickets.enums import Channel, Status
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(requester: User, colleague: User) -> Organisation:
    """Marta's and Pere's town council, where everybody sees everything."""
    council = Organisation.objects.create(name="Vilaclara", sharing=Sharing.ALL)
    for person in (requester, colleague):
        Contact.objects.create(user=person, organisation=council)
    return council


@pytest.fixture
def shared(council: Organisation, requester: User, support: Queue) -> Ticket:
    """Marta's ticket, proven."""
    return factories.ticket(requester, support, requester_proven=True)


def sees(person: User, ticket: Ticket) -> bool:
    who = with_organisations(Viewer(user_id=person.pk), on=date(2026, 11, 2))
    return Ticket.objects.visible_to(who).filter(pk=ticket.pk).exists()


@pytest.mark.parametrize(("sharing", "roles", "role", "is_seen"), [
    (Sharing.NONE, [], ContactRole.MANAGER, False),
    (Sharing.ROLE, [], ContactRole.MEMBER, False),
    (Sharing.ROLE, [], ContactRole.MANAGER, True),
    (Sharing.ROLE, ["technical"], ContactRole.TECHNICAL, True),
    (Sharing.ROLE, ["technical"], ContactRole.BILLING, False),
    (Sharing.ALL, [], ContactRole.MEMBER, True),
])  # fmt: skip
def test_the_mode_says_who_sees_a_colleague_s_ticket(council, shared, colleague, sharing, roles, role, is_seen):
    Organisation.objects.filter(pk=council.pk).update(sharing=sharing, sharing_roles=roles)
    Contact.objects.filter(user=colleague).update(role=role)

    assert sees(colleague, shared) is is_seen


@pytest.mark.parametrize("shares_below", [True, False])
def test_the_tickets_of_organisations_below_are_seen_where_the_mode_reaches_down(council, shared, stranger, shares_below):
    above = Organisation.objects.create(name="Valley", sharing=Sharing.ALL, shares_below=shares_below)
    Organisation.objects.filter(pk=council.pk).update(parent=above)
    Contact.objects.create(user=stranger, organisation=above)

    assert sees(stranger, shared) is shares_below


def test_nobody_sees_up_the_tree(council, colleague, stranger, support):
    above = Organisation.objects.create(name="Valley", sharing=Sharing.ALL)
    Organisation.objects.filter(pk=council.pk).update(parent=above, shares_below=True)
    Contact.objects.create(user=stranger, organisation=above)

    assert sees(colleague, factories.ticket(stranger, support, requester_proven=True)) is False


def test_an_unproven_ticket_is_never_shared(council, requester, colleague, support):
    assert sees(colleague, factories.ticket(requester, support, requester_proven=False)) is False


def test_another_organisation_sees_nothing(shared, stranger, sign_in):
    other = Organisation.objects.create(name="Elsewhere", sharing=Sharing.ALL, shares_below=True)
    Contact.objects.create(user=stranger, organisation=other, role=ContactRole.MANAGER)
    client = sign_in(stranger)

    assert client.get(f"/tickets/{shared.pk}/").status_code == 404
    assert "No connection" not in client.get("/tickets/organisation/").content.decode()


def test_an_organisation_out_of_use_or_below_one_shares_nothing(council, shared, colleague):
    above = Organisation.objects.create(name="Valley", is_active=False)
    Organisation.objects.filter(pk=council.pk).update(parent=above)

    assert sees(colleague, shared) is False


def test_who_leaves_sees_nothing_from_that_moment(shared, colleague, sign_in):
    client = sign_in(colleague)
    before = client.get(f"/tickets/{shared.pk}/").status_code
    Contact.objects.filter(user=colleague).delete()

    assert (before, client.get(f"/tickets/{shared.pk}/").status_code) == (200, 404)
    assert "No connection" not in client.get("/tickets/organisation/").content.decode()


def test_a_circle_in_the_tree_ends(council, shared, colleague):
    other = Organisation.objects.create(name="Circle", parent=council)
    Organisation.objects.filter(pk=council.pk).update(parent=other, shares_below=True)

    assert sees(colleague, shared) is True


def test_a_partner_sees_what_was_opened_by_a_right_as_long_as_it_holds(council, requester, stranger, support):
    partner = Organisation.objects.create(name="Advisers", sharing=Sharing.ALL)
    Contact.objects.filter(user=requester).update(organisation=partner)
    Contact.objects.create(user=stranger, organisation=partner)
    right = PartnerGrant.objects.create(partner=partner, client=council, granted_at=NOON, until=date(2026, 11, 2))
    ticket = factories.ticket(requester, support, requester_proven=True)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=council, partner_grant=right)
    before = (sees(requester, ticket), sees(stranger, ticket))

    PartnerGrant.objects.update(until=date(2026, 11, 1))

    assert (before, (sees(requester, ticket), sees(stranger, ticket))) == ((True, True), (False, False))


def test_a_colleague_reads_who_asked_and_no_note(shared, agent, colleague, sign_in):
    conversation.note(shared, conversation.Draft("SECRET: she never pays."), by=agent)
    client = sign_in(colleague)

    listed = client.get("/tickets/organisation/").content.decode()
    page = client.get(f"/tickets/{shared.pk}/").content.decode()

    assert ("Marta Soler" in listed, "No connection" in listed, "SECRET" in page) == (True, True, False)


def test_a_colleague_answers_under_their_own_name(shared, colleague, sign_in):
    form = files.submission_id("00000000-0000-0000-0000-000000000007")

    sign_in(colleague).post(f"/tickets/{shared.pk}/answer/", {"body": "I see it, too.", "submission": form})

    message = Message.objects.get(body="I see it, too.")
    assert (message.author, message.is_verified, message.channel) == (colleague, True, Channel.WEB)


def test_a_colleague_s_receipt_has_no_code(shared, colleague, requester, sign_in):
    codes = [sign_in(person).get(f"/tickets/{shared.pk}/receipt/").context["code"] for person in (colleague, requester)]

    assert (codes[0], len(codes[1])) == ("", 14)


def test_closing_is_for_the_requester_and_the_manager(shared, colleague, sign_in):
    client = sign_in(colleague)
    refused = client.post(f"/tickets/{shared.pk}/close/").status_code
    Contact.objects.filter(user=colleague).update(role=ContactRole.MANAGER)

    done = client.post(f"/tickets/{shared.pk}/close/").status_code

    shared.refresh_from_db()
    assert (refused, done, shared.status) == (403, 302, Status.CLOSED)


def test_what_cannot_be_ended_is_said_and_nothing_changes(shared, requester, sign_in):
    stand(shared, Status.REJECTED)

    response = sign_in(requester).post(f"/tickets/{shared.pk}/close/", follow=True)

    shared.refresh_from_db()
    assert "This ticket is closed already." in response.content.decode()
    assert shared.status == Status.REJECTED


@pytest.mark.parametrize(("query", "titles"), [
    ({}, ["Router", "Bill"]),
    ({"show": "open"}, ["Router"]),
    ({"show": "finished"}, ["Bill"]),
    ({"show": "\x00"}, ["Router", "Bill"]),
    ({"q": "ROUT"}, ["Router"]),
    ({"q": "x" * 10_000}, []),
    ({"q": "\x00", "at": "nonsense"}, ["Router", "Bill"]),
])  # fmt: skip
def test_the_list_is_narrowed_by_state_and_words(requester, support, sign_in, query, titles):
    stand(factories.ticket(requester, support, title="Bill"), Status.CLOSED)
    factories.ticket(requester, support, title="Router")

    found = sign_in(requester).get("/tickets/", query).context["page"].rows

    assert sorted(ticket.title for ticket in found) == sorted(titles)


def test_a_reference_finds_its_ticket_in_the_list(requester, support, sign_in):
    wanted = factories.ticket(requester, support, title="Router")
    factories.ticket(requester, support, title="Bill")

    found = sign_in(requester).get("/tickets/", {"q": f"suport #{wanted.pk}"}).context["page"].rows

    assert [ticket.pk for ticket in found] == [wanted.pk]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_shared_list_stays_flat(council, requester, colleague, support, sign_in, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.ticket(requester, support, requester_proven=True)
    client = sign_in(colleague)
    client.get("/tickets/organisation/")

    with django_assert_num_queries(7):
        response = client.get("/tickets/organisation/")

    assert response.content.decode().count("ticket-list__row") == rows
