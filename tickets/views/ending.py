"""The requester's side says that it is solved, or that it is not."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from tickets import permissions
from tickets.access import own_ticket, sign_in_first
from tickets.actions import ending
from tickets.errors import Refused
from tickets.models import Ticket
from tickets.viewers import reader
from tickets.views.portal import not_found


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Take the word that it is solved."""
    return _end(request, number, ending.solved, gettext("Thank you. The ticket is closed."))


@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Take the word that it is not solved."""
    return _end(request, number, ending.not_solved, gettext("The ticket is open again, and we go on."))


def _end(request: HttpRequest, number: int, verb: Callable[..., Ticket], said: str) -> HttpResponse:
    if request.method != "POST":
        return redirect("tickets:ticket", number)
    found = own_ticket(request, number)
    if found is None:
        return not_found(request, number) if request.user.is_authenticated else sign_in_first(request)
    if not permissions.may_end(reader(request), found):
        raise PermissionDenied
    try:
        verb(found, by=request.user if isinstance(request.user, User) else found.requester)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("tickets:ticket", number)
