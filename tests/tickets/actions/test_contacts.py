"""The requester keeps one contact."""

import pytest

from notifications.models import Delivery, MailText
from queues.enums import Tier
from tests import factories
from tests.tickets.moments import LATER
from tests.tickets.standing import last_event
from tickets.actions import contacts, conversation, lifecycle, routing
from tickets.actions.conversation import Answer, Draft
from tickets.actions.routing import Escalation
from tickets.enums import Channel, EscalationReason, Verb
from tickets.errors import Refused

pytestmark = pytest.mark.django_db

UP = Escalation(EscalationReason.SKILLS, "Restarted twice.")


@pytest.fixture
def expert(support):
    """Works on line 2."""
    return factories.member("expert@example.org", "Ona Pla", support, tier=Tier.SECOND)


def test_who_answers_first_talks_to_the_requester(ticket, agent, lead):
    conversation.note(ticket, Draft("Looks like the cabinet."), by=lead)
    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    conversation.reply(ticket, Draft("And wait."), by=lead)

    ticket.refresh_from_db()
    assert ticket.contact == agent


def test_on_line_1_the_owner_talks_to_the_requester(ticket, agent, lead):
    lifecycle.take(ticket, by=agent)
    lifecycle.assign(ticket, to=lead, by=agent)

    ticket.refresh_from_db()
    assert ticket.contact == lead


def test_the_contact_stays_when_the_ticket_goes_up_and_somebody_takes_it_there(ticket, agent, expert):
    lifecycle.take(ticket, by=agent)
    routing.escalate(ticket, UP, by=agent)
    lifecycle.take(ticket, by=expert)
    conversation.reply(ticket, Draft("We look into it."), by=expert)

    ticket.refresh_from_db()
    assert (ticket.owner, ticket.contact) == (expert, agent)


def test_taking_the_conversation_says_so_in_the_history_and_twice_does_nothing(ticket, agent, expert):
    lifecycle.take(ticket, by=agent)

    contacts.take_conversation(ticket, by=expert, at=LATER)
    contacts.take_conversation(ticket, by=expert)

    ticket.refresh_from_db()
    event = last_event(ticket)
    assert (ticket.contact, ticket.owner) == (expert, agent)
    assert (event.verb, event.by, event.at) == (Verb.CONTACT_TAKEN, expert, LATER)
    assert event.payload == {"before": agent.pk, "owner": expert.pk}
    assert ticket.events.filter(verb=Verb.CONTACT_TAKEN).count() == 1


def test_nobody_of_another_queue_takes_the_conversation(ticket, agent, treasurer):
    with pytest.raises(Refused, match="Oriol Mas does not work in this queue"):
        contacts.take_conversation(ticket, by=treasurer)

    ticket.refresh_from_db()
    assert ticket.contact is None


def test_a_transfer_forgets_a_contact_who_does_not_work_there(ticket, agent, treasury, treasurer):
    lifecycle.take(ticket, by=agent)

    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=agent)

    ticket.refresh_from_db()
    assert ticket.contact is None


def test_owner_and_contact_hear_of_an_answer_each_once_in_words_that_fit(ticket, agent, expert, requester):
    lifecycle.take(ticket, by=agent)
    routing.escalate(ticket, UP, by=agent)
    lifecycle.take(ticket, by=expert)
    ticket.refresh_from_db()

    conversation.answer(ticket, Answer("Still red.", Channel.WEB), by=requester)

    told = dict(Delivery.objects.filter(mail__texts__subject__startswith="New answer").values_list("address", "mail__texts__text"))
    assert sorted(told) == ["agent@example.org", "expert@example.org"]
    assert "which is yours" in told["expert@example.org"]
    assert "you talk to the requester" in told["agent@example.org"]


def test_mails_come_from_the_same_address_before_and_after_escalating(ticket, agent, expert):
    conversation.reply(ticket, Draft("Please restart it."), by=agent)
    routing.escalate(ticket, UP, by=agent)
    lifecycle.resolve(ticket, Draft(""), by=expert)

    mails = [text.mail for text in MailText.objects.filter(mail__deliveries__address="marta@example.net").select_related("mail")]
    assert {mail.from_address for mail in mails} == {"suport@example.org"}
    assert mails[-1].from_name == "Suport"
