"""The desk's pages for merging two tickets and separating them again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tickets.access import agents_only, desk_ticket, person
from tickets.actions import merging
from tickets.errors import Refused
from tickets.forms.merging import MergeForm, OtherTicketForm, UnmergeForm
from tickets.models import Ticket
from tickets.pages.merging import candidates, preview
from tickets.viewers import viewer


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def merge(request: HttpRequest, number: int) -> HttpResponse:
    """Ask into which ticket; with one named, show who will read what; do it on POST."""
    ticket, who = desk_ticket(request, number), viewer(request)
    if request.method != "POST":
        return _choose(request, ticket)
    form = MergeForm(request.POST, ticket=ticket, who=who)
    if not form.is_valid():
        return _ask(request, ticket, _with_errors_of(form, request))
    try:
        root = merging.merge(ticket, into=form.cleaned_data["target"], by=person(request))
    except Refused as refused:
        form.add_error("target", str(refused))
        return _ask(request, ticket, _with_errors_of(form, request))
    messages.success(request, gettext("Merged. %(old)s is shown here now.") % {"old": ticket.reference})
    return redirect("desk:ticket", root.pk)


def _choose(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Show the question, or what would follow once a target is named."""
    if "target" not in request.GET:
        return _ask(request, ticket, OtherTicketForm(ticket=ticket, who=viewer(request)))
    chosen = OtherTicketForm(request.GET, ticket=ticket, who=viewer(request))
    if chosen.is_valid() and chosen.cleaned_data["target"].pk == ticket.pk:
        chosen.add_error("target", gettext("A ticket cannot be merged into itself. Please choose another one."))
    if not chosen.is_valid():
        return _ask(request, ticket, chosen)
    target = chosen.cleaned_data["target"]
    form = MergeForm(ticket=ticket, who=viewer(request), initial={"target": target.reference})
    return render(request, "desk/merge_preview.html", {"ticket": ticket, "preview": preview(ticket, target), "form": form})


def _with_errors_of(form: MergeForm, request: HttpRequest) -> OtherTicketForm:
    """Return the question again, with what was typed and why it was not taken."""
    again = OtherTicketForm(request.POST, ticket=form.ticket, who=form.who)
    again.full_clean()
    for error in form.errors.get("target", []):
        if error not in again.errors.get("target", []):
            again.add_error("target", error)
    return again


def _ask(request: HttpRequest, ticket: Ticket, form: OtherTicketForm) -> HttpResponse:
    found = {"ticket": ticket, "form": form, "candidates": candidates(ticket, viewer(request))}
    return render(request, "desk/merge.html", found, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def unmerge(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whether a merged ticket shall go on by itself; do it on POST."""
    ticket = desk_ticket(request, number)
    form = UnmergeForm(request.POST if request.method == "POST" else None, ticket=ticket)
    if request.method == "POST" and form.is_valid():
        try:
            merging.unmerge(ticket, reason=form.cleaned_data["reason"], by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("It goes on by itself again."))
            return redirect("desk:ticket", number)
    elif ticket.merged_root_id is None and request.method != "POST":
        return redirect("desk:ticket", number)
    return render(request, "desk/unmerge.html", {"ticket": ticket, "form": form}, status=422 if form.errors else 200)
