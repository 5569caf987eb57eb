"""The people whom a mail names in To and Cc."""

import pytest

from accounts.models import User
from notifications.models import Delivery
from tests import factories
from tests.tickets.mails import STRANGER, arrive, raw, token_address
from tests.tickets.standing import history, last_event
from tickets.actions import following, lifecycle
from tickets.enums import FollowerRole, InboundAction, RejectReason
from tickets.mail_addresses import mailbox_of, reply_address
from tickets.matching import is_follower
from tickets.models import Follower, Ticket

pytestmark = pytest.mark.django_db

PERE = "Pere Valls <pere@example.com>"


def roles(ticket: Ticket) -> dict[str, str]:
    """Who follows, by address."""
    return {row.user.email or "": row.role for row in ticket.followers.select_related("user")}


def follower_s_address(ticket: Ticket, person: User) -> str:
    """Where a follower's answers are asked to go."""
    mailbox = mailbox_of(ticket.queue_id)
    assert mailbox is not None
    return reply_address(mailbox, ticket, person.pk)


def test_people_copied_by_the_proven_requester_follow(ticket):
    arrive(raw(Cc=PERE), to=token_address(ticket))

    assert roles(ticket) == {"pere@example.com": "cc"}
    assert history(ticket) == ["opened", "written", "proven", "followed"]
    assert User.objects.get(email="pere@example.com").name == "Pere Valls"
    assert not Delivery.objects.filter(address="pere@example.com").exists()


def test_people_copied_by_a_mail_that_opens_a_ticket_are_only_proposed(support):
    outcome = arrive(raw(Cc=PERE))

    assert outcome.ticket is not None
    assert (outcome.action, roles(outcome.ticket)) == (InboundAction.CREATED, {"pere@example.com": "asked"})
    assert last_event(outcome.ticket).verb == "follow_asked"
    assert not Delivery.objects.filter(address="pere@example.com").exists()


def test_people_copied_by_a_mail_that_is_not_verified_are_only_proposed(ticket):
    arrive(raw(subject=f"Re: {ticket.reference}", Cc=PERE))

    assert roles(ticket) == {"pere@example.com": "asked"}


def test_a_proposal_becomes_following_when_the_proven_requester_copies_again(ticket):
    arrive(raw(subject=f"Re: {ticket.reference}", Cc=PERE))

    arrive(raw(identity="2@example.net", Cc=PERE), to=token_address(ticket))

    assert roles(ticket) == {"pere@example.com": "cc"}


def test_our_mailboxes_the_requester_agents_and_nonsense_are_passed_over(ticket, agent):
    plus = token_address(ticket)
    others = f"suport@example.org, Suport <{plus}>, MARTA@example.net, agent@example.org, nobody, <@>, {PERE}"

    arrive(raw(Cc=others), to=plus)

    assert roles(ticket) == {"pere@example.com": "cc"}


def test_three_hundred_addresses_add_nobody_and_are_told_of(ticket):
    people = User.objects.count()

    arrive(raw(Cc=",\r\n ".join(f"p{number}@example.com" for number in range(300))), to=token_address(ticket))

    event = ticket.events.get(verb="follow_asked")
    assert (roles(ticket), User.objects.count(), event.payload["left_out"]) == ({}, people, 300)


def test_the_list_of_followers_ends_at_twenty(ticket):
    for number in range(following.MOST - 1):
        following.follow(ticket, factories.person(f"p{number}@example.com", ""), role=FollowerRole.CC, by=None)

    arrive(raw(Cc="a@example.com, b@example.com, c@example.com"), to=token_address(ticket))

    assert ticket.followers.count() == 20
    assert "a@example.com" in roles(ticket)


@pytest.mark.parametrize(
    "headers", [{"List_Id": "<all.example.net>", "In_Reply_To": "<x@example.net>"}, {"Auto_Submitted": "auto-replied"}]
)
def test_lists_and_machines_add_nobody(ticket, headers):
    arrive(raw(Cc=PERE, **headers), to=token_address(ticket))

    assert roles(ticket) == {}


def test_whoever_uses_somebody_else_s_token_is_proposed(ticket):
    arrive(raw("Let me in.", sender=STRANGER), to=token_address(ticket))

    assert roles(ticket) == {"stranger@example.com": "asked"}
    assert ticket.messages.public().count() == 1


def test_a_follower_s_answer_joins_under_their_name(ticket, colleague):
    following.follow(ticket, colleague, role=FollowerRole.CC, by=None)

    outcome = arrive(raw("Same here.", sender="colleague@example.net"), to=follower_s_address(ticket, colleague))

    assert outcome.message is not None
    assert (outcome.action, outcome.ticket, outcome.message.author, outcome.message.is_verified) == (
        InboundAction.APPENDED,
        ticket,
        colleague,
        True,
    )
    ticket.refresh_from_db()
    assert ticket.requester_proven is False


def test_whom_a_follower_copies_is_only_proposed(ticket, colleague):
    following.follow(ticket, colleague, role=FollowerRole.CC, by=None)

    arrive(raw(sender="colleague@example.net", Cc=PERE), to=follower_s_address(ticket, colleague))

    assert roles(ticket) == {"colleague@example.net": "cc", "pere@example.com": "asked"}


def test_a_follower_who_was_let_go_is_an_outsider(ticket, colleague, agent):
    row = following.follow(ticket, colleague, role=FollowerRole.CC, by=None)
    address = follower_s_address(ticket, colleague)
    following.unfollow(ticket, row.pk, by=agent)

    outcome = arrive(raw("Still me.", sender="colleague@example.net"), to=address)

    assert outcome.message is not None
    assert (outcome.message.is_note, is_follower(ticket, colleague)) == (True, False)
    assert roles(ticket) == {"colleague@example.net": "asked"}


@pytest.mark.parametrize("role", [FollowerRole.AGENT, FollowerRole.ASKED])
def test_colleagues_and_proposals_take_no_part_as_requesters(ticket, colleague, role):
    Follower.objects.create(ticket=ticket, user=colleague, role=role, at=ticket.created_at)

    assert is_follower(ticket, colleague) is False


def test_copies_of_a_mail_to_a_closed_ticket_do_not_break_it(ticket, agent):
    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent)

    outcome = arrive(raw(Cc=PERE), to=token_address(ticket))

    assert (outcome.action, roles(ticket)) == (InboundAction.APPENDED, {"pere@example.com": "cc"})
