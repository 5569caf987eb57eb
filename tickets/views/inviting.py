"""Inviting people from an organisation's page on the desk."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actions import inviting
from accounts.models import Invitation, Organisation
from tickets.access import agents_only, desk_invitation, desk_organisation, person
from tickets.errors import Refused
from tickets.forms.members import InviteForm


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def invite(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whom to invite, and mail the link."""
    organisation = desk_organisation(request, number)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and send(request, form, organisation):
        return redirect("desk:organisation", number)
    return render(request, "desk/invite.html", {"form": form, "organisation": organisation}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def resend(request: HttpRequest, number: int, invitation: int) -> HttpResponse:
    """Mail an invitation once more, by a new link."""
    if request.method == "POST":
        said = gettext("The invitation is on its way again.")
        act(request, desk_invitation(request, number, invitation), inviting.resend, said)
    return redirect("desk:organisation", number)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def withdraw(request: HttpRequest, number: int, invitation: int) -> HttpResponse:
    """End the link of an invitation."""
    if request.method == "POST":
        act(request, desk_invitation(request, number, invitation), inviting.withdraw, gettext("The invitation is withdrawn."))
    return redirect("desk:organisation", number)


def send(request: HttpRequest, form: InviteForm, organisation: Organisation) -> bool:
    """Invite whom the valid form means, and say so; ``False`` when it was refused, with the reason on the form."""
    try:
        sent = inviting.invite(organisation, form.guest, by=person(request))
    except Refused as refused:
        form.add_error("email", str(refused))
        return False
    messages.success(request, gettext("The invitation to %(address)s is on its way.") % {"address": sent.email})
    return True


def act(request: HttpRequest, invitation: Invitation, verb: Callable[..., Invitation], said: str) -> None:
    """Do something with an invitation and say so, or why not."""
    try:
        verb(invitation, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
