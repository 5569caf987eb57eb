"""Two agents, or an agent and a worker, at the same moment on a real database."""

from datetime import timedelta

import pytest

from accounts.models import User
from notifications.actions import claiming
from notifications.enums import DeliveryState, Lane
from notifications.models import Delivery
from tests.threads import together
from tests.tickets.moments import NOON
from tickets.actions import conversation, undo
from tickets.actions.conversation import Draft
from tickets.errors import Refused, Stale
from tickets.models import Message, Ticket

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_agents_who_answer_at_once_one_is_held(ticket: Ticket, agent: User, lead: User):
    seen = ticket.events.latest("pk").pk
    hands = [agent, lead]

    def answer() -> str:
        by = hands.pop()
        try:
            conversation.reply(ticket, Draft(f"From {by.name}.", seen=seen), by=by)
        except Stale:
            return "held"
        return "sent"

    assert sorted(together(answer)) == ["held", "sent"]
    assert ticket.messages.filter(is_ours=True).count() == 1


def test_of_the_worker_and_the_cancelling_agent_one_wins(ticket: Ticket, agent: User):
    message = conversation.reply(ticket, Draft("Please restart it.", waits=timedelta(seconds=15)), by=agent, at=NOON)
    Delivery.objects.filter(mail__key=f"message:{message.pk}").update(not_before=NOON - timedelta(seconds=1))
    Delivery.objects.exclude(mail__key=f"message:{message.pk}").update(state=DeliveryState.SENT)

    def cancel() -> str:
        try:
            undo.cancel(ticket, message.pk, by=agent, at=NOON)
        except Refused:
            return "refused"
        return "cancelled"

    hands = [cancel, lambda: "claimed" if claiming.claim(Lane.DEFAULT, owner="w", at=NOON) else "nothing"]
    done = sorted(together(lambda: hands.pop()()))  # noqa: PLW0108 - each hand takes one

    assert done in (["cancelled", "nothing"], ["claimed", "refused"])
    assert Message.objects.filter(pk=message.pk).exists() == ("claimed" in done)
