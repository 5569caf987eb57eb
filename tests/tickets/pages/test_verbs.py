"""What can be done with a ticket now."""

import pytest

from queues.viewers import viewer_of
from tests.tickets.standing import stand
from tickets.enums import Kind, Status
from tickets.forms.work import verb_form
from tickets.pages.verbs import asked, verbs

pytestmark = pytest.mark.django_db

ALWAYS = ["triage", "retitle", "assign"]


@pytest.mark.parametrize(
    ("status", "fields", "offered"),
    [
        (
            Status.NEW,
            {},
            [
                "take",
                *ALWAYS,
                "offer_appointment",
                "escalate",
                "transfer",
                "consult",
                "followers",
                "link",
                "merge",
                "split",
                "reject",
                "withdraw_links",
                "refer",
            ],
        ),
        (
            Status.OPEN,
            {"tier": 2},
            [
                "take",
                *ALWAYS,
                "offer_appointment",
                "escalate",
                "hand_back",
                "transfer",
                "consult",
                "followers",
                "link",
                "merge",
                "split",
                "stall",
                "reject",
                "withdraw_links",
                "refer",
            ],
        ),
        (
            Status.OPEN,
            {"tier": 3},
            [
                "take",
                *ALWAYS,
                "offer_appointment",
                "hand_back",
                "transfer",
                "consult",
                "followers",
                "link",
                "merge",
                "split",
                "stall",
                "reject",
                "withdraw_links",
                "refer",
            ],
        ),
        (
            Status.STALLED,
            {},
            [
                "take",
                "reopen",
                *ALWAYS,
                "offer_appointment",
                "escalate",
                "transfer",
                "consult",
                "followers",
                "link",
                "merge",
                "split",
                "withdraw_links",
                "refer",
            ],
        ),
        (
            Status.RESOLVED,
            {},
            ["take", "reopen", "close", *ALWAYS, "consult", "followers", "link", "merge", "split", "withdraw_links", "refer"],
        ),
        (Status.CLOSED, {"tier": 2}, ["take", "reopen", *ALWAYS, "followers", "link", "merge", "split", "withdraw_links", "refer"]),
    ],
)
def test_each_status_offers_its_verbs(ticket, agent, status, fields, offered):
    ticket = stand(ticket, status, **fields)

    assert [verb.name for verb in verbs(ticket, viewer_of(agent.pk))] == offered


def test_an_answered_ticket_of_mine_is_not_taken_but_may_be_resolved(ticket, agent):
    ticket = stand(ticket, Status.OPEN, owner=agent, answered_at=ticket.created_at)

    offered = [verb.name for verb in verbs(ticket, viewer_of(agent.pk))]

    assert ("take" in offered, "resolve" in offered) == (False, True)


def test_what_was_refused_is_shown_although_the_ticket_moved(ticket, agent):
    form = verb_form("stall", ticket, by=agent)

    shown = asked("stall", stand(ticket, Status.CLOSED), viewer_of(agent.pk), form)

    assert (shown.form, shown.url, shown.act) == (form, f"/desk/tickets/{ticket.pk}/stall/", "Stall")


def test_going_on_is_one_click_and_reopening_may_say_why(ticket, agent):
    asks = []
    for status in (Status.STALLED, Status.CLOSED):
        offered = verbs(stand(ticket, status), viewer_of(agent.pk))
        asks.append(next(verb.asks for verb in offered if verb.name == "reopen"))

    assert asks == [False, True]


def test_the_line_of_buttons_stays_short_and_the_rest_waits_in_the_menu(ticket, agent):
    ticket = stand(ticket, Status.OPEN, tier=2, answered_at=ticket.created_at)
    before = [verb.name for verb in verbs(ticket, viewer_of(agent.pk)) if not verb.is_rare]

    ticket.kind, ticket.category_id, ticket.owner_id = Kind.INCIDENT, 1, ticket.requester_id
    sorted_and_owned = [verb.name for verb in verbs(ticket, viewer_of(agent.pk)) if not verb.is_rare]

    assert before == ["take", "triage", "assign", "escalate", "hand_back", "transfer", "stall", "resolve"]
    assert sorted_and_owned == ["assign", "escalate", "hand_back", "transfer", "stall", "resolve"]
