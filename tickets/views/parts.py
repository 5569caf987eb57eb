"""Saying what became of the parts of a ticket that ended."""

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from tickets.actions.children import Ended


def tell_parts(request: HttpRequest, ended: Ended) -> None:
    """Name the parts that were resolved with it, and each that was left, with the reason."""
    if ended.done:
        names = ", ".join(part.reference for part in ended.done)
        messages.success(request, gettext("Resolved with it: %(others)s.") % {"others": names})
    for left in ended.left:
        said = {"other": left.ticket.reference, "why": left.why}
        messages.warning(request, gettext("%(other)s was left as it is. %(why)s") % said)
