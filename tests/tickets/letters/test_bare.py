"""Mails that only say that there is news."""

import pytest

from notifications.models import Delivery
from tests.tickets.agents_by_mail import address_of, mail, told
from tests.tickets.appointing import booked
from tests.tickets.mails import token_address
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _bare(ticket):
    """The queue's mails hold no content."""
    ticket.queue.mails_no_content = True
    ticket.queue.save()


def everything(delivery: Delivery) -> str:
    said = delivery.mail.texts.get()
    return f"{said.subject} {said.text} {said.html} {said.calendar}"


def test_a_reply_is_a_reference_and_a_link_that_can_be_answered(ticket, agent):
    conversation.reply(ticket, Draft("SECRET: restart it."), by=agent)

    delivery = Delivery.objects.latest("pk")
    told = everything(delivery)
    assert ("SECRET" in told, "No connection" in told, f"/tickets/{ticket.pk}/open/" in told) == (False, False, True)
    assert delivery.mail.texts.get().subject == f"News about \u2068{ticket.reference}\u2069"
    assert delivery.tokens["reply_to"] == token_address(ticket)


def test_nothing_of_an_appointment_leaves(ticket, agent, requester):
    before = Delivery.objects.latest("pk").pk

    booked(ticket, agent, requester)

    told = "".join(map(everything, Delivery.objects.filter(pk__gt=before)))
    assert ("VCALENDAR" in told, "March" in told, "600 000" in told) == (False, False, False)


def test_agents_hear_no_more_either(ticket, agent, requester):
    lifecycle.take(ticket, by=agent)

    conversation.answer(ticket, Answer("SECRET", Channel.WEB), by=requester)

    told = everything(Delivery.objects.latest("pk"))
    assert ("SECRET" in told, "No connection" in told, f"/desk/tickets/{ticket.pk}/" in told) == (False, False, True)


def test_an_agent_reads_what_became_of_their_commands_but_nothing_of_the_requester(ticket, agent):
    mail("#owner nobody-here\n\nDraft.", address_of(ticket, agent))

    subject, text = told(agent)
    assert (subject, "#owner" in text) == (f"Nothing was done in \u2068{ticket.reference}\u2069", True)
    assert ("No connection" in text, ticket.requester.name in text) == (False, False)
