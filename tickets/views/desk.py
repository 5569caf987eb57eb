"""The desk: where agents read."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from foundation import clock
from queues.actions import agents
from queues.models import AgentProfile, CannedReply, Macro
from tickets import permissions
from tickets.access import agents_only, desk_ticket, person, readable_ticket
from tickets.forms.resolve import ResolveForm
from tickets.forms.writing import FirstReplyForm, ReplyForm
from tickets.models import ReferenceAlias, Ticket
from tickets.pages.home import home_of
from tickets.pages.rail import waiting_of
from tickets.pages.ready_made import text_for
from tickets.pages.receipt import printed
from tickets.pages.search import results
from tickets.pages.similar import fix_of
from tickets.pages.ticket import context
from tickets.references import number_alone
from tickets.viewers import viewer


@require_safe
@agents_only
def home(request: HttpRequest) -> HttpResponse:
    """Show what happened since the agent was last here, and what waits: news of people who are away, new tickets, the agent's own."""
    moment = clock.now()
    profile = AgentProfile.objects.filter(user=person(request)).first()
    since = agents.visit(person(request), profile, at=moment)
    values = {"home": home_of(viewer(request), since=since, at=moment), "waiting": waiting_of(request)}
    return render(request, "desk/home.html", values)


@require_safe
@agents_only
def ticket(request: HttpRequest, number: int) -> HttpResponse:
    """Show a ticket with its story, and everything that can be done with it."""
    found = readable_ticket(request, number)
    if found.merged_root is not None and permissions.may_work_on(viewer(request), found.merged_root):
        messages.info(request, gettext("%(old)s was merged into this ticket.") % {"old": found.reference})
        return redirect("desk:ticket", found.merged_root_id)
    begun = fix_of(request.GET.get("similar", ""), viewer(request))
    return show(request, found, shown=_chosen(request, found), begun=begun)


def _chosen(request: HttpRequest, found: Ticket) -> dict[str, ReplyForm]:
    """Return the reply with the text that was chosen for it, if one was: a canned reply's or a macro's."""
    for name, model in (("canned", CannedReply), ("macro", Macro)):
        number = request.GET.get(name, "")
        if number.isascii() and number.isdecimal() and len(number) < 19:
            row = model.objects.offered_in(found.queue_id).filter(pk=int(number)).first()
            if row is None:
                messages.info(request, gettext("This text is no longer offered here. Please choose another one."))
                return {}
            kind = FirstReplyForm if found.answered_at is None else ReplyForm
            form = kind(auto_id="reply_%s", initial={"body": text_for(row, found, person(request))})
            form.macro = row if isinstance(row, Macro) else None
            return {"reply": form}
    return {}


def show(
    request: HttpRequest,
    found: Ticket,
    *,
    refused: Mapping[str, ReplyForm] | None = None,
    shown: Mapping[str, ReplyForm] | None = None,
    solving: ResolveForm | None = None,
    knew: int | None = None,
    begun: str = "",
) -> HttpResponse:
    """Render the ticket page; a form that was refused, by its verb, is shown open with what was typed (422).

    One that is ``shown`` for another reason is open, too. What came after the entry ``knew`` is marked as news; a fresh reply
    begins with the words ``begun``.
    """
    values = context(found, viewer(request), refused or {}, shown=shown, solving=solving, knew=knew, begun=begun)
    return render(request, "desk/ticket.html", values, status=422 if refused else 200)


@require_safe
@agents_only
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Show the receipt to print for a caller or visitor."""
    return render(request, "desk/receipt.html", printed(desk_ticket(request, number)))


@require_safe
@agents_only
def search(request: HttpRequest) -> HttpResponse:
    """Search the tickets of the agent's queues; a reference in any spelling leads straight to its ticket."""
    text, who = request.GET.get("q", ""), viewer(request)
    number = number_alone(text) or ReferenceAlias.objects.number_meant(text)
    if number is not None and Ticket.objects.read_by(who).filter(pk=number).exists():
        return redirect("desk:ticket", number)
    return render(request, "desk/search.html", {"found": results(text, who, request.GET.get("at", ""))})
