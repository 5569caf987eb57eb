"""The board of a queue's lines."""

from datetime import date, timedelta

import pytest

from queues.enums import Tier
from queues.models import Absence
from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import stand
from tickets.enums import Priority, Status
from tickets.models import Promise, Ticket

pytestmark = pytest.mark.django_db

PATH = "/desk/queues/support/lines/"


def test_each_line_shows_its_tickets_the_urgent_and_long_untouched_first(support, agent, lead, requester, sign_in):
    rows = [
        stand(factories.ticket(requester, support, title=title), Status.OPEN, tier=tier, priority=priority, touched_at=touched)
        for title, tier, priority, touched in (
            ("Fresh", 1, Priority.NORMAL, LATER),
            ("Old", 1, Priority.NORMAL, EARLIER),
            ("Urgent", 1, Priority.HIGH, NOON),
            ("Above", 2, Priority.LOW, NOON),
        )
    ]
    stand(factories.ticket(requester, support, title="Done"), Status.CLOSED)

    lines = sign_in(agent).get(PATH).context["lines"]

    assert [[row.title for row in line.rows] for line in lines] == [["Urgent", "Old", "Fresh"], ["Above"], []]
    assert [(line.count, line.more) for line in lines] == [("3", ""), ("1", ""), ("0", "")]
    assert len(rows) == 4


def test_a_long_line_is_cut_and_leads_to_the_list_of_that_line(support, agent, requester, sign_in):
    for _ in range(12):
        factories.ticket(requester, support)

    page = sign_in(agent).get(PATH)

    assert (len(page.context["lines"][0].rows), page.context["lines"][0].more) == (10, "2")
    assert '<a href="/desk/queues/support/?line=1">and 2 more</a>' in page.content.decode()


def test_the_people_of_a_line_are_named_with_who_is_away_and_where_nobody_works(support, agent, sign_in):
    expert = factories.member("expert@example.org", "Ona Pla", support, tier=Tier.SECOND)
    Absence.objects.create(user=expert, first_day=date(2026, 3, 9), last_day=date(2026, 3, 12))

    page = sign_in(agent).get(PATH)

    first, second, third = page.context["lines"]
    assert [(member.name, member.back) for member in first.members] == [("Aina Roca", "")]
    assert [(member.name, bool(member.back)) for member in second.members] == [("Ona Pla", True)]
    assert (second.has_nobody, third.has_nobody) == (False, True)
    assert page.content.decode().count("Nobody works on this line.") == 1


def test_a_ticket_whose_owner_is_away_is_taken_over_from_the_board(support, agent, requester, sign_in):
    absent = factories.member("jordi@example.org", "Jordi Camps", support)
    Absence.objects.create(user=absent, first_day=date(2026, 3, 9), last_day=date(2026, 3, 12))
    ticket = stand(factories.ticket(requester, support), Status.OPEN, owner=absent)
    stand(factories.ticket(requester, support), Status.OPEN, owner=agent)
    desk = sign_in(agent)

    page = desk.get(PATH).content.decode()
    desk.post(f"/desk/tickets/{ticket.pk}/take-over/", {"owner": absent.pk})

    assert (page.count("Take over"), "Jordi Camps is away until 12 March 2026" in page) == (1, True)
    assert Ticket.objects.get(pk=ticket.pk).owner == agent


def test_the_board_says_how_many_promises_of_news_were_kept_and_broken(support, treasury, agent, requester, sign_in):
    rows = [("kept", support, 1), ("kept", support, 29), ("broken", support, 2), ("broken", support, 31), ("ended", support, 1)]
    for state, queue, days in [*rows, ("broken", treasury, 1)]:
        at = NOON - timedelta(days=days)
        Promise.objects.create(
            ticket=factories.ticket(requester, queue), made_by=agent, made_at=at - timedelta(hours=1), due_at=at, state=state, settled_at=at
        )

    assert "News promised in the last 30 days: 2 in time, 1 late or never." in sign_in(agent).get(PATH).content.decode()


def test_a_ticket_handed_back_says_how_often_on_the_board_and_on_its_page(support, agent, requester, sign_in):
    ticket = factories.ticket(requester, support)
    Ticket.objects.filter(pk=ticket.pk).update(hand_backs=2)
    desk = sign_in(agent)

    pages = [desk.get(path).content.decode() for path in (PATH, f"/desk/tickets/{ticket.pk}/")]

    assert ["Handed back 2 times" in page for page in pages] == [True, True]


def test_a_queue_of_several_lines_leads_to_its_board(support, treasury, agent, treasurer, client, sign_in):
    assert f'href="{PATH}"' in sign_in(agent).get("/desk/queues/support/").content.decode()
    assert "lines/" not in sign_in(treasurer).get("/desk/queues/treasury/").content.decode()


def test_the_queue_of_others_has_no_board(support, treasurer, sign_in):
    assert sign_in(treasurer).get(PATH).status_code == 404


@pytest.mark.parametrize("rows", [1, 9])
def test_the_board_stays_flat(support, agent, requester, sign_in, django_assert_num_queries, rows):
    for number in range(rows):
        factories.member(f"x{number}@example.org", f"X {number}", support, tier=Tier.SECOND)
        for tier in Tier:
            stand(factories.ticket(factories.person(None, "P"), support), Status.OPEN, tier=tier, owner=agent)
    client = sign_in(agent)
    client.get(PATH)

    with django_assert_num_queries(11):
        client.get(PATH)


def test_the_requester_reads_who_they_are_in_touch_with(ticket, agent, requester, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(contact=agent)

    assert "You are in touch with <bdi>Aina</bdi>" in sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()


def test_who_else_talks_to_the_requester_stands_above_the_composer(ticket, agent, lead, sign_in):
    Ticket.objects.filter(pk=ticket.pk).update(contact=agent, owner=lead)
    words = "<bdi>Aina Roca</bdi> talks to the requester."

    assert words in sign_in(lead).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert words not in sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
