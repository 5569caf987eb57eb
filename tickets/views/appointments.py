"""Choosing a time by a mailed link, without signing in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from foundation import clock
from tickets import grants
from tickets.actions import appointments
from tickets.errors import Refused
from tickets.forms.appointments import DeclineForm, PickForm
from tickets.models import Appointment
from tickets.pages.appointment import ended, free_slots, how


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Show the offered times; a POST books one of them. What cannot be booked any more is told, with what is still free."""
    appointment = grants.appointment_of_link(number, token)
    if appointment is None:
        return render(request, "portal/appointment_ended.html", {}, status=404)
    if request.method != "POST":
        return _page(request, appointment, token)
    form = PickForm(request.POST, free=_free(appointment))
    if form.is_valid():
        try:
            appointments.pick(form.cleaned_data["slot"], by=_requester(appointment))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The appointment is booked. You get an e-mail with it for your calendar."))
            return redirect("tickets:appointment", number, token)
    return _page(request, grants.appointment_of_link(number, token) or appointment, token, picking=form)


@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, number: int, token: str) -> HttpResponse:
    """Take note that no time suits, or that they cannot come; what they write goes to the ticket."""
    appointment = grants.appointment_of_link(number, token)
    if appointment is None:
        return render(request, "portal/appointment_ended.html", {}, status=404)
    if request.method != "POST":
        return redirect("tickets:appointment", number, token)
    form = DeclineForm(request.POST)
    if form.is_valid():
        try:
            appointments.decline(appointment, words=form.cleaned_data["words"], by=_requester(appointment))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("We have your message."))
            return redirect("tickets:appointment", number, token)
    return _page(request, appointment, token, declining=form)


def _requester(appointment: Appointment) -> User:
    person = appointment.ticket.requester
    assert person is not None, "a link is mailed to somebody"
    return person


def _free(appointment: Appointment) -> list[int]:
    """Return the times that can be chosen: with the one that is booked, so that choosing it again is no error."""
    start = appointment.starts_at
    chosen = appointment.slots.filter(starts_at=start).values_list("pk", flat=True) if appointment.is_booked and start is not None else []
    return [*free_slots(appointment, at=clock.now()), *chosen]


def _page(
    request: HttpRequest, appointment: Appointment, token: str, *, picking: PickForm | None = None, declining: DeclineForm | None = None
) -> HttpResponse:
    wrong = picking or declining
    context = {
        "appointment": appointment,
        "ticket": appointment.ticket,
        "token": token,
        "how": how(appointment),
        "ended": ended(appointment, at=clock.now()),
        "picking": picking or PickForm(free=free_slots(appointment, at=clock.now())),
        "declining": declining or DeclineForm(),
        "wrong": wrong,
    }
    return render(request, "portal/appointment.html", context, status=422 if wrong is not None else 200)
