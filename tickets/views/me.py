"""The agent's own page: languages, keys, absences."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from foundation import clock
from queues.actions import absences, agents
from queues.errors import Refused
from queues.models import Absence, AgentProfile
from tickets.access import agents_only, person
from tickets.forms.me import AbsenceForm, AgentForm, people_of
from tickets.pages.absences import away_from
from tickets.viewers import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def me(request: HttpRequest) -> HttpResponse:
    """Show the agent's settings and absences; keep the settings."""
    if request.method != "POST":
        return _page(request)
    form = AgentForm(request.POST, auto_id="settings_%s")
    if not form.is_valid():
        return _page(request, settings=form)
    agents.settle(person(request), languages=form.cleaned_data["languages"], keys_on=form.cleaned_data["keys_on"])
    messages.success(request, gettext("Saved."))
    return redirect("desk:me")


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def absence(request: HttpRequest) -> HttpResponse:
    """Write down an absence: one's own, or that of a member of a queue one leads."""
    if request.method != "POST":
        return redirect("desk:me")
    form = AbsenceForm(request.POST, who=viewer(request), auto_id="absence_%s")
    if form.is_valid():
        values = form.cleaned_data
        try:
            absences.record(
                values["person"], first_day=values["first_day"], last_day=values["last_day"], note=values["note"], by=person(request)
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The absence is written down. No tickets are assigned on these days."))
            return redirect("desk:me")
    return _page(request, absence=form)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def absence_end(request: HttpRequest, number: int) -> HttpResponse:
    """End an absence, or remove one that lies ahead."""
    if request.method != "POST":
        return redirect("desk:me")
    found = Absence.objects.filter(pk=number, user__in=people_of(viewer(request))).first()
    if found is None:
        raise Http404
    absences.end(found)
    messages.success(request, gettext("The absence has ended."))
    return redirect("desk:me")


def _page(request: HttpRequest, *, settings: AgentForm | None = None, absence: AbsenceForm | None = None) -> HttpResponse:
    who = viewer(request)
    refused = settings or absence
    profile = AgentProfile.objects.filter(user=person(request)).first() or AgentProfile()
    if settings is None:
        settings = AgentForm(initial={"languages": profile.languages, "keys_on": profile.keys_on}, auto_id="settings_%s")
    values = {
        "settings": settings,
        "absence": absence or AbsenceForm(who=who, auto_id="absence_%s"),
        "absences": away_from(people_of(who), who=who, at=clock.now()),
        "form": refused,
    }
    return render(request, "desk/me.html", values, status=422 if refused else 200)
