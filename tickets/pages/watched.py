"""What a program that watches machines did to a ticket, in words."""

from django.utils.translation import gettext

from tickets.enums import Verb
from tickets.models import TicketEvent


def by_itself(event: TicketEvent) -> str:
    """Return the sentence of what a monitoring rule did; empty for what a person did."""
    if event.verb == Verb.RECOVERED:
        if event.payload.get("left"):
            return gettext("The trouble is over. The ticket was left open: somebody has worked on it, or the rule says so")
        return gettext("The trouble is over")
    if event.payload.get("why") != "rule":
        return ""
    return gettext("Reopened by itself: the trouble came back") if event.verb == Verb.REOPENED else gettext("Resolved by itself")
