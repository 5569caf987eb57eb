"""Choosing and using canned replies and macros."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.middleware import HtmxDetails

from queues.models import Macro
from tickets.access import agents_only, desk_ticket, person
from tickets.actions import macros, undo
from tickets.errors import Refused, Stale
from tickets.forms.writing import WRITING_FORMS
from tickets.pages.ready_made import offers
from tickets.views.desk import show
from tickets.views.writing import hold


@require_safe
@agents_only
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """List the texts that may be used in a ticket: a page of its own, or the part that opens in the composer."""
    ticket = desk_ticket(request, number)
    text = request.GET.get("q", "")
    canned, found = offers(ticket, person(request), text=text)
    is_part = HtmxDetails(request).target == "ready-made"
    values = {"ticket": ticket, "canned": canned, "macros": found, "text": text[:200], "is_part": is_part}
    return render(request, "desk/_macros.html" if is_part else "desk/macros.html", values)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def use(request: HttpRequest, number: int, macro_id: int) -> HttpResponse:
    """Send the text of the composer and do what the macro says, in one step."""
    ticket = desk_ticket(request, number)
    macro = Macro.objects.offered_in(ticket.queue_id).filter(pk=macro_id).first()
    if macro is None:
        raise Http404
    back = reverse("desk:ticket", args=[number])
    if request.method != "POST":
        return redirect(f"{back}?macro={macro.pk}#composer")
    form = WRITING_FORMS["reply"](request.POST, request.FILES, auto_id="reply_%s")
    form.macro = macro
    if form.is_valid():
        try:
            moved = macros.apply(ticket, macro, form.draft(undo.window()), by=person(request))
        except Stale as stale:
            return hold(request, ticket, "reply", form, stale)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("Done: “%(name)s”.") % {"name": macro.name})
            return redirect("desk:ticket", moved.pk)
    return show(request, ticket, refused={"reply": form})
