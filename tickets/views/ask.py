"""Asking for help without an account."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from accounts import entitlement, partners
from accounts.actions import people, throttle
from accounts.models import Organisation, PartnerGrant, User
from foundation import kept
from foundation.network import client_network
from queues.agents import today
from queues.enums import TextPlace
from queues.models import Queue
from queues.texts import text_for
from tickets import grants, viewers
from tickets.actions import intake
from tickets.enums import Channel
from tickets.errors import Refused
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
    places = entitlement.organisations_of(person, on=today()) if person is not None else []
    form = AskForm(request.POST or None, request.FILES or None, person=person, places=places, privacy_hint=privacy_hint)
    if request.method == "POST" and form.is_valid():
        if form.is_from_a_program or not _is_within_cap(request):
            return render(request, "portal/too_many.html", {"form": form}, status=429)
        if not _may_ask(form, person):
            return _turn_away(request, form, person)
        ticket = _opened(form, queue, person, request)
        if ticket is not None:
            viewers.grant(request, ticket, grants.Purpose.RECEIPT)
            return redirect("tickets:receipt", ticket.pk)
    context = {"form": form, "hint": text_for(queue.pk, TextPlace.FORM_HINT, get_language()), "person": person}
    context["has_open_matters"] = len(form.fields["category"].widget.choices) > 1
    return render(request, "portal/new.html", context, status=422 if form.errors else 200)


def _turn_away(request: HttpRequest, form: AskForm, person: User | None) -> HttpResponse:
    """Say kindly who can be helped here, with what was typed (403); who signs in from there finds it again."""
    if person is None:
        kept.keep(request)
    return render(request, "portal/not_entitled.html", {"form": form, "person": person}, status=403)


def _may_ask(form: AskForm, person: User | None) -> bool:
    """Whether the matter is open to everybody, or the one who asks is entitled. What a guest claims to be counts for nothing."""
    if form.cleaned_data["category"] is not None:
        return True
    if person is None:
        return entitlement.is_open_desk()
    chosen = form.cleaned_data.get("organisation")
    decided = entitlement.of_organisation(chosen, on=today()) if chosen is not None else entitlement.of_person(person, on=today())
    return decided.is_given


def _is_within_cap(request: HttpRequest) -> bool:
    return throttle.allow(f"form:{client_network(request)}", limit=TICKETS_PER_NETWORK_AND_HOUR, per=timedelta(hours=1))


def _opened(form: AskForm, queue: Queue, person: User | None, request: HttpRequest) -> Ticket | None:
    """Open the ticket; ``None`` when the right to ask for a client ended at this very moment, with the reason on the form."""
    try:
        return _open(form, queue, person, request)
    except Refused as refused:
        form.add_error("organisation", str(refused))
        return None


def _right(person: User, chosen: Organisation) -> PartnerGrant | None:
    """Return the right by which a person asks for a client; their own organisation needs none. Raises ``Refused`` when it has ended."""
    if person.contacts.filter(organisation=chosen).exists():
        return None
    right = partners.right_of(person, chosen, on=today())
    if right is None:
        raise Refused(gettext("You can no longer ask in the name of %(name)s.") % {"name": chosen})
    return right


def _open(form: AskForm, queue: Queue, person: User | None, request: HttpRequest) -> Ticket:
    data = form.cleaned_data
    known = intake.opened_by(form.sent_as)
    if known is not None:
        return known
    language = get_language() or ""
    requester = person or people.introduce(name=data["name"], address=data["email"], phone=data["phone"], language=language)
    matter, chosen = data["category"], data.get("organisation")
    right = _right(person, chosen) if person is not None and chosen is not None else None
    return intake.open_ticket(
        intake.NewTicket(
            title=data["title"],
            body=data["body"],
            queue=matter.queue if matter is not None else queue,
            category=matter,
            requester=requester,
            requester_proven=person is not None,
            organisation=chosen,
            partner_grant=right,
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
