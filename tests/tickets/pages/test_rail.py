"""The desk's rail, and counts that cannot grow slow."""

import uuid

import pytest

from queues.models import Queue
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.actions import conversation, drafts, mentions
from tickets.actions.conversation import Draft
from tickets.actions.drafts import Begun
from tickets.enums import MessageKind, Status
from tickets.models import Ticket
from tickets.pages.rail import figure

pytestmark = pytest.mark.django_db


def fill(queue: Queue, count: int, status: Status = Status.NEW) -> None:
    moments = {"reported_at": NOON, "created_at": NOON, "touched_at": NOON}
    Ticket.objects.bulk_create([Ticket(title="x", queue=queue, status=status, channel="web", **moments) for _ in range(count)])


def rail_of(client):
    return client.get("/desk/").context["rail"]


@pytest.mark.parametrize(("count", "shown"), [(None, "0"), (0, "0"), (999, "999"), (1000, "999+"), (5000, "999+")])
def test_a_figure_ends_at_999(count, shown):
    assert figure(count) == shown


def test_the_rail_counts_to_999_and_no_further(support, agent, sign_in):
    fill(support, 1001)

    client = sign_in(agent)

    assert [(item.new, item.count) for item in rail_of(client).queues] == [("999+", "999+")]
    assert client.get("/desk/queues/support/").context["figures"].new == "999+"


def test_the_rail_shows_the_agent_s_queues_and_what_is_theirs(support, treasury, agent, requester, sign_in):
    stand(factories.ticket(requester, support), Status.OPEN, owner=agent)
    stand(factories.ticket(requester, support), Status.STALLED)
    stand(factories.ticket(requester, support), Status.RESOLVED, owner=agent)

    rail = rail_of(sign_in(agent))

    assert [(item.label, item.new, item.count) for item in rail.queues] == [("Support", "", "2")]
    assert [(item.label, item.count, item.url) for item in rail.mine] == [
        ("Assigned to me", "1", "/desk/mine/"),
        ("All my queues", "2", "/desk/tickets/"),
        ("Where I am named", "", "/desk/mentions/"),
        ("My drafts", "", "/desk/drafts/"),
        ("Received e-mail", "", "/desk/mail/"),
        ("People and organisations", "", "/desk/people/"),
    ]


def test_a_queue_with_new_tickets_asks_for_attention(ticket, agent, sign_in):
    assert [item.new for item in rail_of(sign_in(agent)).queues] == ["1"]


def test_figures_count_by_status(support, treasury, agent, sign_in):
    agent.memberships.create(queue=treasury, tier=1)
    fill(support, 2, Status.NEW)
    fill(support, 3, Status.OPEN)
    fill(treasury, 1, Status.OPEN)
    client = sign_in(agent)

    told = {path: client.get(path).context["figures"] for path in ("/desk/queues/support/", "/desk/tickets/")}

    assert [(one.new, one.open, one.stalled, one.has_new) for one in told.values()] == [("2", "3", "0", True), ("2", "4", "0", True)]


@pytest.mark.parametrize("queues", [1, 3])
def test_the_rail_costs_the_same_for_one_queue_and_for_three(support, agent, sign_in, django_assert_num_queries, queues):
    for number in range(queues - 1):
        agent.memberships.create(queue=factories.queue(f"queue-{number}"), tier=1)
    client = sign_in(agent)
    client.get("/desk/mine/")

    with django_assert_num_queries(5):
        client.get("/desk/mine/")


def test_the_desk_counts_drafts_and_what_names_the_agent(ticket, treasury, requester, agent, lead, sign_in):
    client = sign_in(agent)
    assert "mention unread" not in client.get("/desk/").content.decode()
    conversation.note(ticket, Draft("@Aina, and @Laia Font: please look."), by=lead)
    for kind in MessageKind:
        drafts.save(ticket, kind, Begun("Please", uuid.uuid4()), by=agent)
    drafts.save(factories.ticket(requester, treasury), MessageKind.NOTE, Begun("Out of reach", uuid.uuid4()), by=agent)

    page = client.get("/desk/").content.decode()

    figures = {item.url: (item.new, item.count) for item in rail_of(client).mine}
    assert (figures["/desk/mentions/"], figures["/desk/drafts/"]) == (("1", ""), ("", "3"))
    assert all(said in page for said in ("1 mention unread", "3 drafts"))
    mentions.read_all(by=agent)
    assert "mention unread" not in client.get("/desk/").content.decode()
