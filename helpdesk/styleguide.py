"""The living page of the components, for the people who build and check the house."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_safe

from tickets.enums import Kind, People, Priority, StallReason, Status
from tickets.forms.fields import MomentInput, PlainForm
from tickets.forms.writing import CallForm, NoteForm, ReplyForm
from tickets.models import Ticket

SWATCHES = (
    "paper",
    "paper-2",
    "paper-3",
    "ink",
    "ink-2",
    "ink-3",
    "accent",
    "accent-soft",
    "ok",
    "ok-soft",
    "warn",
    "warn-soft",
    "bad",
    "bad-soft",
    "note",
)
SIZES = ("1", "2", "3", "4", "5", "6")


class SampleForm(PlainForm):
    """One field of each sort."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=40, help_text=gettext_lazy("For example suport#310, or only 310."))
    body = forms.CharField(label=gettext_lazy("Tell us more"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Kind.choices, required=False)
    people = forms.ChoiceField(label=gettext_lazy("How many people"), choices=People.choices, required=False, widget=forms.RadioSelect)
    since = forms.DateTimeField(label=gettext_lazy("Since when?"), required=False, widget=MomentInput)


def _tickets() -> list[Ticket]:
    waits = {Status.STALLED: StallReason.REQUESTER}
    rows = [Ticket(pk=310 + number, status=status, stall_reason=waits.get(status, "")) for number, status in enumerate(Status)]
    for ticket, priority in zip(rows, [*Priority, Priority.NORMAL, Priority.NORMAL], strict=True):
        ticket.priority = priority
    return rows


@require_safe
@login_required
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show every component in every state. For staff alone: 403 for others."""
    if not request.user.is_staff:
        raise PermissionDenied
    now = timezone.now()
    steps = [("done", gettext("Log")), ("current", gettext("Diagnose")), ("to_come", gettext("Resolve"))]
    context = {
        "swatches": SWATCHES,
        "sizes": SIZES,
        "tickets": _tickets(),
        "empty_form": SampleForm(auto_id="empty_%s"),
        "wrong_form": SampleForm({"title": ""}, auto_id="wrong_%s"),
        "reply": ReplyForm(auto_id="reply_%s"),
        "note": NoteForm(auto_id="note_%s"),
        "call": CallForm(auto_id="call_%s"),
        "now": now,
        "before": now - timedelta(days=1, hours=3),
        "steps": [SimpleNamespace(state=state, label=label) for state, label in steps],
        "files": [SimpleNamespace(name="router.png", url="#", size=48_213)],
        "facts": [
            {"name": gettext("Owner"), "value": gettext("Nobody")},
            {"name": gettext("Reference"), "value": "suport#310", "url": "#"},
        ],
        "page": SimpleNamespace(before="newer", after="older"),
        "tabs": [
            SimpleNamespace(label=gettext("All open"), url="#", is_current=True),
            SimpleNamespace(label=gettext("New"), url="#", is_current=False),
        ],
        "long_word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    }
    return render(request, "styleguide/page.html", context)
