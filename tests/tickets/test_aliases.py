"""References of before: given-up prefixes, and numbers of a former system."""

import io
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from tests.tickets.mails import STRANGER, arrive, raw
from tickets.enums import InboundAction
from tickets.models import ReferenceAlias
from tickets.references import earlier_references, spelled_prefix

pytestmark = pytest.mark.django_db


@pytest.fixture
def aliases(ticket):
    """``ajuda`` was our word once, and the former system called this ticket 4711."""
    ReferenceAlias.objects.create(prefix="ajuda")
    ReferenceAlias.objects.create(prefix="desk.example.org", number=4711, ticket=ticket)


@pytest.mark.parametrize(
    "subject", ["Re: ajuda#{}", "AJUDA #{} is red", "[desk.example.org #4711] No connection", "x#1 y#2 desk.example.org#4711"]
)
def test_an_earlier_reference_finds_its_ticket(aliases, ticket, requester, subject):
    outcome = arrive(raw(subject=subject.format(ticket.pk)))

    assert outcome.message is not None
    assert (outcome.ticket, outcome.matched_by, outcome.message.author, outcome.message.is_verified) == (
        ticket,
        "reference",
        requester,
        False,
    )


@pytest.mark.parametrize("subject", ["desk.example.org#4712", "other#4711", "ajuda 1", "myajuda#1", "#4711"])
def test_what_was_no_reference_opens_a_new_ticket(aliases, subject):
    assert arrive(raw(subject=subject)).action == InboundAction.CREATED


def test_an_earlier_reference_proves_as_little_as_one_of_today(aliases, ticket):
    outcome = arrive(raw(sender=STRANGER, subject="[desk.example.org #4711]"))

    assert outcome.ticket is not None
    assert (outcome.action, [link.target for link in outcome.ticket.links.all()]) == (InboundAction.CREATED, [ticket])


def test_a_subject_without_such_a_word_asks_nothing(aliases, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ReferenceAlias.objects.number_meant("The printer of room 12 is silent, Re: suport#3") is None


def test_the_desk_s_search_leads_straight_there(aliases, ticket, agent, sign_in):
    client = sign_in(agent)

    assert client.get("/desk/search/?q=desk.example.org%234711").headers["Location"] == f"/desk/tickets/{ticket.pk}/"


def test_an_address_with_an_earlier_reference_leads_those_who_may_read_it(aliases, ticket, requester, stranger, agent, client, sign_in):
    path = "/tickets/earlier/desk.example.org%234711/"

    assert sign_in(requester).get(path).headers["Location"] == f"/tickets/{ticket.pk}/"
    assert sign_in(agent).get(path).headers["Location"] == f"/tickets/{ticket.pk}/"
    assert (sign_in(stranger).get(path).status_code, client.get(path).status_code) == (404, 404)


def imported(text: str, monkeypatch: pytest.MonkeyPatch, prefix: str = "RT") -> str:
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    said = io.StringIO()
    call_command("import_references", prefix, stdout=said)
    return said.getvalue()


def test_a_former_system_s_numbers_are_brought_in_once(ticket, monkeypatch):
    line = f"88,{ticket.reference}\n\n89,{ticket.pk}\n"

    imported(line, monkeypatch)
    said = imported(line, monkeypatch)

    assert said == "2 references are known now.\n"
    assert sorted(ReferenceAlias.objects.values_list("prefix", "number", "ticket")) == [("rt", 88, ticket.pk), ("rt", 89, ticket.pk)]


@pytest.mark.parametrize(("text", "said"), [("88,987654\n", "No such ticket: 987654"), ("1\n", "Line 1 "), ("a,b\n", "Line 1 ")])
def test_a_line_that_means_nothing_keeps_nothing(ticket, monkeypatch, text, said):
    with pytest.raises(CommandError, match=said):
        imported(f"{text}7,{ticket.pk}\n", monkeypatch)

    assert not ReferenceAlias.objects.exists()


@pytest.mark.parametrize("given", [{"prefix": "suport"}, {"prefix": "two words"}, {"prefix": "12"}, {"prefix": "rt", "number": 3}])
def test_half_an_alias_is_refused(ticket, given):
    with pytest.raises(ValidationError):
        ReferenceAlias(**given).full_clean()


def test_one_spelling_of_a_prefix_is_kept():
    assert (spelled_prefix(" Ajuda# "), spelled_prefix("a b")) == ("ajuda", "")
    assert earlier_references("[Ticket#12] " + "a#1 " * 50) == [("ticket", 12), ("a", 1)]
