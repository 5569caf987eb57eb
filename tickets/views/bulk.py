"""Many tickets at once: choosing what to do, what became of it, taking it back."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from foundation import clock
from tickets.access import agents_only, person
from tickets.actions import bulk as acting
from tickets.errors import Refused
from tickets.forms.bulk import BULK_FORMS, BulkForm, ChosenForm
from tickets.models import BulkAct, Ticket
from tickets.pages import bulk as pages
from tickets.pages.listing import all_that_fit
from tickets.viewers import viewer
from tickets.views.lists import place_of


@require_POST
@agents_only
def bulk(request: HttpRequest) -> HttpResponse:
    """Do one verb with the chosen tickets; first ask what the verb needs to know."""
    chosen, who = ChosenForm(request.POST), viewer(request)
    if not chosen.is_valid():
        messages.error(request, _what_is_missing(chosen))
        return redirect(_back(request))
    verb, fitting = chosen.cleaned_data["verb"], _all(request, chosen) if chosen.is_about_all else ()
    rows = fitting[: acting.MOST] if chosen.is_about_all else chosen.rows
    # What cannot be done at all is said before anything is asked. What nobody has seen is shown before anything is done.
    asks = (verb in BULK_FORMS or chosen.is_about_all) and 0 < len(rows) <= acting.MOST
    form = BULK_FORMS.get(verb, BulkForm)(request.POST if "go" in request.POST or not asks else None, queue_ids=who.queue_ids)
    if asks and not form.is_valid():
        values = {"verb": verb, "rows": rows, "tickets": pages.chosen(rows, who), "form": form, "back": _back(request)}
        values |= {"title": pages.heading(verb, len(rows)), "submission": chosen.cleaned_data["submission"]}
        values["is_capped"] = len(fitting) > len(rows)
        return render(request, "desk/bulk.html", values, status=422 if form.is_bound else 200)
    order = acting.Order(chosen.sent_as, verb, rows, form.cleaned_data if asks else {})
    try:
        act = acting.do(order, among=Ticket.objects.worked_by(who), by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(_back(request))
    return redirect(_with_outcome(_back(request), act))


@require_safe
@agents_only
def outcome(request: HttpRequest, number: int) -> HttpResponse:
    """Show what became of each ticket."""
    act, who = _act(request, number), viewer(request)
    values = {"told": pages.told(act, at=clock.now()), "outcomes": pages.outcomes(act, who), "back": _back(request)}
    return render(request, "desk/bulk_outcome.html", values)


@require_POST
@agents_only
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back."""
    act = _act(request, number)
    try:
        act = acting.undo(act, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('desk:bulk_outcome', args=[act.pk])}?{urlencode({'back': _back(request)})}")
    return redirect(_with_outcome(_back(request), act))


def _act(request: HttpRequest, number: int) -> BulkAct:
    found = BulkAct.objects.done_by(viewer(request).user_id).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _what_is_missing(chosen: ChosenForm) -> str:
    return str(next(iter(chosen.errors.values()))[0])


def _all(request: HttpRequest, chosen: ChosenForm) -> Sequence[acting.Row]:
    """Return the rows of all that fit the list that was chosen from, as they are now."""
    place, query = place_of(request, chosen.cleaned_data["list"]), QueryDict(chosen.cleaned_data["query"])
    return all_that_fit(place, query, viewer(request), at=clock.now()) if place.is_worked_on else ()


def _back(request: HttpRequest) -> str:
    """Return the list that the choice was made on."""
    back = (request.POST or request.GET).get("back", "")
    is_ours = back.startswith("/desk/") and len(back) < 2_000 and back.isprintable()
    return back if is_ours and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("desk:tickets")


def _with_outcome(path: str, act: BulkAct) -> str:
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'done': act.pk})}"
