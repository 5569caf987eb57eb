"""The desk's page for linking tickets."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tickets.access import agents_only, desk_ticket, person
from tickets.actions import linking
from tickets.errors import Refused
from tickets.forms.linking import LinkForm
from tickets.pages.links import linked
from tickets.viewers import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def link(request: HttpRequest, number: int) -> HttpResponse:
    """Show the links of a ticket; make one on POST."""
    ticket, who = desk_ticket(request, number), viewer(request)
    form = LinkForm(request.POST if request.method == "POST" else None, ticket=ticket, who=who)
    if request.method == "POST" and form.is_valid():
        try:
            linking.link(ticket, form.cleaned_data["target"], relation=form.cleaned_data["relation"], by=person(request))
        except Refused as refused:
            form.add_error("target", str(refused))
        else:
            messages.success(request, gettext("Linked."))
            return redirect("desk:ticket", number)
    values = {"ticket": ticket, "form": form, "links": linked(ticket, who)}
    return render(request, "desk/link.html", values, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def unlink(request: HttpRequest, number: int, other: int) -> HttpResponse:
    """Remove the link between two tickets of the agent's queues."""
    ticket = desk_ticket(request, number)
    found = desk_ticket(request, other)
    if request.method == "POST":
        linking.unlink(ticket, found, by=person(request))
        messages.success(request, gettext("The link is gone."))
    return redirect("desk:link", ticket.merged_root_id or number)
