"""What the requester's side says of the end: it works, it is still broken, or it is solved already. A link shows the page, a click says it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from foundation import clock
from tickets import permissions
from tickets.access import own_ticket
from tickets.actions import confirming, ending
from tickets.errors import Refused
from tickets.forms.ask import AnswerForm
from tickets.models import Ticket
from tickets.pages.standing import standing
from tickets.pages.verdict import verdict
from tickets.viewers import reader
from tickets.views.portal import elsewhere, shown_in, write


@require_http_methods(["GET", "HEAD", "POST"])
def works(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the one click that says it works, and take it. Who comes late, twice or after we went on hears so kindly."""
    found = _asked_about(request, number)
    if isinstance(found, HttpResponse):
        return found
    if request.method != "POST":
        return _page(request, "portal/works.html", found)
    if not permissions.may_answer(reader(request), found):
        raise PermissionDenied
    if not permissions.may_end(reader(request), found):
        return _page(request, "portal/works.html", found)
    try:
        confirming.confirm(found, by=_speaker(request, found))
    except Refused:
        return _page(request, "portal/works.html", found)
    messages.success(request, gettext("Thank you for telling us."))
    return redirect("tickets:ticket", number)


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Take the word that it is solved while we still work on it."""
    if request.method != "POST":
        return redirect("tickets:ticket", number)
    found = own_ticket(request, number)
    if found is None:
        return elsewhere(request, number)
    if not permissions.may_end(reader(request), found):
        raise PermissionDenied
    try:
        ending.solved(found, by=_speaker(request, found))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, gettext("Thank you for telling us."))
    return redirect("tickets:ticket", number)


def _asked_about(request: HttpRequest, number: int) -> Ticket | HttpResponse:
    """Return the ticket whose end is asked about, or where to go instead: it is not theirs to see, or goes on in another one."""
    found = own_ticket(request, number)
    if found is None:
        return elsewhere(request, number)
    goes_on_in = shown_in(request, found)
    return redirect("tickets:ticket", goes_on_in.pk) if goes_on_in is not None else found


def _speaker(request: HttpRequest, found: Ticket) -> User | None:
    """Return in whose name it is said: whoever is signed in says it under their own, the holder of a grant for the requester."""
    return request.user if isinstance(request.user, User) else found.requester


@require_http_methods(["GET", "HEAD", "POST"])
def broken(request: HttpRequest, number: int) -> HttpResponse:
    """Ask what still happens; the words reopen the ticket, or go on with it in a new one when it is too late for that."""
    found = _asked_about(request, number)
    if isinstance(found, HttpResponse):
        return found
    if request.method != "POST":
        return _page(request, "portal/broken.html", found, AnswerForm())
    if not permissions.may_answer(reader(request), found):
        raise PermissionDenied
    form = AnswerForm(request.POST, request.FILES)
    written = write(request, found, form) if form.is_valid() else None
    return written or _page(request, "portal/broken.html", found, form)


def _page(request: HttpRequest, template: str, ticket: Ticket, form: AnswerForm | None = None) -> HttpResponse:
    context: dict[str, Any] = {"ticket": ticket, "form": form, "verdict": verdict(ticket), "standing": standing(ticket, at=clock.now())}
    context["may_end"] = permissions.may_end(reader(request), ticket)
    context["may_answer"] = permissions.may_answer(reader(request), ticket)
    return render(request, template, context, status=422 if form is not None and form.errors else 200)
