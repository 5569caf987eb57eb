"""The composer's three forms."""

from typing import Protocol

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from tickets import permissions
from tickets.access import agents_only, person, readable_ticket
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Draft
from tickets.errors import Refused
from tickets.forms.work import WRITING_FORMS
from tickets.models import Message, Ticket
from tickets.viewers import viewer
from tickets.views.desk import show


class Writes(Protocol):
    """An action that writes a draft into a ticket."""

    def __call__(self, ticket: Ticket, draft: Draft, /, *, by: User) -> Message | Ticket:
        """Return what was written, or the ticket when the action did more. Raises ``Refused``."""


def _write(request: HttpRequest, number: int, name: str, verb: Writes, said: str) -> HttpResponse:
    """Get the ticket, validate the form ``name``, call ``verb``, go to what was written; a refusal keeps what was typed (422)."""
    ticket = readable_ticket(request, number)
    if request.method != "POST":
        return redirect("desk:ticket", number)
    if name != "note" and not permissions.may_work_on(viewer(request), ticket):
        return _keep_as_note(request, ticket)
    form = WRITING_FORMS[name](request.POST, request.FILES, auto_id=f"{name}_%s")
    if form.is_valid():
        try:
            written = verb(ticket, Draft(form.cleaned_data["body"], form.cleaned_data["submission"]), by=person(request))
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            messages.success(request, said)
            anchor = f"#message-{written.pk}" if isinstance(written, Message) else ""
            return redirect(f"{reverse('desk:ticket', args=[number])}{anchor}")
    return show(request, ticket, refused={name: form})


def _keep_as_note(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Show what somebody wrote to the requester of a ticket that was passed on meanwhile: they may leave it as a note (422)."""
    form = WRITING_FORMS["note"](request.POST, request.FILES, auto_id="note_%s")
    form.is_valid()
    form.add_error("body", gettext("The ticket has been passed on meanwhile, so this was not sent. You can leave it as a note."))
    return show(request, ticket, refused={"note": form})


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Send a public reply; with the second button, resolve in the same act."""
    if request.POST.get("then") == "resolve":
        return _write(request, number, "reply", lifecycle.resolve, gettext("Sent and resolved."))
    return _write(request, number, "reply", conversation.reply, gettext("Reply sent."))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def note(request: HttpRequest, number: int) -> HttpResponse:
    """Write an internal note."""
    return _write(request, number, "note", conversation.note, gettext("Note saved."))


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def call(request: HttpRequest, number: int) -> HttpResponse:
    """Record a phone call."""
    return _write(request, number, "call", conversation.log_call, gettext("Call recorded."))
