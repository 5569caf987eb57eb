"""How a ticket's priority came about, in words."""

from django.utils.translation import gettext

from tickets.enums import People, Urgency
from tickets.models import Ticket


def answers_said(people: str, urgency: str) -> str:
    """Return what was answered: "A whole office or more · Work is hindered". Empty when nothing was."""
    said = [str(People(people).counted)] if people in People.values else []
    if urgency in Urgency.values:
        said.append(str(Urgency(urgency).label))
    return " · ".join(said)


def why_so_soon(ticket: Ticket) -> str:
    """Return what the priority of ``ticket`` follows from, and whether somebody set another one."""
    said = answers_said(ticket.people, ticket.urgency)
    if ticket.has_own_priority:
        by_hand = gettext("set by hand")
        return f"{said} · {by_hand}" if said else by_hand
    return said or gettext("not asked yet")
