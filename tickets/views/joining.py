"""The mailed link of an invitation: a page that asks, a click that accepts."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.actions import inviting
from accounts.enums import InvitationState
from accounts.models import Invitation, User
from foundation import clock
from tickets.errors import Refused
from tickets.forms.members import JoinForm


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Show who invites to where, and take the one click that accepts. What has ended says so, kindly."""
    invitation = inviting.of_link(token)
    if invitation is None:
        return render(request, "organisation/join_ended.html", status=404)
    state = invitation.state(clock.now())
    if state != InvitationState.WAITING:
        return _ended(request, invitation, state)
    form = JoinForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            welcome = inviting.accept(invitation, name=form.cleaned_data["name"], by=_signed_in(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return _enter(request, invitation, welcome)
    context = {
        "form": form,
        "invitation": invitation,
        "asks_name": _asks_name(invitation),
        "is_somebody_else": _is_somebody_else(request, invitation),
    }
    return render(request, "organisation/join.html", context, status=422 if form.errors else 200)


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _asks_name(invitation: Invitation) -> bool:
    holder = inviting.holder_of(invitation.email)
    return holder is None or not holder.name


def _is_somebody_else(request: HttpRequest, invitation: Invitation) -> bool:
    holder = inviting.holder_of(invitation.email)
    return request.user.is_authenticated and (holder is None or holder.pk != request.user.pk)


def _enter(request: HttpRequest, invitation: Invitation, welcome: inviting.Welcome) -> HttpResponse:
    """Lead who accepted to their tickets; who has an account to protect signs in as always."""
    messages.success(request, gettext("Welcome: you belong to %(name)s now.") % {"name": invitation.organisation.name})
    if request.user.is_authenticated:
        return redirect("tickets:mine")
    if welcome.may_enter:
        response: HttpResponse = perform_login(request, welcome.person, redirect_url=reverse("tickets:mine"), email=invitation.email)
        return response
    messages.info(request, gettext("Please sign in to go on. We send a code to your address."))
    return redirect(f"{reverse('account_request_login_code')}?next={reverse('tickets:mine')}")


def _ended(request: HttpRequest, invitation: Invitation, state: InvitationState) -> HttpResponse:
    """Say what became of the invitation; the link twice is no mistake."""
    is_done = state == InvitationState.ACCEPTED
    context = {"is_done": is_done, "name": invitation.organisation.name if is_done else ""}
    return render(request, "organisation/join_ended.html", context, status=200 if is_done else 410)
