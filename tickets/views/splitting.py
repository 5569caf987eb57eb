"""The desk's page for making a ticket of its own out of some messages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tickets.access import agents_only, desk_ticket, person
from tickets.actions import splitting
from tickets.errors import Refused
from tickets.forms.splitting import SplitForm
from tickets.viewers import viewer

MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def split(request: HttpRequest, number: int) -> HttpResponse:
    """Ask which messages, from the one named on; move them on POST."""
    ticket, who = desk_ticket(request, number), viewer(request)
    begins = request.GET.get("from", "")
    first = int(begins) if begins.isdecimal() and len(begins) <= MOST_DIGITS else 0
    form = SplitForm(request.POST if request.method == "POST" else None, ticket=ticket, who=who, first=first)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            new = splitting.split(ticket, splitting.Split(data["title"], data["queue"], data["messages"]), by=person(request))
        except Refused as refused:
            form.add_error("messages", str(refused))
        else:
            messages.success(request, gettext("This ticket was split from %(old)s.") % {"old": ticket.reference})
            return redirect("desk:ticket", new.pk)
    return render(request, "desk/split.html", {"ticket": ticket, "form": form}, status=422 if form.errors else 200)
