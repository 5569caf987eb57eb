"""The pages on which tickets are merged and separated, and what old references lead to."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Membership, Queue
from tests import factories
from tests.tickets.standing import stand
from tickets import grants
from tickets.actions import conversation, merging
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, Status
from tickets.models import Ticket, TicketLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


@pytest.fixture
def other(support: Queue, requester: User) -> Ticket:
    return factories.ticket(requester, support, title="Still no connection")


@pytest.fixture
def foreign(support: Queue, stranger: User) -> Ticket:
    return factories.ticket(stranger, support, title="Nothing works", body="Mine is dead, too.")


def proven(*tickets: Ticket) -> None:
    Ticket.objects.filter(pk__in=[ticket.pk for ticket in tickets]).update(requester_proven=True)
    for ticket in tickets:
        ticket.refresh_from_db()


def visitor(person: User | None = None, granted: Ticket | None = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    if granted is not None:
        client.get(f"/tickets/{granted.pk}/open/{grants.link_token(granted)}/")
    return client


def text(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response.headers.get("Location")
    return response.content.decode()


def test_tickets_that_may_be_about_the_same_are_offered(desk, ticket, other, foreign, support, treasury, requester, stranger):
    alike = factories.ticket(stranger, support, title="no CONNECTION")
    factories.ticket(stranger, support, title="Something else")
    stand(factories.ticket(requester, support, title="Finished"), Status.CLOSED)
    factories.ticket(requester, treasury, title="In a queue of others")
    TicketLink.objects.create(source=ticket, target=foreign)

    response = desk.get(f"/desk/tickets/{ticket.pk}/merge/")

    assert {row.pk for row in response.context["candidates"]} == {other.pk, foreign.pk, alike.pk}


def test_the_preview_says_who_will_read_what(desk, ticket, foreign):
    page = text(desk, f"/desk/tickets/{foreign.pk}/merge/?target={ticket.pk}")

    assert "Nobody Known is told by e-mail that we work on it together with another ticket, and again when it is solved." in page
    assert Ticket.objects.get(pk=foreign.pk).merged_into is None


def test_the_preview_of_one_s_own_tickets_says_that_both_are_read(desk, ticket, other):
    unsure = text(desk, f"/desk/tickets/{ticket.pk}/merge/?target=suport%23{other.pk}")
    proven(ticket, other)

    assert "They read both only after signing in." in unsure
    assert "Marta Soler asked both, so they read both" in text(desk, f"/desk/tickets/{ticket.pk}/merge/?target={other.pk}")


def test_a_merge_leads_to_the_other_ticket_with_both_conversations(desk, ticket, foreign):
    response = desk.post(f"/desk/tickets/{foreign.pk}/merge/", {"target": ticket.reference})

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")
    page = text(desk, f"/desk/tickets/{ticket.pk}/")
    assert ("Mine is dead, too." in page, "The light is red." in page) == (True, True)
    assert f"/desk/tickets/{foreign.pk}/unmerge/" in page


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ("", "Please fill this in."),
        ("router", "Please write a reference, for example suport#310."),
        ("suport#999999", "There is no ticket in your queues under that reference."),
        ("9" * 40, "Please write a reference, for example suport#310."),
        ("1\0", "Null characters are not allowed."),
        ("x" * 10_000, "at most 60 characters"),
        ("itself", "A ticket cannot be merged into itself."),
        ("finished", "is finished. Reopen it first, or link the two."),
        ("foreign queue", "There is no ticket in your queues under that reference."),
    ],
)
def test_what_cannot_be_merged_is_explained(desk, ticket, support, treasury, requester, given, why):
    numbers = {
        "itself": ticket.pk,
        "finished": stand(factories.ticket(requester, support), Status.CLOSED).pk,
        "foreign queue": factories.ticket(requester, treasury).pk,
    }

    response = desk.post(f"/desk/tickets/{ticket.pk}/merge/", {"target": numbers.get(given, given)})

    assert (response.status_code, why in response.content.decode()) == (422, True)
    assert Ticket.objects.filter(merged_into__isnull=False).count() == 0


@pytest.mark.parametrize("target", ["", "nonsense", "999999", "%00"])
def test_a_target_that_is_none_is_asked_again(desk, ticket, target):
    assert desk.get(f"/desk/tickets/{ticket.pk}/merge/?target={target}").status_code == 422


def test_a_double_click_merges_once(desk, ticket, other):
    first, second = (desk.post(f"/desk/tickets/{ticket.pk}/merge/", {"target": other.pk}) for _ in range(2))

    assert (first.status_code, second.status_code, "merged meanwhile" in second.content.decode()) == (302, 422, True)


def test_separating_asks_first_and_leads_back_to_the_ticket(desk, ticket, other, agent):
    merging.merge(ticket, into=other, by=agent)

    assert "stands where it stood: “New”" in text(desk, f"/desk/tickets/{ticket.pk}/unmerge/")
    response = desk.post(f"/desk/tickets/{ticket.pk}/unmerge/", {"reason": "Another cause."})

    assert response.headers["Location"] == f"/desk/tickets/{ticket.pk}/"
    assert "Separated from" in text(desk, f"/desk/tickets/{ticket.pk}/")


def test_separating_twice_is_explained(desk, ticket, other, agent):
    merging.merge(ticket, into=other, by=agent)
    codes = [desk.post(f"/desk/tickets/{ticket.pk}/unmerge/").status_code for _ in range(2)]

    assert codes == [302, 422]


@pytest.mark.parametrize("path", ["/desk/tickets/{}/", "/desk/search/?q=suport%23{}"])
def test_an_old_reference_leads_agents_to_the_other_ticket(desk, ticket, other, agent, path):
    merging.merge(ticket, into=other, by=agent)

    response = desk.get(path.format(ticket.pk), follow=True)

    assert response.redirect_chain[-1][0] == f"/desk/tickets/{other.pk}/"
    assert f"{ticket.reference} was merged into this ticket." in response.content.decode()


def test_an_agent_of_the_old_queue_alone_sees_where_it_went(ticket, treasury, requester, treasurer, lead, sign_in):
    target = factories.ticket(requester, treasury)
    Membership.objects.create(user=lead, queue=treasury)
    merging.merge(ticket, into=target, by=lead)
    Membership.objects.filter(user=lead, queue=treasury).delete()

    page = text(sign_in(lead), f"/desk/tickets/{ticket.pk}/")

    assert (f"It goes on in {target.reference}, in Treasury." in page, 'id="composer"' in page) == (True, False)


def test_one_s_own_old_reference_leads_to_the_other_ticket(ticket, other, agent, requester):
    proven(ticket, other)
    merging.merge(ticket, into=other, by=agent)
    client = visitor(requester)

    response = client.get(f"/tickets/{ticket.pk}/", follow=True)

    assert response.redirect_chain == [(f"/tickets/{other.pk}/", 302)]
    assert response.content.decode().count("The light is red.") == 2
    assert text(client, "/tickets/").count("ticket-list__row") == 1


def test_a_mailed_link_of_before_leads_to_the_other_ticket(ticket, other, agent):
    proven(ticket, other)
    client = visitor(granted=ticket)
    merging.merge(ticket, into=other, by=agent)

    response = client.get(f"/tickets/{ticket.pk}/", follow=True)

    assert (response.redirect_chain, response.status_code) == ([(f"/tickets/{other.pk}/", 302)], 200)


def test_reference_and_code_of_before_still_open(ticket, other, agent):
    proven(ticket, other)
    merging.merge(ticket, into=other, by=agent)

    response = visitor().post("/tickets/follow/", {"reference": ticket.reference, "code": grants.follow_code(ticket)}, follow=True)

    assert response.redirect_chain[-1] == (f"/tickets/{other.pk}/", 302)


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_another_requester_reads_their_own_words_and_nothing_else(ticket, foreign, agent, stranger, is_signed_in):
    conversation.reply(ticket, Draft("Marta, please restart it."), by=agent)
    merging.merge(foreign, into=ticket, by=agent)
    client = visitor(stranger) if is_signed_in else visitor(granted=foreign)

    page = text(client, f"/tickets/{foreign.pk}/")

    assert ("Mine is dead, too." in page, "We work on this together with another ticket" in page) == (True, True)
    assert [word in page for word in ("Marta", "restart", "The light is red.", ticket.reference)] == [False] * 4
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


@pytest.mark.parametrize("is_signed_in", [True, False])
def test_the_requester_does_not_read_what_another_one_wrote(ticket, foreign, agent, requester, is_signed_in):
    merging.merge(foreign, into=ticket, by=agent)
    conversation.answer(foreign, Answer("My number is 600 000 001.", Channel.WEB), by=foreign.requester)
    client = visitor(requester) if is_signed_in else visitor(granted=ticket)

    page = text(client, f"/tickets/{ticket.pk}/")

    assert [word in page for word in ("Mine is dead", "600 000 001", foreign.reference)] == [False] * 3
    assert "My number is 600 000 001." in text(visitor(agent), f"/desk/tickets/{ticket.pk}/")


def test_a_link_to_an_unconfirmed_ticket_opens_no_confirmed_one(ticket, other, agent):
    proven(other)
    client = visitor(granted=ticket)
    merging.merge(ticket, into=other, by=agent)

    assert "We work on this together" in text(client, f"/tickets/{ticket.pk}/")
    assert client.get(f"/tickets/{other.pk}/").status_code == 404


def test_an_answer_of_another_requester_is_taken(ticket, foreign, agent, stranger):
    merging.merge(foreign, into=ticket, by=agent)
    client = visitor(stranger)
    form = client.get(f"/tickets/{foreign.pk}/").context["form"]

    response = client.post(f"/tickets/{foreign.pk}/answer/", {"body": "Still dead.", "submission": form["submission"].value()})

    assert response.headers["Location"].startswith(f"/tickets/{foreign.pk}/#message-")
    assert "Still dead." in text(visitor(agent), f"/desk/tickets/{ticket.pk}/")
