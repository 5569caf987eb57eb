"""The desk's home: what happened since, news of people who are away, taking over."""

from datetime import timedelta

import pytest

from queues.actions import agents
from queues.enums import Tier
from queues.models import Absence, AgentProfile
from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, stand
from tickets.actions import conversation, lifecycle, routing
from tickets.actions.conversation import Answer
from tickets.actions.routing import Escalation
from tickets.enums import Channel, EscalationReason, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_here(agent) -> AgentProfile:
    """The agent was here three hours ago."""
    return AgentProfile.objects.create(user=agent, seen_at=EARLIER)


def wrote(ticket, requester, at):
    conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester, at=at)


def home(client):
    return client.get("/desk/").context["home"]


def told(client) -> dict[str, tuple[str, list[int]]]:
    return {group.label: (group.count, [row.pk for row in group.tickets]) for group in home(client).news}


def test_the_first_visit_tells_no_news(ticket, agent, sign_in):
    assert (home(sign_in(agent)).since, AgentProfile.objects.get(user=agent).seen_at) == (None, NOON)


def test_what_happened_since_is_told_by_kind(ticket, agent, lead, support, requester, last_here, sign_in):
    answered, given, came = (stand(factories.ticket(requester, support, at=EARLIER - timedelta(hours=1)), Status.OPEN) for _ in range(3))
    lifecycle.assign(answered, to=agent, by=lead, at=EARLIER - timedelta(minutes=1))
    wrote(answered, requester, NOON)
    lifecycle.assign(given, to=agent, by=lead, at=NOON)
    stand(came, Status.OPEN, tier=2)
    routing.hand_back(came, reason="A cable.", by=lead, at=NOON)
    closed = stand(factories.ticket(requester, support, at=EARLIER - timedelta(hours=1)), Status.RESOLVED, owner=agent)
    lifecycle.close(closed, by=None, at=NOON)

    assert told(sign_in(agent)) == {
        "New in Support": ("1", []),
        "Answers on your tickets": ("1", [answered.pk]),
        "Assigned to you": ("1", [given.pk]),
        "Came to your lines": ("1", [came.pk]),
        "Closed by themselves": ("1", [closed.pk]),
    }


def test_what_lies_further_back_or_on_other_lines_is_no_news(agent, lead, support, requester, last_here, sign_in):
    old = stand(factories.ticket(requester, support, at=EARLIER - timedelta(hours=2)), Status.OPEN, owner=agent)
    wrote(old, requester, EARLIER - timedelta(hours=1))
    up = stand(factories.ticket(requester, support, at=EARLIER - timedelta(hours=2)), Status.OPEN)
    routing.escalate(up, Escalation(EscalationReason.SKILLS, "Tried."), by=lead, at=NOON)
    page = sign_in(agent).get("/desk/")

    assert (page.context["home"].news, "Nothing that concerns you." in page.content.decode()) == ([], True)


def test_news_stay_news_until_the_visit_ends(agent):
    moments = [NOON + timedelta(minutes=minutes) for minutes in (0, 1, 20, 45, 80)]

    since = [agents.visit(agent, AgentProfile.objects.filter(user=agent).first(), at=at) for at in moments]

    assert since == [None, None, None, None, moments[3]]


def test_a_long_time_away_is_told_for_two_weeks(agent):
    profile = AgentProfile.objects.create(user=agent, seen_at=NOON - timedelta(days=90))

    assert agents.visit(agent, profile, at=NOON) == NOON - timedelta(days=14)


def test_reading_again_soon_writes_nothing(agent, sign_in, clock, django_assert_num_queries):
    client = sign_in(agent)
    client.get("/desk/")
    clock.shift(timedelta(minutes=4))

    with django_assert_num_queries(7):
        client.get("/desk/")

    assert AgentProfile.objects.get(user=agent).seen_at == NOON


@pytest.fixture
def owed(support, treasury, agent, lead, requester) -> dict[str, Ticket]:
    """Tickets where news was promised, by what they are to the agent."""
    columns = {
        "late": {"owner": agent, "promised_at": EARLIER},
        "today": {"owner": agent, "promised_at": NOON + timedelta(hours=5)},
        "talks": {"owner": lead, "contact": agent, "promised_at": NOON + timedelta(hours=6)},
        "nobody's": {"promised_at": NOON + timedelta(hours=7)},
        "tomorrow": {"owner": agent, "promised_at": NOON + timedelta(hours=14)},
        "colleague's": {"owner": lead, "promised_at": EARLIER},
        "other line's": {"tier": 2, "promised_at": EARLIER},
    }
    made = {name: stand(factories.ticket(requester, support), Status.OPEN, **values) for name, values in columns.items()}
    made["finished"] = stand(factories.ticket(requester, support), Status.RESOLVED, owner=agent, promised_at=EARLIER)
    made["elsewhere"] = stand(factories.ticket(requester, treasury), Status.OPEN, promised_at=EARLIER)
    return made


def test_news_promised_for_today_or_earlier_is_told_to_whoever_owes_it(owed, agent, sign_in):
    page = sign_in(agent).get("/desk/")

    shown = page.context["home"]
    assert shown.owed == [owed[name] for name in ("late", "today", "talks", "nobody's")]
    assert shown.owed_count == "4"
    assert "News promised for today" in page.content.decode()


def test_a_lead_sees_what_all_of_the_queue_owe(owed, lead, sign_in):
    shown = home(sign_in(lead))

    assert {ticket.pk for ticket in shown.owed} == {owed[name].pk for name in owed if name not in {"tomorrow", "finished", "elsewhere"}}


def test_without_promises_nothing_is_said_of_them(ticket, agent, sign_in):
    assert "News promised for today" not in sign_in(agent).get("/desk/").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_a_new_visit_with_news_of_every_kind_costs_eight(
    agent, lead, support, requester, last_here, sign_in, django_assert_num_queries, rows
):
    Absence.objects.create(user=lead, first_day=EARLIER.date(), last_day=LATER.date())
    for owner in (agent, lead) * rows:
        row = stand(factories.ticket(requester, support, at=EARLIER - timedelta(days=1)), Status.OPEN, owner=owner)
        wrote(row, requester, NOON)
        Ticket.objects.filter(pk=row.pk).update(promised_at=NOON)

    client = sign_in(agent)
    with django_assert_num_queries(8):
        page = client.get("/desk/")

    shown = page.context["home"]
    assert (len(shown.away), len(shown.mine), len(shown.owed)) == (rows, rows, rows)


@pytest.fixture
def absent_owner(agent, support):
    """Owns tickets, and is away since today."""
    person = factories.member("jordi@example.org", "Jordi Camps", support)
    Absence.objects.create(user=person, first_day=NOON.date(), last_day=NOON.date() + timedelta(days=5))
    return person


def test_colleagues_see_the_news_of_who_is_away_and_take_over(ticket, agent, absent_owner, requester, sign_in):
    stand(ticket, Status.OPEN, owner=absent_owner)
    wrote(ticket, requester, LATER)
    client = sign_in(agent)
    page = client.get("/desk/").content.decode()

    response = client.post(f"/desk/tickets/{ticket.pk}/take-over/", {"owner": absent_owner.pk})

    assert "Jordi Camps is away until 15 March 2026" in page
    assert (response.headers["Location"], Ticket.objects.get(pk=ticket.pk).owner) == (f"/desk/tickets/{ticket.pk}/", agent)
    assert home(client).away == []


def test_a_take_over_that_came_second_is_explained(ticket, agent, lead, absent_owner, sign_in):
    stand(ticket, Status.OPEN, owner=lead)

    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/take-over/", {"owner": absent_owner.pk})

    assert (response.status_code, history(ticket)) == (422, ["opened"])
    assert "it is Laia Font now" in response.content.decode()


def test_old_words_answered_words_and_other_lines_are_no_news(agent, lead, support, absent_owner, requester, sign_in):
    before, answered, above = (stand(factories.ticket(requester, support, at=EARLIER), Status.OPEN, owner=absent_owner) for _ in range(3))
    wrote(before, requester, NOON - timedelta(days=1))
    wrote(answered, requester, NOON)
    conversation.reply(answered, conversation.Draft("We look."), by=lead, at=LATER)
    stand(above, Status.OPEN, owner=absent_owner, tier=Tier.SECOND)
    wrote(above, requester, LATER)

    assert [row.pk for row in home(sign_in(agent)).away] == []
    assert [row.pk for row in home(sign_in(lead)).away] == [above.pk]


def test_more_stalled_tickets_than_a_queue_allows_are_told(support, agent, requester, sign_in):
    type(support).objects.filter(pk=support.pk).update(stalled_limit=1)
    for _ in range(2):
        stand(factories.ticket(requester, support), Status.STALLED)

    assert "Support has 2 stalled tickets, more than the 1 we allow ourselves." in sign_in(agent).get("/desk/").content.decode()
