"""The requester's side says who else should hear of a ticket; whoever follows may stop."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.models import User
from tickets import grants
from tickets.access import own_ticket
from tickets.actions import following
from tickets.errors import Refused
from tickets.forms.ask import AnswerForm, FollowForm
from tickets.forms.following import InviteForm
from tickets.models import Follower, Ticket
from tickets.references import reference
from tickets.viewers import follower_here
from tickets.views.portal import elsewhere, may_invite, ticket_page


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody else follow the ticket."""
    if request.method != "POST":
        return redirect("tickets:ticket", number)
    found = own_ticket(request, number)
    if found is None:
        return elsewhere(request, number)
    if not may_invite(request, found):
        raise PermissionDenied
    form = InviteForm(request.POST)
    if form.is_valid():
        given = following.Invitation(form.cleaned_data["address"], form.cleaned_data["name"])
        try:
            added = following.invite(found, given, by=_who(request, found))
        except Refused as refused:
            form.add_error("address", str(refused))
        else:
            messages.success(request, gettext("%(address)s hears of this ticket from now on.") % {"address": added.user.email})
            return redirect(f"{reverse('tickets:ticket', args=[number])}#followers")
    return ticket_page(request, found, AnswerForm(), form)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int, follower_id: int) -> HttpResponse:
    """Let a follower go: the requester's side any, a follower themselves."""
    if request.method != "POST":
        return redirect("tickets:ticket", number)
    found = own_ticket(request, number)
    if found is None:
        return elsewhere(request, number)
    row = Follower.objects.cc().filter(ticket=found, pk=follower_id).first()
    is_own = row is not None and row == follower_here(request, found)
    if not is_own and not may_invite(request, found):
        raise PermissionDenied
    if row is not None:
        following.unfollow(found, row.pk, by=row.user if is_own else _who(request, found))
    if is_own:
        return render(request, "portal/left.html", {"number": number})
    messages.success(request, gettext("Removed: this person hears no more of it."))
    return redirect(f"{reverse('tickets:ticket', args=[number])}#followers")


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Stop following by a mailed link, colleagues too. A GET only asks; the POST needs no cookie, so that mail programs can offer it (RFC 8058)."""
    follower = grants.leaver_of_link(number, token)
    if follower is None:
        form = FollowForm(initial={"reference": reference(number)})
        return render(request, "portal/link_ended.html", {"form": form}, status=404)
    if request.method == "POST":
        following.unfollow(follower.ticket, follower.pk, by=follower.user)
        return render(request, "portal/left.html", {"number": number, "reads_on": not follower.is_cc})
    values = {"number": number, "token": token, "reference": reference(number), "reads_on": not follower.is_cc}
    return render(request, "portal/leave.html", values)


def _who(request: HttpRequest, ticket: Ticket) -> User | None:
    """Return who acts: whoever is signed in, else the requester, whose mail the viewer reads."""
    return request.user if isinstance(request.user, User) else ticket.requester
