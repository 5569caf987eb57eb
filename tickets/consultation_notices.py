"""The mails of a consultation: the question to somebody outside, and the news of their answer to agents."""

from datetime import datetime

from accounts import installation
from accounts.actions import people
from accounts.languages import first_offered
from accounts.models import User
from notifications.models import Delivery
from queues.enums import Notice, TextPlace
from queues.models import Membership
from tickets import desk_notices
from tickets.letters import Letter, send
from tickets.models import Consultation, Message


def ask(consultation: Consultation, *, at: datetime) -> Delivery:
    """Send somebody outside what an agent asks, with the files of the question. A person wrote it: it is not automatic.

    The question is the one note that leaves: it was written to be sent to this address. Nothing in the mail leads to the ticket.
    """
    known = people.by_address(consultation.address)
    language = first_offered(known.language if known is not None else "", installation.current().language)
    # Nobody we know by it: the mail makes no account, and gives no right to one.
    somebody = User(email=consultation.address, language=language)
    letter = Letter(
        "consultation",
        consultation.ticket,
        somebody,
        f"consultation:{consultation.pk}",
        own_text=TextPlace.SIGNATURE,
        is_automatic=False,
        consultation=consultation,
    )
    return send(letter, at=at)


def tell_answered(consultation: Consultation, message: Message, *, at: datetime) -> list[User]:
    """Tell whoever asked, and the owner, that an answer came. Its words stay at the desk. Returns whom it told or who chose not to hear."""
    ticket = message.ticket
    asker, owner = consultation.asked_by, ticket.owner
    agents = {agent.pk: agent for agent in (asker, owner) if agent is not None}
    works = set(Membership.objects.filter(user__in=agents, queue=ticket.queue_id).values_list("user_id", flat=True))
    told = [agent for agent in agents.values() if agent.pk in works]
    for agent in told:
        letter = Letter("consulted", ticket, agent, f"consulted:{message.pk}:{agent.pk}", message=message, is_for_agent=True)
        desk_notices.tell_chosen(letter, Notice.WRITTEN, at=at)
    return told
