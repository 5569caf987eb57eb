"""Following a ticket without signing in."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.signed_cookies import SessionStore

from tests import factories
from tests.tickets.moments import NOON
from tickets import grants
from tickets.enums import Channel
from tickets.grants import Purpose
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(support, requester) -> Ticket:
    return factories.ticket(requester, support)


def withdraw(ticket: Ticket) -> Ticket:
    """Make every link and code given out so far useless."""
    Ticket.objects.filter(pk=ticket.pk).update(access_generation=ticket.access_generation + 1)
    return Ticket.objects.get(pk=ticket.pk)


def test_a_link_opens_its_ticket_and_no_other(ticket, other):
    token = grants.link_token(ticket)

    assert (grants.is_link_valid(ticket, token), grants.is_link_valid(other, token)) == (True, False)


def test_a_link_works_for_ninety_days(ticket, clock):
    token = grants.link_token(ticket)

    clock.move_to(NOON + timedelta(days=90))
    on_the_last_day = grants.is_link_valid(ticket, token)
    clock.move_to(NOON + timedelta(days=90, seconds=1))

    assert (on_the_last_day, grants.is_link_valid(ticket, token)) == (True, False)


def test_a_link_that_was_withdrawn_opens_nothing(ticket):
    token = grants.link_token(ticket)

    assert grants.is_link_valid(withdraw(ticket), token) is False


@pytest.mark.parametrize("token", ["", "x", "a:b:c", "é", "..", "eyJ:1:2" * 50])
def test_what_is_no_token_opens_nothing(ticket, token):
    assert grants.is_link_valid(ticket, token) is False


def test_a_changed_token_opens_nothing(ticket):
    token = grants.link_token(ticket)

    assert grants.is_link_valid(ticket, token[:-1] + ("a" if token[-1] != "a" else "b")) is False


def test_a_code_is_three_groups_of_four(ticket, other):
    groups = grants.follow_code(ticket).split("-")

    assert [len(group) for group in groups] == [4, 4, 4]
    assert set("".join(groups)) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    assert grants.follow_code(other) != grants.follow_code(ticket)


WAYS = [str, str.lower, "‐".join, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')}\t"]


@pytest.mark.parametrize("write", WAYS)
def test_a_code_may_be_written_in_many_ways(ticket, write):
    assert grants.is_code_valid(ticket, write(grants.follow_code(ticket))) is True


def test_digits_that_look_like_letters_are_read_as_letters(support, requester, settings):
    # Among these keys are codes with O, L and B.
    for number in range(60):
        settings.MAIL_KEY = f"key {number}"
        ticket = Ticket(pk=310)
        misread = grants.follow_code(ticket).translate(str.maketrans("OLB", "018"))

        assert grants.is_code_valid(ticket, misread) is True


def test_a_code_opens_its_ticket_alone_until_it_is_withdrawn(ticket, other):
    code = grants.follow_code(ticket)

    assert grants.is_code_valid(other, code) is False
    assert grants.is_code_valid(withdraw(ticket), code) is False


@pytest.mark.parametrize("code", ["", "-", "ABCD-EFGH", "ABCD-EFGH-JKLM-NOPQ", "é" * 12, "٠" * 12])
def test_what_is_no_code_opens_nothing(ticket, code):
    assert grants.is_code_valid(ticket, code) is False


def test_a_code_printed_before_the_key_was_replaced_still_opens(ticket, settings):
    code = grants.follow_code(ticket)
    settings.MAIL_KEY_FALLBACKS, settings.MAIL_KEY = [settings.MAIL_KEY], "new"

    assert grants.is_code_valid(ticket, code) is True


def test_a_grant_lasts_half_a_day_in_its_session(ticket, other, clock):
    session = SessionStore()
    grants.give(session, ticket, Purpose.MAIL)

    assert (grants.granted(session), grants.granted(SessionStore())) == (frozenset({ticket.pk}), frozenset())
    assert (grants.purpose_of(session, ticket), grants.purpose_of(session, other)) == (Purpose.MAIL, None)

    clock.move_to(NOON + timedelta(hours=12, seconds=1))
    assert (grants.granted(session), grants.purpose_of(session, ticket)) == (frozenset(), None)


def test_a_session_may_hold_several_grants(ticket, other):
    session = SessionStore()
    grants.give(session, ticket, Purpose.CODE)
    grants.give(session, other, Purpose.RECEIPT)

    assert grants.granted(session) == {ticket.pk, other.pk}
    assert [grants.purpose_of(session, one) for one in (ticket, other)] == [Purpose.CODE, Purpose.RECEIPT]


def test_withdrawing_access_ends_grants_that_were_given(ticket):
    session = SessionStore()
    grants.give(session, ticket, Purpose.MAIL)

    ticket = withdraw(ticket)

    assert (grants.granted(session), grants.purpose_of(session, ticket)) == (frozenset(), None)


def test_what_a_stranger_was_handed_on_the_web_ends_when_the_requester_proves_the_address(ticket):
    session = SessionStore()
    grants.give(session, ticket, Purpose.RECEIPT)
    code = grants.follow_code(ticket)
    token = grants.link_token(ticket)

    ticket.requester_proven = True
    ticket.save(update_fields=["requester_proven"])

    assert (grants.purpose_of(session, ticket), grants.granted(session)) == (None, frozenset())
    assert grants.is_code_valid(ticket, code) is False
    assert grants.is_link_valid(ticket, token) is True


def test_a_code_from_the_counter_stays_good_when_the_requester_writes_by_mail(ticket):
    ticket.channel = Channel.COUNTER
    code = grants.follow_code(ticket)

    ticket.requester_proven = True

    assert grants.is_code_valid(ticket, code) is True


def test_a_link_of_somebody_who_left_opens_nothing(ticket):
    token = grants.link_token(ticket)
    ticket.requester.is_active = False
    ticket.requester.save(update_fields=["is_active"])

    assert grants.ticket_of_link(ticket.pk, token) is None
