"""Asking for help without an account."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts import entitlement
from accounts.actions import people, throttle
from accounts.models import User
from foundation import clock
from foundation.network import client_network
from queues.enums import TextPlace
from queues.models import Queue
from queues.texts import text_for
from tickets import grants, viewers
from tickets.actions import intake
from tickets.enums import Channel
from tickets.forms.ask import AskForm
from tickets.models import Ticket

TICKETS_PER_NETWORK_AND_HOUR = 60


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form; take it: one form is one ticket, however often it is sent."""
    person = request.user if isinstance(request.user, User) else None
    queue = Queue.objects.entry()
    if queue is None:
        return render(request, "portal/closed.html", status=503)
    privacy_hint = text_for(queue.pk, TextPlace.PRIVACY_HINT, get_language())
    form = AskForm(request.POST or None, request.FILES or None, person=person, privacy_hint=privacy_hint)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program or not _is_within_cap(request):
            return render(request, "portal/too_many.html", {"form": form}, status=429)
        if not _may_ask(form, person):
            return render(request, "portal/not_entitled.html", {"form": form, "person": person}, status=403)
        ticket = _open(form, queue, person, request)
        viewers.grant(request, ticket, grants.Purpose.RECEIPT)
        return redirect("tickets:receipt", ticket.pk)
    context = {"form": form, "hint": text_for(queue.pk, TextPlace.FORM_HINT, get_language()), "person": person}
    context["has_open_matters"] = len(form.fields["category"].widget.choices) > 1
    return render(request, "portal/new.html", context, status=422 if form.errors else 200)


def _may_ask(form: AskForm, person: User | None) -> bool:
    """Whether the matter is open to everybody, or the one who asks is entitled. What a guest claims to be counts for nothing."""
    if form.cleaned_data["category"] is not None:
        return True
    return entitlement.is_open_desk() if person is None else entitlement.of_person(person, on=clock.today()).is_given


def _is_within_cap(request: HttpRequest) -> bool:
    return throttle.allow(f"form:{client_network(request)}", limit=TICKETS_PER_NETWORK_AND_HOUR, per=timedelta(hours=1))


def _open(form: AskForm, queue: Queue, person: User | None, request: HttpRequest) -> Ticket:
    data = form.cleaned_data
    known = intake.opened_by(form.sent_as)
    if known is not None:
        return known
    language = get_language() or ""
    requester = person or people.introduce(name=data["name"], address=data["email"], phone=data["phone"], language=language)
    matter = data["category"]
    return intake.open_ticket(
        intake.NewTicket(
            title=data["title"],
            body=data["body"],
            queue=matter.queue if matter is not None else queue,
            category=matter,
            requester=requester,
            requester_proven=person is not None,
            is_verified=person is not None,
            channel=Channel.WEB,
            language=language,
            services=[data["service"]] if data["service"] else [],
            people=data["people"],
            started_at=data["started_at"],
            submission=form.sent_as,
            drafts=data["submission"],
        ),
        by=requester,
        network=client_network(request),
    )
