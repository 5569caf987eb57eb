"""Recording a ticket for a caller or a visitor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actions import people
from accounts.models import User
from foundation.safetext import one_line
from tickets.access import agents_only, person
from tickets.actions import files, intake
from tickets.enums import Channel
from tickets.forms.work import RecordForm
from tickets.viewers import viewer

FOUND_LIMIT = 8
FEWEST_LETTERS = 2
LONGEST_SEARCH = 200


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def record_ticket(request: HttpRequest) -> HttpResponse:
    """Find or create the person, write down what they report, and hand out a receipt."""
    if "search" in request.POST:
        return _search(request)
    form = RecordForm(request.POST or None, request.FILES or None, queue_ids=viewer(request).queue_ids)
    if request.method == "POST" and form.is_valid():
        ticket = intake.opened_by(form.sent_as) or intake.open_ticket(_new_ticket(form), by=person(request))
        messages.success(request, gettext("Recorded as %(reference)s.") % {"reference": ticket.reference})
        return redirect("desk:receipt", ticket.pk)
    return _page(request, form, [])


def _search(request: HttpRequest) -> HttpResponse:
    """Show the people who match, and keep what was typed and chosen so far."""
    files.keep_drafts(request.POST.get("submission", ""), request.FILES.getlist("files"))
    typed = {name: value for name, value in request.POST.items() if name != "files"}
    text = _searched(request)
    people_found = (
        User.objects.matching(text).active().prefetch_related("phones").order_by("name", "pk")
        if len(text) >= FEWEST_LETTERS
        else User.objects.none()
    )
    return _page(request, RecordForm(queue_ids=viewer(request).queue_ids, initial=typed), list(people_found[:FOUND_LIMIT]))


def _page(request: HttpRequest, form: RecordForm, found: list[User]) -> HttpResponse:
    context = {"form": form, "who": _searched(request), "found": found, "is_search": "search" in request.POST, "chosen": _chosen(request)}
    return render(request, "desk/record.html", context, status=422 if form.errors else 200)


def _searched(request: HttpRequest) -> str:
    return one_line(request.POST.get("who", ""), LONGEST_SEARCH)


def _chosen(request: HttpRequest) -> User | None:
    pk = (request.POST or request.GET).get("person", "")
    return User.objects.active().filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 19 else None


def _new_ticket(form: RecordForm) -> intake.NewTicket:
    data = form.cleaned_data
    requester = data["person"] or people.record(name=data["name"], address=data["email"], phone=data["phone"], language=data["language"])
    return intake.NewTicket(
        title=data["title"],
        body=data["body"],
        queue=data["queue"],
        requester=requester,
        channel=Channel(data["channel"]),
        language=data["language"] or requester.language,
        services=[data["service"]] if data["service"] else [],
        people=data["people"],
        urgency=data["urgency"],
        started_at=data["started_at"],
        reported_at=data["reported_at"],
        submission=form.sent_as,
        drafts=data["submission"],
    )
