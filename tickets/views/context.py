"""What an agent looks up beside a ticket: what solved its like, its whole story, a transcript to give away."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from tickets.access import agents_only, person, readable_ticket
from tickets.forms.history import HistoryForm
from tickets.pages import mentioned
from tickets.pages import similar as solved
from tickets.pages.story import story
from tickets.pages.transcript import transcript as written
from tickets.viewers import viewer
from tickets.views.pdf import pdf


@require_safe
@agents_only
def similar(request: HttpRequest, number: int) -> HttpResponse:
    """Show how tickets of the same category were solved: a page of its own, or the part beside the ticket."""
    ticket = readable_ticket(request, number)
    template = "desk/_similar.html" if HtmxDetails(request).target == "similar" else "desk/similar.html"
    return render(request, template, {"ticket": ticket, "solved": solved.similar(ticket, viewer(request))})


@require_safe
@agents_only
def history(request: HttpRequest, number: int) -> HttpResponse:
    """Show the story of a ticket, narrowed as asked, page by page from the end; or the stretch that opens above what is shown."""
    ticket = readable_ticket(request, number)
    form = HistoryForm(request.GET, ticket=ticket)
    show, by = form.chosen
    told = story(ticket, show=show, by=by, at=request.GET.get("at", ""))
    told = replace(told, entries=mentioned.at_the_desk(told.entries, ticket, viewer(request)))
    query = request.GET.copy()
    query["at"] = told.earlier
    earlier = f"{reverse('desk:history', args=[number])}?{query.urlencode()}" if told.earlier else ""
    if HtmxDetails(request).trigger == "show-earlier":
        return render(request, "desk/_earlier.html", {"earlier": earlier, "entries": told.entries, "has_begun": True})
    return render(request, "desk/history.html", {"ticket": ticket, "form": form, "story": told, "earlier": earlier})


@require_safe
@agents_only
def transcript(request: HttpRequest, number: int) -> HttpResponse:
    """Send what was said as a PDF; with ``?notes=1`` what colleagues noted, too: not for giving away."""
    ticket = readable_ticket(request, number)
    return pdf(request, written(ticket, has_notes=request.GET.get("notes") == "1"), reader=person(request))
