"""A client lets a partner's people ask in its name, and takes that back."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation, PartnerGrant, User
from accounts.sharing import with_organisations
from accounts.viewer import Viewer
from notifications.enums import DeliveryState
from notifications.models import Delivery
from queues.models import Queue
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event
from tickets import grants, matching
from tickets.actions import conversation, following, intake, lifecycle, partnering
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, FollowerRole, Status
from tickets.errors import Refused
from tickets.models import Follower, Ticket

pytestmark = pytest.mark.django_db

TODAY = NOON.date()


@pytest.fixture
def council(colleague: User) -> Organisation:
    """The client, where Pere sees everything."""
    council = Organisation.objects.create(name="Vilaclara", sharing=Sharing.ALL)
    Contact.objects.create(user=colleague, organisation=council, role=ContactRole.MANAGER)
    return council


@pytest.fixture
def advisers(requester: User) -> Organisation:
    """The partner, where Marta works."""
    advisers = Organisation.objects.create(name="Puig Advisers", sharing=Sharing.ALL, is_partner=True)
    Contact.objects.create(user=requester, organisation=advisers)
    return advisers


@pytest.fixture
def right(council: Organisation, advisers: Organisation, colleague: User) -> PartnerGrant:
    return partnering.grant(council, partner=advisers, until=None, by=colleague, at=NOON)


@pytest.fixture
def asked(right: PartnerGrant, requester: User, support: Queue) -> Ticket:
    """What Marta asked in the council's name."""
    return factories.ticket(requester, support, partner_grant=right, requester_proven=True)


def sees(person: User, ticket: Ticket) -> bool:
    who = with_organisations(Viewer(user_id=person.pk), on=TODAY)
    return Ticket.objects.visible_to(who).filter(pk=ticket.pk).exists()


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def test_a_right_says_who_gave_it_and_until_when(council, advisers, colleague):
    row = partnering.grant(council, partner=advisers, until=date(2026, 12, 31), by=colleague, at=NOON)

    assert (row.client, row.partner, row.until, row.granted_by, row.granted_at) == (council, advisers, date(2026, 12, 31), colleague, NOON)


def test_given_twice_it_is_one_right_with_the_later_word(council, advisers, right, colleague):
    again = partnering.grant(council, partner=advisers, until=TODAY, by=colleague, at=LATER)

    assert (PartnerGrant.objects.count(), again.pk, again.until) == (1, right.pk, TODAY)


def test_what_makes_no_sense_is_refused(council, advisers, colleague):
    sleeping = Organisation.objects.create(name="Gone", is_active=False)

    for partner, until, why in (
        (council, None, "for itself"),
        (sleeping, None, "no longer active"),
        (advisers, TODAY - timedelta(days=1), "has passed"),
    ):
        with pytest.raises(Refused, match=why):
            partnering.grant(council, partner=partner, until=until, by=colleague, at=NOON)

    assert PartnerGrant.objects.count() == 0


def test_a_ticket_in_the_client_s_name_is_the_client_s_and_tells_by_which_right(asked, council, right, colleague, requester):
    assert (asked.organisation, asked.partner_grant, asked.events.get(verb="opened").payload["partner_grant"]) == (council, right, right.pk)
    assert (sees(requester, asked), sees(colleague, asked)) == (True, True)


def test_taking_it_back_ends_what_the_partner_sees_and_leaves_the_client_s(asked, right, colleague, requester, stranger, advisers):
    Contact.objects.create(user=stranger, organisation=advisers)
    before = sees(stranger, asked)

    partnering.revoke(right, by=colleague, at=LATER)

    right.refresh_from_db()
    assert (right.ended_at, right.ended_by, before) == (LATER, colleague, True)
    assert (sees(requester, asked), sees(stranger, asked), sees(colleague, asked)) == (False, False, True)
    assert (last_event(asked).verb, last_event(asked).by) == ("partner_ended", colleague)


def test_taking_it_back_twice_is_once(asked, right, colleague, lead):
    partnering.revoke(right, by=colleague, at=NOON)
    partnering.revoke(right, by=lead, at=LATER)

    right.refresh_from_db()
    assert (right.ended_at, right.ended_by, history(asked).count("partner_ended")) == (NOON, colleague, 1)


@pytest.mark.parametrize("how", ["revoked", "over", "left"])
def test_links_codes_and_open_browsers_end_with_the_right(asked, right, colleague, requester, how):
    token, code = grants.link_token(asked), grants.follow_code(asked)
    browser = Client()
    browser.get(reverse("tickets:open", args=[asked.pk, token]))
    before = browser.get(f"/tickets/{asked.pk}/").status_code

    end(right, requester, colleague, how)

    assert (before, browser.get(f"/tickets/{asked.pk}/").status_code) == (200, 404)
    assert (grants.ticket_of_link(asked.pk, token), grants.ticket_of_code(asked.pk, code)) == (None, None)


def end(right: PartnerGrant, requester: User, by: User, how: str) -> None:
    """End the right in one of three ways."""
    if how == "revoked":
        partnering.revoke(right, by=by)
    elif how == "over":
        PartnerGrant.objects.filter(pk=right.pk).update(until=date(2020, 1, 1))
    else:
        Contact.objects.filter(user=requester).delete()


@pytest.mark.parametrize("how", ["revoked", "over", "left"])
def test_no_further_mail_reaches_the_partner(asked, right, colleague, requester, agent, how):
    end(right, requester, colleague, how)
    sent = Delivery.objects.count()

    conversation.reply(fresh(asked), Draft("Please restart it."), by=agent)
    lifecycle.resolve(fresh(asked), Draft("Solved."), by=agent)

    assert Delivery.objects.count() == sent


def test_a_mail_that_waits_to_leave_is_stopped(asked, right, colleague, agent):
    conversation.reply(asked, Draft("Please restart it.", waits=timedelta(seconds=15)), by=agent)

    partnering.revoke(right, by=colleague)

    assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.CANCELLED}


@pytest.mark.parametrize("how", ["revoked", "over", "left"])
def test_who_may_not_act_any_more_takes_no_part_by_mail(asked, right, colleague, requester, how):
    before = matching.is_participant(fresh(asked), requester)

    end(right, requester, colleague, how)

    assert (before, matching.is_participant(fresh(asked), requester)) == (True, False)


def test_given_again_the_tickets_come_back_and_old_links_do_not(asked, council, advisers, right, colleague, requester):
    token = grants.link_token(asked)
    partnering.revoke(right, by=colleague)

    partnering.grant(council, partner=advisers, until=None, by=colleague)

    assert (sees(requester, asked), grants.ticket_of_link(asked.pk, token)) == (True, None)
    assert history(asked)[-2:] == ["partner_ended", "partner_back"]


def test_nothing_is_opened_by_a_right_that_ended_meanwhile(right, colleague, requester, support):
    partnering.revoke(right, by=colleague)

    with pytest.raises(Refused, match="no longer ask in the name of Vilaclara"):
        factories.ticket(requester, support, partner_grant=right)

    assert Ticket.objects.count() == 0


def test_a_stranger_cannot_use_somebody_else_s_right(right, stranger, support):
    with pytest.raises(Refused):
        factories.ticket(stranger, support, partner_grant=right)


def test_a_late_answer_opens_a_new_ticket_by_the_same_right(asked, right, council, requester):
    late = close_long_ago(asked)

    message = conversation.answer(late, Answer("Red again.", Channel.WEB, is_proven=True), by=requester)

    assert (message.ticket.partner_grant, message.ticket.organisation, message.ticket.requester) == (right, council, requester)


def test_a_late_answer_of_the_client_is_the_client_s_alone_once_the_right_has_ended(asked, right, council, colleague, requester):
    late = close_long_ago(asked)
    partnering.revoke(right, by=colleague)

    message = conversation.answer(late, Answer("Red again.", Channel.WEB, is_proven=True), by=colleague)

    new = message.ticket
    assert (new.requester, new.partner_grant, new.organisation) == (colleague, None, council)
    assert sees(requester, new) is False


def close_long_ago(ticket: Ticket) -> Ticket:
    Ticket.objects.filter(pk=ticket.pk).update(status=Status.CLOSED, closed_at=NOON - timedelta(days=400))
    return fresh(ticket)


def test_what_is_asked_in_one_s_own_name_does_not_depend_on_a_right(right, advisers, colleague, requester, support):
    own = intake.open_ticket(
        intake.NewTicket(title="Mine", body="x", queue=support, requester=requester, channel=Channel.WEB, requester_proven=True),
        by=requester,
    )

    partnering.revoke(right, by=colleague)

    assert (own.organisation, sees(requester, own), fresh(own).can_be_mailed) == (advisers, True, True)


def test_the_last_day_ends_a_right_as_taking_it_back_does(asked, council, advisers, right, colleague, agent, requester):
    partnering.grant(council, partner=advisers, until=TODAY, by=colleague, at=NOON)
    conversation.reply(asked, Draft("Please restart it.", waits=timedelta(days=2)), by=agent, at=NOON)
    token = grants.link_token(asked)

    ended = [partnering.end_passed(at=NOON + timedelta(days=days)) for days in (0, 1, 1)]

    right.refresh_from_db()
    assert (ended, right.ended_at, right.ended_by) == ([0, 1, 0], NOON + timedelta(days=1), None)
    assert (last_event(asked).verb, last_event(asked).by, grants.ticket_of_link(asked.pk, token)) == ("partner_ended", None, None)
    assert (sees(requester, asked), set(Delivery.objects.values_list("state", flat=True))) == (False, {DeliveryState.CANCELLED})


def test_given_again_before_the_sweep_came_by_old_links_are_dead_and_the_history_says_both(asked, council, advisers, right, colleague):
    token = grants.link_token(asked)
    PartnerGrant.objects.update(until=TODAY - timedelta(days=1))

    partnering.grant(council, partner=advisers, until=None, by=colleague, at=NOON)

    assert (history(asked)[-2:], grants.ticket_of_link(asked.pk, token)) == (["partner_ended", "partner_back"], None)


@pytest.mark.parametrize(("let_in_by", "belongs", "stays"), [
    ("agent", False, False), (None, False, False), ("requester", False, False), ("colleague", False, True), ("agent", True, True),
])  # fmt: skip
def test_a_partner_s_person_who_follows_goes_too_unless_the_client_keeps_them(
    request, asked, right, council, advisers, colleague, stranger, support, let_in_by, belongs, stays
) -> None:
    by = request.getfixturevalue(let_in_by) if let_in_by else None
    own = factories.ticket(colleague, support, requester_proven=True)
    for place in (advisers, council) if belongs else (advisers,):
        Contact.objects.create(user=stranger, organisation=place)
    for ticket in (asked, own):
        following.follow(ticket, stranger, role=FollowerRole.CC, by=by, at=NOON)

    partnering.revoke(right, by=colleague, at=LATER)

    assert [Follower.objects.filter(ticket=ticket, user=stranger).exists() for ticket in (asked, own)] == [stays, stays]
    assert [history(ticket).count("unfollowed") for ticket in (asked, own)] == ([0, 0] if stays else [1, 1])


def test_the_mail_that_waits_for_a_follower_of_the_partner_is_stopped_and_the_client_s_leaves(
    right, advisers, colleague, stranger, agent, support
):
    Contact.objects.create(user=stranger, organisation=advisers)
    own = factories.ticket(colleague, support, requester_proven=True)
    following.follow(own, stranger, role=FollowerRole.CC, by=agent)
    conversation.reply(own, Draft("Please restart it.", waits=timedelta(seconds=15)), by=agent)

    partnering.revoke(right, by=colleague)

    states = dict(Delivery.objects.filter(mail__key__startswith="message:").values_list("address", "state"))
    assert states == {stranger.email: DeliveryState.CANCELLED, colleague.email: DeliveryState.QUEUED}


def test_an_answer_that_comes_after_the_end_is_refused(asked, right, colleague, requester):
    stale = fresh(asked)
    partnering.revoke(right, by=colleague)

    with pytest.raises(Refused, match="no longer ask in the name of Vilaclara"):
        conversation.answer(stale, Answer("Still red.", Channel.WEB, is_proven=True), by=requester)

    assert asked.messages.count() == 1
