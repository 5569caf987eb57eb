"""Ending the links and codes that were given out."""

from tickets.forms.ticket import TicketForm


class WithdrawLinksForm(TicketForm):
    """Asks nothing, but says what it does."""

    about = "desk/forms/withdraw_links.html"
