"""What holds a ticket's mails together in a mail program: subject and references."""

import pytest

from notifications.models import Delivery
from tests import factories
from tests.tickets.mails import arrive, raw, token_address
from tickets.actions import conversation
from tickets.actions.conversation import Draft

pytestmark = pytest.mark.django_db


def newest() -> Delivery:
    return Delivery.objects.select_related("mail").order_by("-pk")[0]


@pytest.mark.parametrize(
    "title", ["No connection", "Re: No connection", "RE: Aw: No connection [\u2068suport#999\u2069]", "[Suport #7] No connection"]
)
def test_the_subject_says_re_and_the_reference_once(requester, support, agent, title):
    ticket = factories.ticket(requester, support, title=title)

    conversation.reply(ticket, Draft("Hello."), by=agent)

    assert newest().mail.texts.get().subject == f"Re: No connection [\u2068{ticket.reference}\u2069]"


def test_the_reference_survives_the_longest_title(requester, support, agent):
    ticket = factories.ticket(requester, support, title="No connection " * 30)

    conversation.reply(ticket, Draft("Hello."), by=agent)

    subject = newest().mail.texts.get().subject
    assert (len(subject) <= 200, subject.endswith(f"… [\u2068{ticket.reference}\u2069]")) == (True, True)


def test_an_answer_names_the_first_mail_and_the_newest(ticket, agent):
    for number in range(9):
        arrive(raw(f"Light {number} is red.", identity=f"{number}@example.net"), to=token_address(ticket))

    conversation.reply(ticket, Draft("Thank you."), by=agent)

    assert newest().tokens["in_reply_to"].split() == [f"<{number}@example.net>" for number in (0, 3, 4, 5, 6, 7, 8)]


def test_an_agent_s_mail_does_not_name_the_requester_s(ticket, agent):
    arrive(raw(identity="1@example.net"), to=token_address(ticket))
    type(ticket).objects.filter(pk=ticket.pk).update(owner=agent)

    arrive(raw("More.", identity="2@example.net"), to=token_address(ticket))

    assert (newest().address, newest().tokens.get("in_reply_to")) == ("agent@example.org", None)
