"""Followers on the desk and on the portal: who lets whom in, what a follower may, and how it ends."""

import uuid

import pytest
from django.test import Client

from accounts.enums import ContactRole, Sharing
from accounts.models import Contact, Organisation
from notifications.models import Delivery
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import history
from tickets import grants
from tickets.actions import conversation, following, lifecycle, merging
from tickets.actions.conversation import Draft
from tickets.enums import FollowerRole, Status
from tickets.models import Follower, Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def follower(ticket: Ticket, colleague) -> Follower:
    """Pere follows Marta's ticket."""
    return following.follow(ticket, colleague, role=FollowerRole.CC, by=None)


@pytest.fixture
def by_link(follower: Follower) -> Client:
    """A browser that followed the link mailed to Pere."""
    client = Client()
    client.get(f"/tickets/{follower.ticket_id}/open/{grants.follower_token(follower)}/")
    return client


def test_the_desk_lets_somebody_follow_by_their_address(ticket, agent, sign_in):
    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/followers/", {"address": "pol@example.com", "name": "Pol Vila"}, follow=True)

    assert response.redirect_chain == [(f"/desk/tickets/{ticket.pk}/followers/", 302)]
    assert "Pol Vila follows this ticket." in response.content.decode()
    assert Follower.objects.get().user.email == "pol@example.com"


def test_the_desk_keeps_what_was_typed_when_it_is_refused(ticket, agent, sign_in):
    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/followers/", {"address": "suport@example.org", "name": "Pol \x00Vila"})

    assert (response.status_code, Follower.objects.count()) == (422, 0)

    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/followers/", {"address": "suport@example.org", "name": "Pol Vila"})

    page = response.content.decode()
    assert (response.status_code, "This is our own address." in page, 'value="Pol Vila"' in page) == (422, True, True)


def test_the_desk_lets_a_colleague_follow(ticket, agent, lead, sign_in):
    sign_in(agent).post(f"/desk/tickets/{ticket.pk}/followers/colleague/", {"colleague": lead.pk})

    assert (Follower.objects.get().user, Follower.objects.get().role) == (lead, FollowerRole.AGENT)


def test_a_colleague_of_another_queue_is_no_choice(ticket, agent, treasurer, sign_in):
    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/followers/colleague/", {"colleague": treasurer.pk})

    assert (response.status_code, Follower.objects.count()) == (422, 0)


def test_the_desk_accepts_a_proposal_and_drops_another(ticket, agent, colleague, stranger, sign_in):
    one, two = following.propose(ticket, [colleague, stranger], message_id=0, at=NOON)
    client = sign_in(agent)

    client.post(f"/desk/tickets/{ticket.pk}/followers/{one.pk}/accept/")
    client.post(f"/desk/tickets/{ticket.pk}/followers/{two.pk}/remove/")

    assert [(row.user, row.role) for row in ticket.followers.all()] == [(colleague, FollowerRole.CC)]


def test_a_proposal_is_answered_by_one_click_on_the_ticket(ticket, agent, colleague, stranger, sign_in):
    one, two = following.propose(ticket, [colleague, stranger], message_id=0, at=NOON)
    client, path = sign_in(agent), f"/desk/tickets/{ticket.pk}/"
    page = client.get(path).content.decode()
    assert all(f"{path}followers/{row.pk}/{act}/" in page for row in (one, two) for act in ("accept", "remove"))

    said = client.post(f"{path}followers/{one.pk}/accept/", {"back": "ticket"}, follow=True)
    client.post(f"{path}followers/{two.pk}/remove/", {"back": "ticket"})

    assert said.redirect_chain == [(path, 302)]
    assert [(row.user, row.role) for row in ticket.followers.all()] == [(colleague, FollowerRole.CC)]
    assert "Shall they follow?" not in client.get(path).content.decode()


def test_a_follower_of_another_ticket_is_not_in_reach(follower, agent, stranger, support, sign_in):
    other = factories.ticket(stranger, support)

    sign_in(agent).post(f"/desk/tickets/{other.pk}/followers/{follower.pk}/remove/")

    assert Follower.objects.get() == follower


def test_the_composer_shows_who_gets_the_reply_and_who_is_new(ticket, follower, agent, sign_in):
    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert page.count('class="recipients__new"') == 1
    assert f'<input type="checkbox" name="cc" value="{follower.user_id}" checked>' in page
    assert page.index("marta@example.net") < page.index("colleague@example.net")


def test_after_a_reply_nobody_is_new(ticket, follower, agent, sign_in, clock):
    clock.shift(60)
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert (page.count('class="recipients__new"'), page.count('class="recipients__one"')) == (0, 2)
    assert page.count("waits to leave") == 2


def test_without_followers_there_is_no_list(ticket, agent, sign_in):
    assert 'class="recipients"' not in sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_a_box_without_its_tick_leaves_somebody_out(ticket, follower, agent, sign_in):
    client, form = sign_in(agent), {"cc_shown": [follower.user_id]}

    client.post(f"/desk/tickets/{ticket.pk}/reply/", {**form, "body": "For Marta alone.", "submission": uuid.uuid4()})
    client.post(f"/desk/tickets/{ticket.pk}/reply/", {**form, "body": "For both.", "cc": [follower.user_id], "submission": uuid.uuid4()})

    sent = Delivery.objects.filter(mail__key__startswith="message:").order_by("pk").values_list("address", flat=True)
    assert sorted(sent) == ["colleague@example.net", "marta@example.net", "marta@example.net"]


def test_a_refused_reply_keeps_the_boxes(ticket, follower, agent, sign_in):
    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/reply/", {"body": " ", "cc_shown": [follower.user_id, "x", "9" * 30]})

    assert response.status_code == 422
    assert f'<input type="checkbox" name="cc" value="{follower.user_id}">' in response.content.decode()


@pytest.mark.parametrize("times", [1, 15])
def test_followers_cost_the_ticket_page_nothing(ticket, agent, sign_in, django_assert_num_queries, times):
    for number in range(times):
        following.follow(ticket, factories.person(f"p{number}@example.com", f"P {number}"), role=FollowerRole.CC, by=agent)
    client = sign_in(agent)
    client.get(f"/desk/tickets/{ticket.pk}/")

    # One of them reads the names in the history, as it does for owners.
    with django_assert_num_queries(15):
        client.get(f"/desk/tickets/{ticket.pk}/")


def test_the_requester_says_who_else_should_follow(ticket, requester, sign_in):
    client = sign_in(requester)

    page = client.post(f"/tickets/{ticket.pk}/followers/", {"address": "pol@example.com", "name": "Pol"}, follow=True).content.decode()

    assert "pol@example.com hears of this ticket from now on." in page
    row = Follower.objects.get()
    assert (row.added_by, history(ticket)) == (requester, ["opened", "followed"])
    client.post(f"/tickets/{ticket.pk}/followers/{row.pk}/remove/")
    assert Follower.objects.count() == 0


def test_a_refused_invitation_opens_the_fold_with_what_was_typed(ticket, requester, sign_in):
    response = sign_in(requester).post(f"/tickets/{ticket.pk}/followers/", {"address": "pol", "name": "Pol"})

    page = response.content.decode()
    assert (response.status_code, '<details class="fold no-print" id="followers" open>' in page, 'value="pol"' in page) == (422, True, True)


def test_a_manager_of_the_organisation_may_and_a_member_may_not(ticket, colleague, stranger):
    council = Organisation.objects.create(name="Vilaclara Town Council", sharing=Sharing.ALL)
    Ticket.objects.filter(pk=ticket.pk).update(organisation=council, requester_proven=True)
    answers = []
    for person, role in ((colleague, ContactRole.MANAGER), (stranger, ContactRole.MEMBER)):
        Contact.objects.create(user=person, organisation=council, role=role)
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        answers.append(client.post(f"/tickets/{ticket.pk}/followers/", {"address": f"{role}@example.com"}).status_code)

    assert (answers, Follower.objects.count()) == ([302, 403], 1)


def test_a_code_from_a_receipt_lets_nobody_in(ticket, client):
    client.post("/tickets/follow/", {"reference": ticket.reference, "code": grants.follow_code(ticket)})

    response = client.post(f"/tickets/{ticket.pk}/followers/", {"address": "pol@example.com"})

    assert (response.status_code, Follower.objects.count()) == (403, 0)


def test_a_follower_reads_and_writes_by_the_mailed_link(ticket, by_link, colleague):
    page = by_link.get(f"/tickets/{ticket.pk}/").content.decode()
    by_link.post(f"/tickets/{ticket.pk}/answer/", {"body": "I see it, too.", "submission": uuid.uuid4()})

    message = ticket.messages.order_by("-pk")[0]
    ticket.refresh_from_db()
    assert ("The light is red." in page, "Stop following" in page) == (True, True)
    assert (message.author, message.is_verified, ticket.requester_proven) == (colleague, True, False)


def test_a_follower_sees_the_ticket_among_those_they_follow(ticket, follower, colleague, sign_in):
    client = sign_in(colleague)

    assert client.get(f"/tickets/{ticket.pk}/").status_code == 200
    assert ticket.title in client.get("/tickets/followed/").content.decode()
    assert ticket.title not in client.get("/tickets/").content.decode()


@pytest.mark.parametrize("act", ["close", "reopen", "works", "followers"])
def test_a_follower_neither_ends_it_nor_lets_others_in(ticket, by_link, act):
    Ticket.objects.filter(pk=ticket.pk).update(status=Status.RESOLVED, resolved_at=NOON)

    by_link.post(f"/tickets/{ticket.pk}/{act}/", {"address": "pol@example.com"})

    ticket.refresh_from_db()
    assert (ticket.status, ticket.confirmed_at, Follower.objects.count()) == (Status.RESOLVED, None, 1)


def test_a_follower_gets_no_code_and_no_notes(ticket, agent, by_link):
    conversation.note(ticket, Draft("The secret of the desk."), by=agent)

    pages = by_link.get(f"/tickets/{ticket.pk}/").content.decode() + by_link.get(f"/tickets/{ticket.pk}/receipt/").content.decode()

    assert (grants.follow_code(ticket) in pages, "The secret of the desk." in pages) == (False, False)
    assert by_link.get(f"/desk/tickets/{ticket.pk}/").status_code == 302


def test_a_follower_reads_no_other_ticket(support, requester, by_link, colleague, sign_in):
    other = factories.ticket(requester, support)

    assert [by_link.get(f"/tickets/{other.pk}/").status_code, sign_in(colleague).get(f"/tickets/{other.pk}/").status_code] == [404, 404]


def test_removal_ends_every_way_in_at_once(ticket, follower, by_link, agent, colleague, sign_in):
    token = grants.follower_token(follower)
    assert by_link.get(f"/tickets/{ticket.pk}/").status_code == 200

    following.unfollow(ticket, follower.pk, by=agent)

    ways = (
        f"/tickets/{ticket.pk}/",
        f"/tickets/{ticket.pk}/receipt/",
        f"/tickets/{ticket.pk}/open/{token}/",
        f"/tickets/{ticket.pk}/leave/{token}/",
    )
    assert [by_link.get(way).status_code for way in ways] == [404, 404, 404, 404]
    assert sign_in(colleague).get(ways[0]).status_code == 404


def test_who_follows_again_does_not_bring_old_links_back(ticket, follower, agent, colleague, by_link):
    following.unfollow(ticket, follower.pk, by=agent)
    following.follow(ticket, colleague, role=FollowerRole.CC, by=agent)

    assert by_link.get(f"/tickets/{ticket.pk}/").status_code == 404


def test_a_mail_program_can_offer_a_follower_alone_a_button_to_leave(ticket, follower, agent):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)

    mails = {row.address: row.mail.headers for row in Delivery.objects.filter(mail__key__startswith="message:").select_related("mail")}
    url = f"/tickets/{ticket.pk}/leave/{grants.follower_token(follower)}/"
    assert mails["marta@example.net"] == {}
    assert mails["colleague@example.net"]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mails["colleague@example.net"]["List-Unsubscribe"].endswith(f"{url}>")


def test_leaving_takes_a_click_and_no_cookie(ticket, follower, client):
    path = f"/tickets/{ticket.pk}/leave/{grants.follower_token(follower)}/"
    asked = client.get(path)
    assert (asked.status_code, Follower.objects.count()) == (200, 1)
    assert ticket.title not in asked.content.decode()

    left = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert (left.status_code, Follower.objects.count(), ticket.events.last().by) == (200, 0, follower.user)


def test_a_colleague_who_follows_leaves_by_the_same_button_and_the_link_lets_nobody_in(ticket, agent, lead):
    row = following.follow(ticket, lead, role=FollowerRole.AGENT, by=agent)
    conversation.note(ticket, Draft("On my way."), by=agent)
    headers = Delivery.objects.get(mail__key__startswith="news:").mail.headers
    path = f"/tickets/{ticket.pk}/leave/{grants.follower_token(row)}/"
    assert (headers["List-Unsubscribe"].endswith(f"{path}>"), headers["List-Unsubscribe-Post"]) == (True, "List-Unsubscribe=One-Click")
    assert "at the desk" in Client().get(path).content.decode()
    assert Client().get(f"/tickets/{ticket.pk}/open/{grants.follower_token(row)}/").status_code == 404

    left = Client(enforce_csrf_checks=True).post(path, {"List-Unsubscribe": "One-Click"})

    assert (left.status_code, Follower.objects.count(), ticket.events.last().by) == (200, 0, lead)


def test_whoever_is_only_proposed_has_no_link_to_leave_by(ticket, colleague):
    row = following.follow(ticket, colleague, role=FollowerRole.ASKED, by=None)

    assert Client().get(f"/tickets/{ticket.pk}/leave/{grants.follower_token(row)}/").status_code == 404


def test_a_follower_stops_on_the_ticket_s_page(ticket, follower, by_link):
    by_link.post(f"/tickets/{ticket.pk}/followers/{follower.pk}/remove/")

    assert (Follower.objects.count(), by_link.get(f"/tickets/{ticket.pk}/").status_code) == (0, 404)


def test_a_follower_lets_no_other_go(ticket, by_link, stranger):
    other = following.follow(ticket, stranger, role=FollowerRole.CC, by=None)

    response = by_link.post(f"/tickets/{ticket.pk}/followers/{other.pk}/remove/")

    assert (response.status_code, Follower.objects.count()) == (403, 2)


def test_a_link_for_one_ticket_opens_no_other(follower, support, requester, client):
    other = factories.ticket(requester, support)

    assert client.get(f"/tickets/{other.pk}/open/{grants.follower_token(follower)}/").status_code == 404


def test_a_follower_of_a_merged_ticket_stays_in_it(ticket, support, requester, agent, by_link):
    ticket.requester_proven = True
    ticket.save(update_fields=["requester_proven"])
    root = factories.ticket(requester, support, title="Another matter", body="The other words.", requester_proven=True)
    merging.merge(ticket, into=root, by=agent)
    conversation.reply(root, Draft("Said over there."), by=agent)

    by_link.post(f"/tickets/{ticket.pk}/answer/", {"body": "I see it, too.", "submission": uuid.uuid4()})

    page = by_link.get(f"/tickets/{ticket.pk}/").content.decode()
    assert ("I see it, too." in page, "Said over there." in page, by_link.get(f"/tickets/{root.pk}/").status_code) == (True, False, 404)


def test_a_follower_does_not_read_what_was_merged_in(ticket, support, requester, agent, by_link):
    part = factories.ticket(requester, support, body="The other words.", requester_proven=True)
    Ticket.objects.filter(pk=ticket.pk).update(requester_proven=True)
    merging.merge(part, into=ticket, by=agent)

    page = by_link.get(f"/tickets/{ticket.pk}/").content.decode()

    assert ("The light is red." in page, "The other words." in page) == (True, False)


def test_somebody_proposed_may_read_nothing(ticket, colleague, sign_in):
    following.propose(ticket, [colleague], message_id=0, at=NOON)

    assert sign_in(colleague).get(f"/tickets/{ticket.pk}/").status_code == 404


def test_a_follower_hears_of_closing_and_of_nothing_after(ticket, follower, agent):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)

    assert Delivery.objects.filter(address="colleague@example.net").count() == 1
