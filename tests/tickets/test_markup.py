"""Marks in messages: shown as what they mean, on the desk, in the portal and in the mail's HTML; mail itself stays plain."""

import pytest

from notifications.models import MailText
from tests.tickets.mails import raw
from tests.tickets.moments import NOON
from tickets.actions import conversation, inbound, processing
from tickets.actions.conversation import Answer, Draft
from tickets.enums import Channel

pytestmark = pytest.mark.django_db
TYPED = "Please:\n\n1. restart the **box**\n2. wait"
SHOWN = "<li>restart the <strong>box</strong></li>"


def test_a_reply_is_mailed_as_typed_and_as_html(ticket, agent):
    conversation.reply(ticket, Draft(TYPED), by=agent)

    text = MailText.objects.latest("pk")
    assert (TYPED in text.text, SHOWN in text.html) == (True, True)


@pytest.mark.parametrize("kind", ["reply", "note", "answer"])
def test_what_people_typed_is_shown_with_its_marks(ticket, agent, requester, sign_in, kind):
    if kind == "answer":
        conversation.answer(ticket, Answer(TYPED, Channel.WEB), by=requester)
    else:
        getattr(conversation, kind)(ticket, Draft(TYPED), by=agent)

    assert SHOWN in sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()
    assert (SHOWN in sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()) == (kind != "note")


def test_a_mail_is_never_read_as_markdown(support):
    processing.process(inbound.store(raw("It is **red**."), at=NOON))

    message = support.tickets.get().messages.get()
    assert (message.body, message.html) == ("It is **red**.", "")
