"""An agent's mails, and what they are told."""

from datetime import datetime

from accounts.models import User
from notifications.models import Delivery
from tests.tickets.mails import arrive, raw
from tests.tickets.moments import LATER
from tickets.actions.arrival import Outcome
from tickets.agent_addresses import agent_address
from tickets.enums import MessageKind
from tickets.mail_addresses import mailbox_of
from tickets.models import Ticket

AINA = "Aina Roca <agent@example.org>"


def address_of(ticket: Ticket, agent: User, kind: MessageKind = MessageKind.PUBLIC, *, seen: int | None = None) -> str:
    """Where ``agent`` answers ``ticket`` by mail, having read everything so far."""
    mailbox = mailbox_of(ticket.queue_id)
    assert mailbox is not None
    newest = ticket.events.order_by("-pk").values_list("pk", flat=True)[0]
    return agent_address(mailbox, kind, ticket_id=ticket.pk, user_id=agent.pk, seen=newest if seen is None else seen)


def mail(body: str, to: str, *, sender: str = AINA, identity: str = "a1@example.org", at: datetime = LATER, **headers: str) -> Outcome:
    """Let an agent's mail arrive at ``to``."""
    return arrive(raw(body, sender=sender, identity=identity, To=to, **headers), to=to, at=at)


def told(person: User) -> tuple[str, str]:
    """Subject and text of the newest mail to ``person``."""
    said = Delivery.objects.filter(address=person.email).order_by("-pk")[0].mail.texts.get()
    return said.subject, said.text
