"""Posts to mailing lists that reach a support address: people's own words, but not to us."""

import pytest

from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tickets.enums import InboundAction
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
LIST = {"List_Id": "Admins <admins.lists.example.net>", "List_Post": "<mailto:admins@lists.example.net>", "Precedence": "list"}
TO = {"To": "admins@lists.example.net"}


@pytest.mark.parametrize("headers", [LIST, {"Precedence": "list"}, {"List_Id": "<x.example.net>"}])
@pytest.mark.parametrize("subject", ["Re: Which router?", "Which router?"])
def test_a_post_opens_no_ticket_and_gets_no_answer(support, headers, subject):
    outcome = arrive(raw(subject=subject, In_Reply_To="<a@example.net>" if subject.startswith("Re") else "", **headers, **TO))

    assert (outcome.action, Ticket.objects.count()) == (InboundAction.IGNORED, 0)
    assert outcome.reason in ("a post to a mailing list: kept in the log", "machine mail (list): kept in the log")


def test_an_answer_through_a_list_that_also_names_us_is_for_us(support):
    outcome = arrive(raw(subject="Re: Which router?", In_Reply_To="<a@example.net>", **LIST, **TO, Cc="Suport <suport@example.org>"))

    assert outcome.action == InboundAction.CREATED


def test_an_answer_of_somebody_in_a_ticket_joins_it_whatever_list_it_went_through(support, requester):
    ticket = factories.ticket(requester, support)

    outcome = arrive(raw(subject=f"Re: [{ticket.reference}]", In_Reply_To="<a@example.net>", **LIST, **TO), to=token_address(ticket))

    assert (outcome.action, outcome.ticket) == (InboundAction.APPENDED, ticket)


def test_a_stranger_s_post_that_names_a_ticket_opens_none(support, requester):
    ticket = factories.ticket(requester, support)

    outcome = arrive(raw(sender="x@example.com", subject=f"Re: {ticket.reference}", In_Reply_To="<a@example.net>", **LIST, **TO))

    assert (outcome.action, outcome.ticket, Ticket.objects.count()) == (InboundAction.IGNORED, None, 1)


@pytest.mark.parametrize(
    "headers",
    [
        {"List_Id": "<x>", "List_Post": "<mailto:Suport@example.org>"},
        {"List_Id": "Support of Vic <suport.example.org>", "Precedence": "list"},
        {"List_Id": "<suport.example.org>", "X_Google_Group_Id": "1"},
    ],
)
def test_where_the_support_address_is_a_list_itself_people_write_to_us(support, headers):
    outcome = arrive(raw(subject="No connection", **headers))

    assert (outcome.action, outcome.answer_id != "") == (InboundAction.CREATED, True)
