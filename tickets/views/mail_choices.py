"""What the agent is told by e-mail, and when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from queues.actions import agents
from queues.models import AgentProfile, Queue
from tickets.access import agents_only, person
from tickets.actions import digesting
from tickets.forms.mail_choices import SPREAD, ChoicesForm, TimesForm
from tickets.viewers import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def choices(request: HttpRequest) -> HttpResponse:
    """Show what the agent is told, and when; keep what."""
    if request.method != "POST":
        return _page(request)
    form = ChoicesForm(request.POST, queues=_queues(request), profile=_profile(request), auto_id="told_%s")
    if not form.is_valid():
        return _page(request, choices=form)
    agents.choose_mails(person(request), form.choices)
    messages.success(request, gettext("Saved."))
    return redirect(f"{request.path}#choices" if SPREAD in request.POST else request.path)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def times(request: HttpRequest) -> HttpResponse:
    """Keep when the agent is told."""
    if request.method != "POST":
        return redirect("desk:me_mail")
    form = TimesForm(request.POST, profile=_profile(request), auto_id="times_%s")
    if not form.is_valid():
        return _page(request, times=form)
    digesting.choose_times(person(request), form.times)
    messages.success(request, gettext("Saved."))
    return redirect("desk:me_mail")


def _queues(request: HttpRequest) -> list[Queue]:
    return list(Queue.objects.active().filter(pk__in=sorted(viewer(request).queue_ids)))


def _profile(request: HttpRequest) -> AgentProfile:
    return AgentProfile.objects.filter(user=person(request)).first() or AgentProfile()


def _page(request: HttpRequest, *, choices: ChoicesForm | None = None, times: TimesForm | None = None) -> HttpResponse:
    profile, refused = _profile(request), choices or times
    values = {
        "choices": choices or ChoicesForm(queues=_queues(request), profile=profile, auto_id="told_%s"),
        "times": times or TimesForm(profile=profile, auto_id="times_%s"),
        "form": refused,
    }
    return render(request, "desk/mail_choices.html", values, status=422 if refused else 200)
