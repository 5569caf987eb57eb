"""Letting people follow a ticket, and letting them go."""

import pytest

from accounts.models import User
from notifications.models import Delivery, MailText
from queues.models import Membership
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event
from tickets.actions import conversation, following, lifecycle, merging, routing, undo
from tickets.actions.conversation import Answer, Draft
from tickets.actions.following import Invitation
from tickets.enums import Channel, FollowerRole, RejectReason
from tickets.errors import Refused, Stale
from tickets.models import Follower

pytestmark = pytest.mark.django_db


def followed_by(ticket, person, role=FollowerRole.CC) -> Follower:
    """Somebody who follows."""
    return following.follow(ticket, person, role=role, by=None)


def mailed_to(address: str) -> list[str]:
    """The keys of the mails to an address, without numbers."""
    keys = Delivery.objects.filter(address=address).order_by("pk").values_list("mail__key", flat=True)
    return [key.partition(":")[0] for key in keys]


def test_an_invited_person_is_recorded_and_told(ticket, agent):
    follower = following.invite(ticket, Invitation("Pol@Example.com", "Pol Vila"), by=agent, is_agent=True, at=LATER)

    assert (follower.user.email, follower.user.name, follower.role, follower.added_by, follower.at) == (
        "pol@example.com",
        "Pol Vila",
        FollowerRole.CC,
        agent,
        LATER,
    )
    assert mailed_to("pol@example.com") == ["following"]
    assert (history(ticket), last_event(ticket).payload) == (["opened", "followed"], {"user": follower.user_id, "role": "cc"})


def test_the_invitation_holds_none_of_the_requester_s_words(ticket, requester):
    following.invite(ticket, Invitation("pol@example.com", "Buy cheap pills"), by=requester)

    delivery = Delivery.objects.get(address="pol@example.com")
    said = MailText.objects.get(mail=delivery.mail)
    whole = f"{said.subject} {said.text} {said.html} {delivery.name}"
    for words in ("Buy cheap pills", ticket.title, "The light is red.", requester.name, requester.email):
        assert words not in whole
    assert f"/tickets/{ticket.pk}/leave/" in said.text
    assert f"/tickets/{ticket.pk}/open/" in said.text


def test_who_follows_already_is_not_told_again(ticket, agent):
    first = following.invite(ticket, Invitation("pol@example.com"), by=agent, is_agent=True)

    again = following.invite(ticket, Invitation("pol@example.com", "Another Name"), by=agent, is_agent=True)

    assert (again, again.user.name, mailed_to("pol@example.com"), history(ticket)) == (first, "", ["following"], ["opened", "followed"])


@pytest.mark.parametrize(
    "address", ["", "pol", "pol@", "a b@example.com", "pol@example.com\x00", f"{'x' * 300}@example.com", "suport@example.org"]
)
def test_an_address_that_is_none_or_ours_is_refused(ticket, agent, address):
    with pytest.raises(Refused):
        following.invite(ticket, Invitation(address), by=agent, is_agent=True)

    assert (Follower.objects.count(), history(ticket)) == (0, ["opened"])


def test_the_plus_address_of_a_ticket_is_ours_too(ticket, agent):
    with pytest.raises(Refused):
        following.invite(ticket, Invitation("suport+1.2.aaaaaaaaaaaaaaaa@example.org"), by=agent, is_agent=True)


def test_the_requester_cannot_follow_their_own_ticket(ticket, agent):
    with pytest.raises(Refused):
        following.invite(ticket, Invitation("marta@example.net"), by=agent, is_agent=True)


def test_twenty_people_follow_at_most(ticket, agent):
    for number in range(following.MOST):
        followed_by(ticket, factories.person(f"p{number}@example.com", ""))

    with pytest.raises(Refused):
        following.invite(ticket, Invitation("one-more@example.com"), by=agent, is_agent=True)

    assert ticket.followers.count() == 20
    assert not Delivery.objects.filter(address="one-more@example.com").exists()


def test_a_requester_invites_ten_people_a_day(ticket, support, requester):
    for number in range(following.INVITATIONS_PER_PERSON):
        following.invite(ticket, Invitation(f"p{number}@example.com"), by=requester)
    other = factories.ticket(requester, support)

    with pytest.raises(Refused):
        following.invite(other, Invitation("p10@example.com"), by=requester)

    assert not User.objects.filter(email="p10@example.com").exists()


def test_one_address_is_invited_three_times_a_day_by_whomever(support):
    tickets = [factories.ticket(factories.person(f"r{number}@example.net", ""), support) for number in range(4)]
    for ticket in tickets[:3]:
        following.invite(ticket, Invitation("pol@example.com"), by=ticket.requester)

    with pytest.raises(Refused):
        following.invite(tickets[3], Invitation("pol+else@example.com"), by=tickets[3].requester)


def test_an_agent_who_is_invited_follows_at_the_desk(ticket, agent, lead):
    follower = following.invite(ticket, Invitation("lead@example.org"), by=agent, is_agent=True)

    assert (follower.role, mailed_to("lead@example.org")) == (FollowerRole.AGENT, [])


def test_a_requester_does_not_invite_agents_of_the_queue(ticket, agent, requester):
    with pytest.raises(Refused):
        following.invite(ticket, Invitation("agent@example.org"), by=requester)


def test_a_colleague_who_may_not_read_the_ticket_cannot_follow_it(ticket, treasurer):
    with pytest.raises(Refused):
        followed_by(ticket, treasurer, FollowerRole.AGENT)


def test_whoever_left_the_house_cannot_follow(ticket, agent):
    factories.person("gone@example.com", "", is_active=False)

    with pytest.raises(Refused):
        following.invite(ticket, Invitation("gone@example.com"), by=agent, is_agent=True)


def test_a_reply_goes_to_the_requester_and_to_each_follower(ticket, agent, colleague):
    followed_by(ticket, colleague)

    message = conversation.reply(ticket, Draft("Please restart it."), by=agent)

    sent = Delivery.objects.filter(mail__key__startswith=f"message:{message.pk}").order_by("pk")
    assert sorted(delivery.address for delivery in sent) == ["colleague@example.net", "marta@example.net"]
    assert len({delivery.tokens["reply_to"] for delivery in sent}) == 2
    texts = {delivery.address: MailText.objects.get(mail=delivery.mail).text for delivery in sent}
    assert "/leave/" in texts["colleague@example.net"]
    assert "/leave/" not in texts["marta@example.net"]


def test_followers_hear_where_the_requester_has_no_address(support, agent, colleague):
    ticket = factories.ticket(factories.person(None, "Without Mail"), support)
    followed_by(ticket, colleague)

    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    assert mailed_to("colleague@example.net") == ["message"]


def test_followers_can_be_left_out_of_one_reply(ticket, agent, colleague):
    followed_by(ticket, colleague)

    conversation.reply(ticket, Draft("For Marta alone.", leave_out=frozenset({colleague.pk})), by=agent)
    conversation.reply(ticket, Draft("For both."), by=agent)

    assert (mailed_to("colleague@example.net"), mailed_to("marta@example.net")) == (["message"], ["ack", "message", "message"])


def test_all_mails_of_a_reply_wait_and_are_taken_back(ticket, agent, colleague):
    followed_by(ticket, colleague)
    message = conversation.reply(ticket, Draft("Please restart it.", waits=undo.window()), by=agent)
    sent = Delivery.objects.filter(mail__key__startswith=f"message:{message.pk}")
    assert {delivery.not_before for delivery in sent} == {NOON + undo.window()}

    undo.cancel(ticket, message.pk, by=agent)

    assert [delivery.state for delivery in sent.all()] == ["cancelled", "cancelled"]
    assert not MailText.objects.filter(text__contains="Please restart it.").exists()


def test_followers_hear_that_it_is_solved_and_are_not_asked(ticket, agent, colleague):
    followed_by(ticket, colleague)

    lifecycle.resolve(ticket, Draft("The cable was loose."), by=agent)

    said = {
        delivery.address: MailText.objects.get(mail=delivery.mail).text
        for delivery in Delivery.objects.exclude(mail__key__startswith="ack")
    }
    assert set(said) == {"colleague@example.net", "marta@example.net"}
    assert ("/works/" in said["marta@example.net"], "/works/" in said["colleague@example.net"]) == (True, False)


def test_no_internal_note_reaches_a_follower(ticket, agent, colleague):
    followed_by(ticket, colleague)

    conversation.note(ticket, Draft("The secret of the desk."), by=agent)

    assert mailed_to("colleague@example.net") == []
    assert not MailText.objects.filter(text__contains="The secret of the desk.").exists()


def test_colleagues_who_follow_are_told_of_news_without_words_of_ours(ticket, agent, lead, requester):
    followed_by(ticket, lead, FollowerRole.AGENT)

    conversation.note(ticket, Draft("The secret of the desk."), by=agent)
    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester)
    conversation.note(ticket, Draft("My own."), by=lead)

    assert mailed_to("lead@example.org") == ["news", "news", "news"]
    texts = "".join(MailText.objects.filter(mail__key__startswith="news").values_list("text", flat=True))
    assert not any(words in texts for words in ("secret", "restart"))
    assert "Still red." in texts


def test_a_colleague_who_may_no_longer_read_hears_nothing(ticket, agent, lead):
    followed_by(ticket, lead, FollowerRole.AGENT)
    Membership.objects.filter(user=lead).delete()

    conversation.note(ticket, Draft("The secret of the desk."), by=agent)

    assert mailed_to("lead@example.org") == []


def test_a_colleague_hears_nothing_of_a_ticket_that_left_their_queue(ticket, agent, lead, treasury, treasurer):
    followed_by(ticket, lead, FollowerRole.AGENT)
    ticket.queue.keeps_reading = False
    ticket.queue.save()
    routing.transfer(ticket, to=treasury, tier=1, note="Money.", by=agent)
    ticket.refresh_from_db()
    before = mailed_to("lead@example.org")

    conversation.note(ticket, Draft("For the treasury."), by=treasurer)

    assert mailed_to("lead@example.org") == before


def test_a_follower_s_answer_proves_nothing_of_the_requester(ticket, colleague):
    followed_by(ticket, colleague)

    conversation.answer(ticket, Answer("I see it, too.", Channel.WEB, is_proven=True, is_follower=True), by=colleague)

    ticket.refresh_from_db()
    assert (ticket.requester_proven, history(ticket)) == (False, ["opened", "followed", "written"])


def test_a_follower_who_comes_too_late_opens_a_ticket_of_their_own(ticket, agent, colleague):
    followed_by(ticket, colleague)
    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent)
    ticket.queue.reopen_days = 0
    ticket.queue.save()

    message = conversation.answer(ticket, Answer("And mine?", Channel.WEB, is_proven=True, is_follower=True), by=colleague, at=LATER)

    assert (message.ticket != ticket, message.ticket.requester) == (True, colleague)


def test_letting_go_ends_what_was_sent_and_is_told(ticket, agent, colleague):
    follower = followed_by(ticket, colleague)

    following.unfollow(ticket, follower.pk, by=agent)
    following.unfollow(ticket, follower.pk, by=agent)
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    assert (mailed_to("colleague@example.net"), history(ticket)) == ([], ["opened", "followed", "unfollowed", "answered"])


def test_a_follower_of_another_ticket_is_not_let_go_by_number(ticket, support, stranger, agent, colleague):
    follower = followed_by(ticket, colleague)

    following.unfollow(factories.ticket(stranger, support), follower.pk, by=agent)

    assert list(ticket.followers.all()) == [follower]


def test_somebody_proposed_hears_nothing_until_accepted(ticket, agent, colleague):
    [proposed] = following.propose(ticket, [colleague], message_id=ticket.messages.get().pk, at=NOON)
    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    assert mailed_to("colleague@example.net") == []

    accepted = following.accept(ticket, proposed.pk, by=agent)

    assert (accepted.pk, accepted.role, accepted.added_by) == (proposed.pk, FollowerRole.CC, agent)
    assert mailed_to("colleague@example.net") == ["following"]


def test_a_proposal_that_is_gone_cannot_be_accepted(ticket, agent, colleague):
    [proposed] = following.propose(ticket, [colleague], message_id=0, at=NOON)
    following.unfollow(ticket, proposed.pk, by=agent)

    with pytest.raises(Refused):
        following.accept(ticket, proposed.pk, by=agent)


def test_a_reply_is_held_when_somebody_began_to_follow_meanwhile(ticket, agent, lead, colleague):
    seen = last_event(ticket).pk
    following.follow(ticket, colleague, role=FollowerRole.CC, by=lead)

    with pytest.raises(Stale):
        conversation.reply(ticket, Draft("For Marta alone.", seen=seen), by=agent)


def test_followers_of_a_merged_ticket_are_told_and_do_not_read_the_other(ticket, support, stranger, agent, colleague):
    root = factories.ticket(stranger, support)
    followed_by(ticket, colleague)

    merging.merge(ticket, into=root, by=agent)
    conversation.reply(root, Draft("For the other one."), by=agent)
    lifecycle.resolve(root, Draft("Solved over there."), by=agent)

    assert mailed_to("colleague@example.net") == ["merged", "resolved"]
    said = "".join(text.text for text in MailText.objects.filter(mail__deliveries__address="colleague@example.net"))
    assert not any(words in said for words in ("For the other one.", "Solved over there."))


def test_a_follower_who_became_the_requester_gets_one_mail(ticket, agent, colleague):
    followed_by(ticket, colleague)
    ticket.requester = colleague
    ticket.save(update_fields=["requester"])

    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    assert mailed_to("colleague@example.net") == ["message"]
