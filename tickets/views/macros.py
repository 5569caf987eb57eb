"""Choosing and using canned replies and macros."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.middleware import HtmxDetails

from queues.enums import MacroStatus
from queues.models import Macro
from tickets.access import agents_only, desk_ticket, person
from tickets.actions import macros, undo
from tickets.errors import Refused, Stale
from tickets.forms.parts import PartsForm
from tickets.pages.ready_made import offers
from tickets.views.desk import show
from tickets.views.parts import tell_parts
from tickets.views.writing import hold, posted


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
    form = posted(request, "reply")
    form.macro = macro
    asks = macro.status == MacroStatus.RESOLVED
    form.parts_form = PartsForm(request.POST, ticket=ticket, by=person(request), auto_id="reply_%s") if asks else None
    if form.is_valid() & (not asks or form.parts_form.is_valid()):
        along = form.parts_form.along if asks else None
        try:
            ended = macros.apply(ticket, macro, form.draft(undo.window()), along=along, by=person(request))
        except Stale as stale:
            return hold(request, ticket, "reply", form, stale)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, gettext("Done: “%(name)s”.") % {"name": macro.name})
            tell_parts(request, ended)
            return redirect("desk:ticket", ended.ticket.pk)
    return show(request, ticket, refused={"reply": form})
