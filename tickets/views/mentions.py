"""Where an agent is named, and whom they may name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.middleware import HtmxDetails

from foundation.keyset import page
from tickets.access import agents_only, person, readable_ticket
from tickets.actions import mentions
from tickets.models import Mention
from tickets.viewers import viewer

# More would be a list to read, not one to choose from; another letter makes it shorter.
MOST_OFFERED = 8


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def named(request: HttpRequest) -> HttpResponse:
    """List the notes that name the agent, the newest first; a POST marks them all as read."""
    if request.method == "POST":
        mentions.read_all(by=person(request))
        return redirect("desk:mentions")
    rows = Mention.objects.of(viewer(request)).select_related("message__ticket", "message__author")
    return render(request, "desk/mentions.html", {"page": page(rows, by="at", cursor=request.GET.get("at", ""))})


@require_safe
@agents_only
def colleagues(request: HttpRequest, number: int) -> HttpResponse:
    """List whom a note in the ticket may name: a page of its own, or the part that the composer offers while ``@`` is typed."""
    ticket = readable_ticket(request, number)
    offers = mentions.offered(ticket, request.GET.get("q", ""), by=person(request))
    if HtmxDetails(request).target == "colleagues":
        return render(request, "desk/_colleagues.html", {"offers": offers[:MOST_OFFERED]})
    return render(request, "desk/colleagues.html", {"ticket": ticket, "offers": offers})
