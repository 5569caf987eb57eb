"""A delegated manager's pages: who belongs to the organisation, who is invited, who leaves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.actions import inviting, membership
from accounts.enums import ContactRole
from accounts.models import Organisation, User
from foundation import clock
from tickets.access import managed_invitation, managed_organisation, managed_person, managers_only, person
from tickets.actions import leaving
from tickets.errors import Refused
from tickets.forms.members import InviteForm, LeaveForm, RolesForm
from tickets.pages import members as pages
from tickets.viewers import reader
from tickets.views import inviting as sending


@require_safe
@managers_only
def people(request: HttpRequest) -> HttpResponse:
    """List the people whom the viewer looks after, with the invitations that wait."""
    context = pages.people_page(reader(request), request.GET.get("q", ""), request.GET.get("at", ""), at=clock.now())
    return render(request, "organisation/people.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def invite(request: HttpRequest) -> HttpResponse:
    """Ask whom to invite, and mail the link."""
    places = reader(request).managed_ids
    form = InviteForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data.get("organisation") or managed_organisation(request, next(iter(places)))
        if sending.send(request, form, chosen):
            return redirect("organisation:people")
    return render(request, "organisation/invite.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def roles(request: HttpRequest, place: int, number: int) -> HttpResponse:
    """Ask what somebody is to the organisation, and change it."""
    found, organisation = managed_person(request, place, number)
    held = found.contacts.filter(organisation=organisation).order_by("pk").values_list("role", flat=True)
    form = RolesForm(request.POST if request.method == "POST" else None, initial={"roles": list(held)})
    if request.method == "POST" and form.is_valid():
        chosen = [ContactRole(role) for role in form.cleaned_data["roles"]]
        try:
            membership.set_roles(found, organisation, chosen, by=person(request))
        except Refused as refused:
            form.add_error("roles", str(refused))
        else:
            messages.success(request, gettext("The roles of %(name)s are changed.") % {"name": found.display_name})
            return redirect("organisation:people")
    context = {"form": form, "person": found, "organisation": organisation}
    return render(request, "organisation/roles.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def remove(request: HttpRequest, place: int, number: int) -> HttpResponse:
    """Say what happens when somebody leaves, ask who goes on with their tickets, and let them go."""
    found, organisation = managed_person(request, place, number)
    form = pages.leave_form(found, organisation, person(request), request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _let_go(request, found, organisation, form):
        return redirect("home" if found.pk == person(request).pk else "organisation:people")
    context = {"form": form, "person": found, "organisation": organisation, "said": pages.leaving_said(found, organisation)}
    return render(request, "organisation/remove.html", context, status=422 if form.errors else 200)


def _let_go(request: HttpRequest, found: User, organisation: Organisation, form: LeaveForm) -> bool:
    """Do it and say so; ``False`` when it was refused, with the reason on the form."""
    given = form.cleaned_data
    try:
        leaving.leave(found, organisation, to=given.get("to"), successor=given.get("successor"), by=person(request))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    said = gettext("%(person)s does not belong to %(name)s any more.") % {"person": found.display_name, "name": organisation.name}
    messages.success(request, said)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def resend(request: HttpRequest, number: int) -> HttpResponse:
    """Mail an invitation once more, by a new link."""
    if request.method == "POST":
        sending.act(request, managed_invitation(request, number), inviting.resend, gettext("The invitation is on its way again."))
    return redirect("organisation:people")


@require_http_methods(["GET", "HEAD", "POST"])
@managers_only
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """End the link of an invitation."""
    if request.method == "POST":
        sending.act(request, managed_invitation(request, number), inviting.withdraw, gettext("The invitation is withdrawn."))
    return redirect("organisation:people")
