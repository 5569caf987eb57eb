"""The desk's page of followers: who hears of a ticket beside its requester and owner."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tickets.access import agents_only, desk_ticket, person
from tickets.actions import following
from tickets.enums import FollowerRole
from tickets.errors import Refused
from tickets.forms.following import ColleagueForm, InviteForm
from tickets.models import Ticket
from tickets.pages.followers import all_of


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def followers(request: HttpRequest, number: int) -> HttpResponse:
    """Show who follows; on POST let somebody with an address follow."""
    ticket = desk_ticket(request, number)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = following.Invitation(form.cleaned_data["address"], form.cleaned_data["name"])
        try:
            added = following.invite(ticket, given, by=person(request), is_agent=True)
        except Refused as refused:
            form.add_error("address", str(refused))
        else:
            messages.success(request, gettext("%(name)s follows this ticket.") % {"name": added.user.display_name})
            return redirect("desk:followers", number)
    return _page(request, ticket, form, ColleagueForm(ticket=ticket))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Let a colleague of the queue follow, oneself for example."""
    ticket = desk_ticket(request, number)
    if request.method != "POST":
        return redirect("desk:followers", number)
    form = ColleagueForm(request.POST, ticket=ticket)
    if form.is_valid():
        colleague = form.cleaned_data["colleague"]
        try:
            following.follow(ticket, colleague, role=FollowerRole.AGENT, by=person(request))
        except Refused as refused:
            form.add_error("colleague", str(refused))
        else:
            messages.success(request, gettext("%(name)s follows this ticket.") % {"name": colleague.display_name})
            return redirect("desk:followers", number)
    return _page(request, ticket, InviteForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def accept_follower(request: HttpRequest, number: int, follower_id: int) -> HttpResponse:
    """Let somebody follow who was proposed."""
    return _one(request, number, lambda ticket: _accept(request, ticket, follower_id))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def unfollow(request: HttpRequest, number: int, follower_id: int) -> HttpResponse:
    """Let a follower go, or drop a proposal."""
    return _one(request, number, lambda ticket: _unfollow(request, ticket, follower_id))


def _one(request: HttpRequest, number: int, verb: Callable[[Ticket], str]) -> HttpResponse:
    ticket = desk_ticket(request, number)
    if request.method == "POST":
        try:
            messages.success(request, verb(ticket))
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("desk:ticket" if request.POST.get("back") == "ticket" else "desk:followers", number)


def _accept(request: HttpRequest, ticket: Ticket, follower_id: int) -> str:
    added = following.accept(ticket, follower_id, by=person(request))
    return gettext("%(name)s follows this ticket.") % {"name": added.user.display_name}


def _unfollow(request: HttpRequest, ticket: Ticket, follower_id: int) -> str:
    following.unfollow(ticket, follower_id, by=person(request))
    return gettext("Removed.")


def _page(request: HttpRequest, ticket: Ticket, form: InviteForm, colleague_form: ColleagueForm) -> HttpResponse:
    values = {"ticket": ticket, "form": form, "colleague_form": colleague_form, **all_of(ticket)}
    status = 422 if form.errors or colleague_form.errors else 200
    return render(request, "desk/followers.html", values, status=status)
