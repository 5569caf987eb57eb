"""Agents who answer by mail: whose words are taken, and what becomes of them."""

import pytest

from accounts.models import User
from notifications.models import Delivery
from queues.models import Membership
from tests import factories
from tests.tickets.agents_by_mail import AINA, address_of, mail, told
from tests.tickets.mails import MARTA, arrive, raw, token_address
from tests.tickets.moments import LATER
from tests.tickets.standing import history
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Draft
from tickets.agent_addresses import read_agent_address
from tickets.enums import Channel, FollowerRole, InboundAction, MessageKind, Status
from tickets.models import Attachment, Message, SavedDraft, Ticket

pytestmark = pytest.mark.django_db


def newest(ticket: Ticket) -> Message:
    return ticket.messages.order_by("-pk")[0]


def test_an_agent_s_answer_goes_to_the_requester(ticket, agent, requester):
    outcome = mail("Please restart it.\r\n\r\n> The light is red.", address_of(ticket, agent))

    message = newest(ticket)
    ticket.refresh_from_db()
    assert (outcome.action, outcome.message, outcome.matched_by) == (InboundAction.APPENDED, message, "agent-token")
    assert (message.body, message.kind, message.is_ours, message.author) == ("Please restart it.", MessageKind.PUBLIC, True, agent)
    assert (message.channel, message.leaves_at, "The light is red." in message.quoted) == (Channel.MAIL, None, True)
    assert (ticket.status, ticket.answered_at) == (Status.OPEN, LATER)
    assert "\n\nPlease restart it.\n\nAina Roca\n" in told(requester)[1]
    assert "> The light is red." not in told(requester)[1]


def test_a_plain_answer_is_not_confirmed(ticket, agent):
    mail("Please restart it.", address_of(ticket, agent))

    assert Delivery.objects.filter(address="agent@example.org").count() == 0


def test_words_to_the_note_address_stay_inside(ticket, agent, requester):
    before = Delivery.objects.count()

    mail("SECRET: she never pays.", address_of(ticket, agent, MessageKind.NOTE))

    assert (newest(ticket).kind, newest(ticket).author, Delivery.objects.count()) == (MessageKind.NOTE, agent, before)


def test_files_go_along(ticket, agent):
    body = (
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nRead this.\r\n--x\r\n'
        'Content-Type: text/plain; name="manual.txt"\r\nContent-Disposition: attachment; filename="manual.txt"\r\n\r\nhow\r\n--x--'
    )
    to = address_of(ticket, agent)
    head = f"From: {AINA}\r\nTo: {to}\r\nSubject: Re\r\nMessage-ID: <f@example.org>\r\nMIME-Version: 1.0\r\n"

    arrive(f"{head}{body}\r\n".encode(), to=to, at=LATER)

    assert [file.file_name for file in newest(ticket).attachments.all()] == ["manual.txt"]


def test_what_others_are_sent_to_is_only_proposed(ticket, agent):
    mail("Please restart it.", address_of(ticket, agent), Cc="expert@example.com")

    assert list(ticket.followers.values_list("user__email", "role")) == [("expert@example.com", FollowerRole.ASKED)]


@pytest.mark.parametrize("sender", [MARTA, "Aina Roca <forged@example.com>", '"agent@example.org" <forged@example.com>'])
def test_an_agent_s_address_used_by_somebody_else_sends_nothing(ticket, agent, requester, sender):
    before = Delivery.objects.filter(address=requester.email).count()

    outcome = mail("#status resolved\nPay here.", address_of(ticket, agent), sender=sender)

    ticket.refresh_from_db()
    assert (ticket.status, newest(ticket).kind, newest(ticket).is_ours) == (Status.NEW, MessageKind.NOTE, False)
    assert Delivery.objects.filter(address=requester.email).count() == before
    assert outcome.reason == "from somebody who is not a participant: shown to agents only"


def test_the_agent_s_own_address_alone_is_not_enough(ticket, agent):
    """Anybody can write it as the sender; the address minted for them is what others do not know."""
    outcome = mail("#owner me\nPay here.", "suport@example.org", Subject=f"Re [{ticket.reference}]")

    ticket.refresh_from_db()
    assert (ticket.owner, outcome.action) == (None, InboundAction.CREATED)
    assert outcome.message is not None
    assert (outcome.message.body, outcome.message.is_ours) == ("#owner me\nPay here.", False)


def test_the_address_of_another_agent_is_not_theirs_to_use(ticket, agent, lead):
    mail("Please restart it.", address_of(ticket, lead))

    assert (newest(ticket).kind, newest(ticket).is_ours) == (MessageKind.NOTE, False)


@pytest.mark.parametrize("change", ["left", "moved"])
def test_whoever_no_longer_works_in_the_queue_answers_nobody(ticket, agent, requester, change):
    to = address_of(ticket, agent)
    if change == "left":
        User.objects.filter(pk=agent.pk).update(is_active=False)
    else:
        Membership.objects.filter(user=agent).delete()
    before = Delivery.objects.filter(address=requester.email).count()

    mail("#status resolved\nSolved.", to)

    ticket.refresh_from_db()
    assert (ticket.status, newest(ticket).kind, newest(ticket).is_ours) == (Status.NEW, MessageKind.NOTE, False)
    assert Delivery.objects.filter(address=requester.email).count() == before


def test_an_agent_who_left_the_queue_is_told_so_and_nothing_of_the_ticket(ticket, agent):
    to = address_of(ticket, agent)
    Membership.objects.filter(user=agent).delete()

    mail("#status resolved\nSolved.", to)

    subject, text = told(agent)
    assert subject == f"Nothing was done in \u2068{ticket.reference}\u2069"
    assert "You do not work in the queue of this ticket any more." in text
    assert ("No connection" in text, "/desk/" in text, "suport+" in text) == (False, False, False)


def test_whoever_passes_a_ticket_on_may_not_answer_it_any_more(ticket, agent, treasury, treasurer):
    mail("#queue treasury\n\nPlease bill it.", address_of(ticket, agent))

    subject, text = told(agent)
    assert (subject, "Your answer to this e-mail" in text) == (f"Done in \u2068{ticket.reference}\u2069", False)


def test_an_agent_of_another_queue_is_somebody_else(ticket, treasurer):
    mail("Hello.", address_of(ticket, treasurer), sender="Oriol Mas <treasurer@example.org>")

    assert (newest(ticket).kind, newest(ticket).is_ours) == (MessageKind.NOTE, False)


def test_an_agent_who_asks_in_another_queue_is_a_requester_there(support, treasury, agent):
    asked = factories.ticket(agent, treasury)

    mail("#owner me\nStill waiting.", token_address(asked))

    asked.refresh_from_db()
    assert (asked.owner, newest(asked).body, newest(asked).is_ours) == (None, "#owner me\nStill waiting.", False)


def test_commands_of_a_requester_are_words(ticket, requester):
    arrive(raw("#status closed\nThank you."), to=token_address(ticket))

    ticket.refresh_from_db()
    assert (ticket.status, newest(ticket).body) == (Status.NEW, "#status closed\nThank you.")


def test_the_same_mail_by_another_way_is_taken_once(ticket, agent, requester):
    to = address_of(ticket, agent)
    mail("#owner me\nPlease restart it.", to)
    lifecycle.release(ticket, by=agent, at=LATER)

    again = mail("#owner me\nPlease restart it.", to, Received="from elsewhere.example.com; Tue, 10 Mar 2026 15:00:00 +0000")

    ticket.refresh_from_db()
    assert (again.action, ticket.owner) == (InboundAction.IGNORED, None)
    assert ticket.messages.filter(is_ours=True).count() == 1


def test_a_subject_alone_says_nothing(ticket, agent):
    outcome = mail("", address_of(ticket, agent), Subject="Restart it")

    assert (outcome.action, history(ticket)) == (InboundAction.REJECTED, ["opened"])
    assert "There is no text yet." in told(agent)[1]


def test_a_machine_s_answer_in_an_agent_s_name_is_no_reply(ticket, agent, requester):
    before = Delivery.objects.count()

    outcome = mail("I am on holiday.", address_of(ticket, agent), Auto_Submitted="auto-replied")

    assert (outcome.action, Delivery.objects.count(), history(ticket)) == (InboundAction.IGNORED, before, ["opened"])


def test_an_answer_to_what_is_out_of_date_is_held_and_sent_by_one_word(ticket, agent, requester):
    to = address_of(ticket, agent)
    arrive(raw("It works again, thank you."), to=token_address(ticket))

    held = mail("Please restart it.", to)

    draft = SavedDraft.objects.get(user=agent, ticket=ticket, kind=MessageKind.PUBLIC)
    subject, text = told(agent)
    assert (held.action, draft.body) == (InboundAction.REJECTED, "Please restart it.")
    assert ticket.messages.filter(is_ours=True).exists() is False
    assert "Nothing was done" in subject
    assert "It works again, thank you." in text
    assert "\n\nTo send the draft after all, answer this e-mail with this one line: #send\n" in text

    answer = Delivery.objects.filter(address=agent.email).order_by("-pk")[0].tokens["reply_to"]
    mail("#send", answer, identity="a2@example.org")

    assert (newest(ticket).body, newest(ticket).is_ours) == ("Please restart it.", True)
    assert SavedDraft.objects.count() == 0


def test_a_held_answer_keeps_its_file(ticket, agent):
    to = address_of(ticket, agent)
    arrive(raw("Wait."), to=token_address(ticket))
    body = (
        'Content-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\nRead this.\r\n--x\r\n'
        'Content-Type: text/plain; name="manual.txt"\r\nContent-Disposition: attachment; filename="manual.txt"\r\n\r\nhow\r\n--x--'
    )
    head = f"From: {AINA}\r\nTo: {to}\r\nSubject: Re\r\nMessage-ID: <f@example.org>\r\nMIME-Version: 1.0\r\n"

    arrive(f"{head}{body}\r\n".encode(), to=to, at=LATER)

    draft = SavedDraft.objects.get()
    assert list(Attachment.objects.drafts(draft.submission).values_list("file_name", flat=True)) == ["manual.txt"]


def test_mail_to_an_agent_can_be_answered(ticket, agent):
    lifecycle.take(ticket, by=agent)

    arrive(raw("Still red."), to=token_address(ticket))

    token = read_agent_address(Delivery.objects.get(address=agent.email).tokens["reply_to"])
    assert token is not None
    assert (token.ticket_id, token.user_id, token.kind) == (ticket.pk, agent.pk, MessageKind.PUBLIC)
    assert token.seen == ticket.events.order_by("-pk").values_list("pk", flat=True)[0]


def test_whoever_answers_the_news_of_a_note_writes_a_note(ticket, agent, lead):
    conversation.note(ticket, Draft("@Laia please look."), by=agent)

    token = read_agent_address(Delivery.objects.get(address=lead.email).tokens["reply_to"])
    assert token is not None
    assert token.kind == MessageKind.NOTE


def test_a_closed_ticket_takes_no_answer_and_says_so(ticket, agent):
    lifecycle.resolve(ticket, Draft("Solved."), by=agent)
    lifecycle.close(ticket, by=agent)

    mail("One more thing.", address_of(ticket, agent))

    assert "This ticket is closed." in told(agent)[1]
    assert SavedDraft.objects.get().body == "One more thing."


def test_an_agent_is_told_in_their_language(ticket, agent):
    agent.language = "ca"
    agent.save(update_fields=["language"])

    mail("#owner nobody-at-all", address_of(ticket, agent))

    assert "Nothing was done" not in told(agent)[0]
