"""The desk's lists of tickets: of a queue, of all queues, of what is mine."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe
from django_htmx.middleware import HtmxDetails

from foundation import clock
from tickets.access import agents_only
from tickets.forms.filters import FilterForm
from tickets.list_enums import BulkVerb
from tickets.models import BulkAct
from tickets.pages import listing, places
from tickets.pages.bulk import Told, told
from tickets.pages.narrowing import offer_rows
from tickets.pages.news import first_news, told_news
from tickets.pages.rail import queues_of, rail
from tickets.viewers import viewer


@require_safe
@agents_only
def tickets(request: HttpRequest) -> HttpResponse:
    """List the tickets of all the agent's queues."""
    return _show(request, places.of_all(queues_of(request, closely=None)))


@require_safe
@agents_only
def mine(request: HttpRequest) -> HttpResponse:
    """List the agent's own tickets."""
    return _show(request, places.of_mine(queues_of(request)))


@require_safe
@agents_only
def passed_on(request: HttpRequest) -> HttpResponse:
    """List what the agent's queues passed on and go on reading."""
    return _show(request, places.of_passed_on(queues_of(request)))


@require_safe
@agents_only
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """List a queue's tickets."""
    return _show(request, place_of(request, slug))


@require_safe
@agents_only
def filters(request: HttpRequest) -> HttpResponse:
    """Show all filters of a list with those that are set: a page of its own, or the part that opens on the list."""
    place, who = place_of(request, request.GET.get("list", "")), viewer(request)
    form = FilterForm(request.GET)
    offer_rows(form, who, place.queue, is_foreign=place.is_passed_on)
    template = "desk/_filters.html" if HtmxDetails(request).target == "filters" else "desk/filters.html"
    return render(request, template, {"place": place, "form": form})


@require_safe
@agents_only
def news(request: HttpRequest) -> HttpResponse:
    """Tell how many tickets of a list are new or changed since it was shown, and the rail's counts; nothing (204) when that is known."""
    place = place_of(request, request.GET.get("list", ""))
    found = told_news(place, request.GET, viewer(request), rail(request), at=clock.now())
    return HttpResponse(status=204) if found is None else render(request, "desk/_news.html", {"news": found, "with_rail": True})


def place_of(request: HttpRequest, name: str) -> places.Place:
    """Return the list that ``name`` means: a queue's, one of those without a queue, or with no name that of all queues. Raises ``Http404``."""
    if name in _WITHOUT_QUEUE:
        return _WITHOUT_QUEUE[name](queues_of(request, closely=None))
    found = next((queue for queue in queues_of(request, closely=[name]) if queue.slug == name), None)
    if found is None:
        raise Http404
    return places.of_queue(found)


_WITHOUT_QUEUE = {"": places.of_all, places.MINE: places.of_mine, places.PASSED_ON: places.of_passed_on}


def _show(request: HttpRequest, place: places.Place) -> HttpResponse:
    if not request.GET and place.start:
        return redirect(f"{place.url}?{place.start}")
    found = listing.listed(place, request.GET, viewer(request), at=clock.now())
    if any("" in values for _name, values in request.GET.lists()):
        # A form names the filters that nobody chose, too: the address to keep is shorter.
        return redirect(found.address)
    said = _told(request)
    focus = next((row.pk for row in found.page.rows if said is not None and row.pk in said.ticket_ids), None)
    values = {
        "listing": found,
        "figures": listing.figures(place),
        "told": said,
        "focus": focus,
        "told_has_focus": focus is None,
        "all_that_fit": found.all_that_fit,
        "news": first_news(found),
        "submission": uuid.uuid4(),
        "verbs": BulkVerb,
    }
    return render(request, "desk/_queue_list.html" if HtmxDetails(request).target == "tickets" else "desk/queue.html", values)


def _told(request: HttpRequest) -> Told | None:
    """Return what was just done with many tickets, when the address says so."""
    number = request.GET.get("done", "")
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        return None
    act = BulkAct.objects.done_by(viewer(request).user_id).filter(pk=int(number)).first()
    return told(act, at=clock.now()) if act is not None else None
