"""The desk's page of asking somebody outside by mail."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from tickets.access import agents_only, desk_consultation, desk_ticket, person
from tickets.actions import consulting
from tickets.errors import Refused
from tickets.forms.consulting import ConsultForm
from tickets.pages.consultations import all_of


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def consult(request: HttpRequest, number: int) -> HttpResponse:
    """Show who was asked so far, and ask whom and what; send it on POST."""
    ticket = desk_ticket(request, number)
    form = ConsultForm(request.POST if request.method == "POST" else None, ticket=ticket)
    if request.method == "POST" and form.is_valid():
        try:
            consulting.ask(ticket, form.question, by=person(request))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("The question is on its way. The answer will be an internal note here."))
            return redirect("desk:ticket", ticket.pk)
    return render(
        request,
        "desk/consult.html",
        {"ticket": ticket, "form": form, "consultations": all_of(ticket)},
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def end_consultation(request: HttpRequest, number: int, consultation: int) -> HttpResponse:
    """Wait for an answer no longer."""
    if request.method != "POST":
        desk_ticket(request, number)
        return redirect("desk:consult", number)
    consulting.end(desk_consultation(request, number, consultation), by=person(request))
    messages.success(request, gettext("No answer is awaited any more. One that comes is kept all the same."))
    return redirect("desk:ticket" if request.POST.get("back") == "ticket" else "desk:consult", number)
