"""The front door, and where a person lands after signing in."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from helpdesk import again
from tickets.viewers import viewer


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Offer the ways in: ask for help, follow a ticket, call."""
    return render(request, "home.html")


@require_safe
@login_required
def landing(request: HttpRequest) -> HttpResponse:
    """Send a person who signed in to their place: what they were writing, the desk, or their tickets."""
    if again.waiting(request) is not None:
        return redirect("again")
    return redirect("desk:home" if viewer(request).is_agent else "tickets:mine")
