"""Where an agent is named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from foundation.keyset import page
from tickets.access import agents_only, person
from tickets.actions import mentions
from tickets.models import Mention
from tickets.viewers import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def named(request: HttpRequest) -> HttpResponse:
    """List the notes that name the agent, the newest first; a POST marks them all as read."""
    if request.method == "POST":
        mentions.read_all(by=person(request))
        return redirect("desk:mentions")
    rows = Mention.objects.of(viewer(request)).select_related("message__ticket", "message__author")
    return render(request, "desk/mentions.html", {"page": page(rows, by="at", cursor=request.GET.get("at", ""))})
