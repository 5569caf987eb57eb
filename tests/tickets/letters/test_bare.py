"""Mails that only say that there is news."""

import pytest

from accounts import installation
from accounts.models import Installation
from notifications.models import Delivery
from tests import factories
from tests.tickets.agents_by_mail import address_of, mail, told
from tests.tickets.appointing import booked
from tests.tickets.mails import token_address
from tickets.actions import conversation, following, lifecycle
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel, FollowerRole
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def _bare(ticket):
    """The queue's mails hold no content."""
    ticket.queue.mails_no_content = True
    ticket.queue.save()


def everything(delivery: Delivery) -> str:
    said = delivery.mail.texts.get()
    return f"{said.subject} {said.text} {said.html} {said.calendar}"


@pytest.mark.usefixtures("_bare")
def test_a_reply_is_a_reference_and_a_link_that_can_be_answered(ticket, agent):
    conversation.reply(ticket, Draft("SECRET: restart it."), by=agent)

    delivery = Delivery.objects.latest("pk")
    told = everything(delivery)
    assert ("SECRET" in told, "No connection" in told, f"/tickets/{ticket.pk}/open/" in told) == (False, False, True)
    assert delivery.mail.texts.get().subject == f"News about \u2068{ticket.reference}\u2069"
    assert delivery.tokens["reply_to"] == token_address(ticket)


@pytest.mark.usefixtures("_bare")
def test_nothing_of_an_appointment_leaves(ticket, agent, requester):
    before = Delivery.objects.latest("pk").pk

    booked(ticket, agent, requester)

    told = "".join(map(everything, Delivery.objects.filter(pk__gt=before)))
    assert ("VCALENDAR" in told, "March" in told, "600 000" in told) == (False, False, False)


@pytest.mark.usefixtures("_bare")
def test_agents_hear_no_more_either(ticket, agent, requester):
    lifecycle.take(ticket, by=agent)

    conversation.answer(ticket, Answer("SECRET", Channel.WEB), by=requester)

    told = everything(Delivery.objects.latest("pk"))
    assert ("SECRET" in told, "No connection" in told, f"/desk/tickets/{ticket.pk}/" in told) == (False, False, True)


@pytest.mark.usefixtures("_bare")
def test_an_agent_reads_what_became_of_their_commands_but_nothing_of_the_requester(ticket, agent):
    mail("#owner nobody-here\n\nDraft.", address_of(ticket, agent))

    subject, text = told(agent)
    assert (subject, "#owner" in text) == (f"Nothing was done in \u2068{ticket.reference}\u2069", True)
    assert ("No connection" in text, ticket.requester.name in text) == (False, False)


@pytest.mark.parametrize("who", ["house", "requester", "nobody"])
def test_the_house_or_a_reader_may_want_no_content(ticket, agent, requester, who):
    Installation.objects.filter(pk=1).update(mails_no_content=who == "house")
    installation.forget()
    type(requester).objects.filter(pk=requester.pk).update(mails_no_content=who == "requester")

    conversation.reply(Ticket.objects.get(pk=ticket.pk), Draft("SECRET: restart it."), by=agent)

    assert ("SECRET" in everything(Delivery.objects.latest("pk"))) == (who == "nobody")


def test_who_wants_no_content_leaves_the_mails_to_others_as_they_are(ticket, agent, requester):
    type(requester).objects.filter(pk=requester.pk).update(mails_no_content=True)
    colleague = factories.person("pol@example.org", "Pol Vidal")
    following.follow(ticket, colleague, role=FollowerRole.CC, by=agent)

    conversation.reply(Ticket.objects.get(pk=ticket.pk), Draft("SECRET: restart it."), by=agent)

    newest = Delivery.objects.order_by("-pk")[:2]
    assert {delivery.address: "SECRET" in everything(delivery) for delivery in newest} == {"pol@example.org": True, requester.email: False}
