"""Reaching a ticket without signing in: by a mailed link, or by reference and code."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import throttle
from foundation.network import client_network
from tickets import grants, viewers
from tickets.forms.ask import FollowForm
from tickets.models import Ticket
from tickets.references import reference

# Pages of a ticket that a mailed link may lead to.
DOORS = frozenset({"works", "broken"})
TRIES_PER_NETWORK = 20
WINDOW = timedelta(hours=1)


@require_safe
def open_link(request: HttpRequest, number: int, token: str, door: str = "ticket") -> HttpResponse:
    """Turn a mailed link into a grant for this session, and lead to the ticket's plain address, or to one of its doors. No more."""
    ticket = grants.ticket_of_link(number, token)
    follower = grants.follower_of_link(number, token) if ticket is None else None
    if follower is not None:
        viewers.follow(request, follower)
        return redirect("tickets:ticket", number)
    if ticket is None:
        form = FollowForm(initial={"reference": reference(number)})
        return render(request, "portal/link_ended.html", {"form": form}, status=404)
    viewers.grant(request, ticket, grants.Purpose.MAIL)
    return redirect(f"tickets:{door}" if door in DOORS else "tickets:ticket", number)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for reference and code. A wrong code and a wrong number look the same.

    Tries are capped per network; a cap per ticket would let anybody lock its owner out, and a code of 60 bits needs none.
    """
    form = FollowForm(request.POST or None, initial={"reference": request.GET.get("reference", "")[:40]})
    if request.method == "POST" and form.is_valid():
        ticket = _checked(request, form)
        if ticket is not None:
            viewers.grant(request, ticket, grants.Purpose.CODE)
            return redirect("tickets:ticket", ticket.pk)
    return render(request, "portal/follow.html", {"form": form}, status=422 if form.errors else 200)


def _checked(request: HttpRequest, form: FollowForm) -> Ticket | None:
    """Return the ticket that the form opens; ``None`` with the complaint on the form."""
    if not throttle.allow(f"follow:{client_network(request)}", limit=TRIES_PER_NETWORK, per=WINDOW):
        form.add_error(None, gettext("There were too many tries. Please wait an hour, or call us."))
        return None
    ticket = grants.ticket_of_code(form.cleaned_data["reference"], form.cleaned_data["code"])
    if ticket is None:
        form.add_error("code", gettext("Reference and code do not fit together. Please compare both with your receipt."))
    return ticket
