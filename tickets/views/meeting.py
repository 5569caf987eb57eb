"""The desk's verbs about appointments."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from tickets.actions import appointments, offering
from tickets.actions.offering import Offer
from tickets.models import Ticket
from tickets.views.moving import Cleaned, desk_verb


@desk_verb(_("Times offered."))
def offer_appointment(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Let the requester choose a time."""
    names = ("agent", "way", "starts", "minutes", "link", "number", "words", "stalls")
    return offering.offer(ticket, Offer(**{name: data[name] for name in names}, despite=data.get("despite", False)), by=by)


@desk_verb(_("The appointment is booked."))
def book_appointment(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Book the time that the requester named on the phone."""
    appointments.pick(data["slot"], by=by)
    return ticket


@desk_verb(_("The appointment has moved."))
def move_appointment(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Meet at another time."""
    return appointments.move(ticket, to=data["to"], despite=data.get("despite", False), by=by)


@desk_verb(_("Called off."))
def cancel_appointment(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Call the appointment, or its offer, off."""
    return appointments.cancel(ticket, reason=data["reason"], by=by)


@desk_verb(_("Saved."))
def conclude_appointment(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Say how the appointment went."""
    return appointments.conclude(ticket, outcome=data["outcome"], said=data["said"], by=by)
