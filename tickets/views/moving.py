"""The desk's verbs that change who works on a ticket, where, and how it stands.

Each is the call of one action with the values of its form; ``desk_verb`` makes a view of it.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods
from django_htmx.middleware import HtmxDetails

from accounts.models import User
from tickets import permissions
from tickets.access import agents_only, desk_ticket, person, readable_ticket
from tickets.actions import children, contacts, conversation, diagnosis, guard, lifecycle, ownership, referencing, routing, withdrawing
from tickets.actions import triage as triaging
from tickets.actions.children import Ended
from tickets.enums import Verb as Happened
from tickets.errors import Refused
from tickets.forms.guarded import SeenForm
from tickets.forms.resolve import solution_in
from tickets.forms.ticket import TicketForm
from tickets.forms.work import VERB_FORMS, verb_form
from tickets.models import Ticket
from tickets.pages.verbs import asked
from tickets.viewers import viewer
from tickets.views.parts import tell_parts

Cleaned = dict[str, Any]
Verb = Callable[[Ticket, Cleaned, User], Ticket | Ended]
View = Callable[[HttpRequest, int], HttpResponseBase]

# What takes a ticket to where its form fits no longer.
AWAY: dict[str, tuple[Happened, ...]] = {
    "transfer": (Happened.TRANSFERRED,),
    "send_back": (Happened.TRANSFERRED,),
    "escalate": (Happened.ESCALATED,),
}


def desk_verb(said: Promise) -> Callable[[Verb], View]:
    """Make a view of a verb: get the ticket, validate the verb's form, call the verb, say that it is done, go back.

    A GET shows the form of a verb that asks something. What cannot be done now shows the form again, with what was typed (422).
    """

    def make(verb: Verb) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @agents_only
        @wraps(verb)
        def view(request: HttpRequest, number: int) -> HttpResponse:
            ticket = readable_ticket(request, number)
            if not permissions.may_work_on(viewer(request), ticket):
                return _passed_on(request, ticket, said if _sent_before(request, ticket, verb.__name__) else None)
            if request.method != "POST":
                return _ask(request, ticket, verb.__name__)
            form = verb_form(verb.__name__, ticket, request.POST, by=person(request))
            if form.is_valid():
                try:
                    moved = verb(ticket, form.cleaned_data, person(request))
                except Refused as refused:
                    form.refuse(refused, by=person(request))
                else:
                    messages.success(request, str(said))
                    if isinstance(moved, Ended):
                        tell_parts(request, moved)
                    return _back(request, ticket, moved.ticket if isinstance(moved, Ended) else moved)
            elif _sent_before(request, ticket, verb.__name__):
                messages.success(request, str(said))
                return _back(request, ticket, ticket)
            return _show(request, ticket, verb.__name__, form, status=422)

        return view

    return make


def _sent_before(request: HttpRequest, ticket: Ticket, name: str) -> bool:
    """Tell whether this very form did what it says already: a button that was pressed twice."""
    form = SeenForm(request.POST, ticket=ticket, by=person(request))
    return form.is_valid() and guard.repeats(ticket, *AWAY.get(name, ()), seen=form.cleaned_data["seen"], by=person(request))


def _passed_on(request: HttpRequest, ticket: Ticket, done: Promise | None) -> HttpResponse:
    """Lead back to a ticket that can only be read any more, and say what was ``done`` if it was this that passed it on."""
    said = gettext("Nothing was changed: this ticket is in %(queue)s now. You can read it and leave notes.")
    if done is None:
        messages.warning(request, said % {"queue": ticket.queue.name})
    else:
        messages.success(request, str(done))
    return redirect("desk:ticket", ticket.pk)


def _ask(request: HttpRequest, ticket: Ticket, name: str) -> HttpResponse:
    """Show the form of a verb; one that asks nothing has none, so its address leads to the ticket."""
    if name not in VERB_FORMS:
        return redirect("desk:ticket", ticket.pk)
    return _show(request, ticket, name, verb_form(name, ticket, by=person(request)))


def _show(request: HttpRequest, ticket: Ticket, name: str, form: TicketForm, *, status: int = 200) -> HttpResponse:
    """Show a verb's form: a page of its own, or the part that opens on the ticket's page."""
    template = "desk/_verb.html" if HtmxDetails(request).target == "verb" else "desk/verb.html"
    return render(request, template, {"ticket": ticket, "verb": asked(name, ticket, viewer(request), form)}, status=status)


def _back(request: HttpRequest, ticket: Ticket, moved: Ticket) -> HttpResponse:
    """Go back to the ticket; to the queue it was in when it is out of the agent's sight now."""
    if Ticket.objects.read_by(viewer(request)).filter(pk=moved.pk).exists():
        return redirect("desk:ticket", moved.pk)
    return redirect("desk:queue", ticket.queue.slug)


@desk_verb(_("It is yours now."))
def take(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Make the ticket mine."""
    return lifecycle.take(ticket, seen=data["seen"], by=by)


@desk_verb(_("You talk to the requester now."))
def take_conversation(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Talk to the requester from now on."""
    return contacts.take_conversation(ticket, by=by)


@desk_verb(_("It is yours now."))
def take_over(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Make the ticket mine in place of somebody who is away."""
    return ownership.take_over(ticket, owner_id=data["owner"], by=by)


@desk_verb(_("Owner changed."))
def assign(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Give the ticket to a colleague, or back to the queue."""
    if data["owner"] is None:
        return lifecycle.release(ticket, seen=data["seen"], by=by)
    return lifecycle.assign(ticket, to=data["owner"], seen=data["seen"], by=by)


@desk_verb(_("Saved."))
def triage(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Say what sort of ticket it is and how soon."""
    sorting = triaging.Sorting(**{name: value for name, value in data.items() if name != "seen"})
    return triaging.sort(ticket, sorting, seen=data["seen"], by=by)


@desk_verb(_("Title changed."))
def retitle(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Make the title say more."""
    return lifecycle.retitle(ticket, title=data["title"], seen=data["seen"], by=by)


@desk_verb(_("Resolved."))
def resolve(ticket: Ticket, data: Cleaned, by: User) -> Ended:
    """Take the ticket for solved, with its parts or without, and keep how; the requester gets our standard words."""
    return children.resolve(ticket, conversation.Draft("", seen=data["seen"]), data["along"], by=by, solution=solution_in(data))


@desk_verb(_("Noted."))
def refer(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Note what the ticket is called elsewhere."""
    return referencing.add(ticket, referencing.Elsewhere(**data), by=by)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def unrefer(request: HttpRequest, number: int, reference: int) -> HttpResponse:
    """Take an external reference off the ticket."""
    ticket = desk_ticket(request, number)
    if request.method == "POST":
        referencing.remove(ticket, reference, by=person(request))
        messages.success(request, gettext("Removed."))
    return redirect("desk:ticket", ticket.pk)


@desk_verb(_("Work goes on."))
def reopen(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Go on with a stalled or finished ticket."""
    return lifecycle.reopen(ticket, reason=data["reason"], seen=data["seen"], by=by)


@desk_verb(_("Closed."))
def close(ticket: Ticket, data: Cleaned, by: User) -> Ended:
    """Close a resolved ticket before its days are over; parts that are not done are resolved with it, or left."""
    return children.close(ticket, data["along"], seen=data["seen"], by=by)


@desk_verb(_("Stalled."))
def stall(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Park the ticket and say what it waits for."""
    return lifecycle.stall(ticket, why=data["why"], until=data["until"], seen=data["seen"], by=by)


@desk_verb(_("Rejected."))
def reject(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Refuse a ticket that is not ours."""
    return lifecycle.reject(ticket, why=data["why"], note=data["note"], seen=data["seen"], by=by)


@desk_verb(_("All links and codes given out so far have ended."))
def withdraw_links(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """End the links and codes given out."""
    return withdrawing.withdraw_links(ticket, by=by)


@desk_verb(_("Passed on."))
def transfer(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Pass the ticket to another queue."""
    place = {name: data[name] for name in ("tier", "note", "category", "seen")}
    return routing.transfer(ticket, to=data["queue"], **place, by=by)


@desk_verb(_("Sent back."))
def send_back(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Send the ticket back to the queue it came from."""
    return routing.send_back(ticket, done=data["done"], seen=data["seen"], by=by)


@desk_verb(_("Saved."))
def diagnose(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Answer the basic questions of the ticket's category."""
    return diagnosis.answer(ticket, data["answers"], by=by)


@desk_verb(_("Escalated."))
def escalate(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Send the ticket to a higher line."""
    escalation = routing.Escalation(data["reason"], data["tried"], to=data["tier"], answers=data["answers"], waiver=data.get("waiver", ""))
    return routing.escalate(ticket, escalation, seen=data["seen"], by=by)


@desk_verb(_("Handed back."))
def hand_back(ticket: Ticket, data: Cleaned, by: User) -> Ticket:
    """Send the ticket one line down."""
    return routing.hand_back(ticket, reason=data["reason"], seen=data["seen"], by=by)
