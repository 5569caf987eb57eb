"""The composer: sending, previewing, saving what was begun, taking a reply back."""

from typing import Protocol

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from foundation import clock
from foundation.keyset import page
from queues.models import Macro
from tickets import permissions
from tickets.access import agents_only, person, readable_ticket
from tickets.actions import children, conversation, drafts, presence, undo
from tickets.actions.conversation import Draft
from tickets.errors import Refused, Stale
from tickets.forms.resolve import ResolveForm
from tickets.forms.writing import WRITING_FORMS, FirstReplyForm, ReplyForm
from tickets.models import Message, SavedDraft, Ticket
from tickets.pages.aside import here
from tickets.viewers import viewer
from tickets.views.desk import show
from tickets.views.parts import tell_parts


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
        return _keep_as_note(request, ticket, name)
    form = posted(request, name)
    if form.is_valid():
        try:
            written = verb(ticket, form.draft(undo.window()), by=person(request))
        except Stale as stale:
            return hold(request, ticket, name, form, stale)
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            messages.success(request, said)
            anchor = f"#message-{written.pk}" if isinstance(written, Message) else ""
            return redirect(f"{reverse('desk:ticket', args=[number])}{anchor}")
    return show(request, ticket, refused={name: form})


def _keep_as_note(request: HttpRequest, ticket: Ticket, name: str) -> HttpResponse:
    """Show what somebody wrote to the requester of a ticket that was passed on meanwhile: they may leave it as a note (422)."""
    typed, sent = request.POST.copy(), posted(request, name)
    if sent.is_valid():
        typed["body"] = conversation.words(ticket, sent.draft(), sent.kind)
    form = WRITING_FORMS["note"](typed, request.FILES, auto_id="note_%s")
    form.is_valid()
    form.add_error("body", gettext("The ticket has been passed on meanwhile, so this was not sent. You can leave it as a note."))
    return show(request, ticket, refused={"note": form})


def posted(request: HttpRequest, name: str) -> ReplyForm:
    """Return the composer's form ``name`` with what was sent; a first reply stays one when it is sent again."""
    form = FirstReplyForm if name == "reply" and "first" in request.POST else WRITING_FORMS[name]
    return form(request.POST, request.FILES, auto_id=f"{name}_%s")


def hold(
    request: HttpRequest, ticket: Ticket, name: str, form: ReplyForm, stale: Stale, *, solving: ResolveForm | None = None
) -> HttpResponse:
    """Send nothing, keep the text as a draft, and show what the writer did not know; the same form sent again knows it."""
    knew = form.cleaned_data["seen"]
    newest = ticket.events.order_by("-pk").values_list("pk", flat=True).first() or 0
    begun = form.begun()
    saved = drafts.save(ticket, form.kind, begun, by=person(request)) if begun is not None else None
    form.carry(seen=newest, version=saved.version if saved is not None else 0)
    form.add_error(None, str(stale))
    return show(request, ticket, refused={name: form}, solving=solving, knew=knew)


def _send_and_resolve(request: HttpRequest, number: int) -> HttpResponse:
    """Send the reply and keep how it was solved, in one act; what one of the two forms lacks is shown with both (422)."""
    ticket = readable_ticket(request, number)
    if not permissions.may_work_on(viewer(request), ticket):
        return _keep_as_note(request, ticket, "reply")
    form = posted(request, "reply")
    solving = ResolveForm(request.POST, ticket=ticket, by=person(request), auto_id="solve_%s")
    if form.is_valid() & solving.is_valid():
        try:
            ended = children.resolve(ticket, form.draft(undo.window()), solving.along, by=person(request), solution=solving.solution)
        except Stale as stale:
            return hold(request, ticket, "reply", form, stale, solving=solving)
        except Refused as refused:
            form.add_error("body", str(refused))
        else:
            messages.success(request, gettext("Sent and resolved."))
            tell_parts(request, ended)
            return redirect("desk:ticket", number)
    return show(request, ticket, refused={"reply": form}, solving=solving)


def _ask_which(request: HttpRequest, number: int) -> HttpResponse:
    """Ask an agent who wrote how it was solved, but pressed the other button: nothing of it shall get lost (422)."""
    ticket = readable_ticket(request, number)
    form = posted(request, "reply")
    form.add_error("body", gettext("You wrote how it was solved. Press “Send and resolve”, or empty those fields to send the reply alone."))
    solving = ResolveForm(ticket=ticket, by=person(request), initial=request.POST.dict(), auto_id="solve_%s")
    return show(request, ticket, refused={"reply": form}, solving=solving)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def reply(request: HttpRequest, number: int) -> HttpResponse:
    """Send a public reply; with the second button, resolve in the same act."""
    if request.POST.get("then") == "resolve":
        return _send_and_resolve(request, number)
    if ResolveForm.holds_words(request.POST):
        return _ask_which(request, number)
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


@require_POST
@agents_only
def preview(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Show what was typed as it will look. Nothing is sent."""
    ticket, form = _composing(request, number, name)
    form.show_preview(ticket)
    solving = ResolveForm(ticket=ticket, by=person(request), initial=request.POST.dict(), auto_id="solve_%s") if name == "reply" else None
    return show(request, ticket, shown={name: form}, solving=solving, knew=form["seen"].field.clean(form.data.get("seen")))


def _composing(request: HttpRequest, number: int, name: str) -> tuple[Ticket, ReplyForm]:
    """Return the ticket and one of its forms as it was posted. Raises ``Http404``."""
    ticket = readable_ticket(request, number)
    if name not in WRITING_FORMS:
        raise Http404
    form = posted(request, name)
    macro = request.POST.get("macro", "")
    if name == "reply" and macro.isascii() and macro.isdecimal() and len(macro) < 19:
        form.macro = Macro.objects.offered_in(ticket.queue_id).filter(pk=int(macro)).first()
    return ticket, form


@require_POST
@agents_only
def draft(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Save what was begun, and go back to it. A script that saves while somebody writes gets no page, but the version (204)."""
    ticket, form = _composing(request, number, name)
    # An empty text, or one that is too long, is no reason not to save it.
    form.is_valid()
    begun = form.begun()
    if begun is None:
        return show(request, ticket, refused={name: form})
    is_sent = conversation.sent_before(ticket, form.as_typed(), form.kind) is not None
    saved = None if is_sent else drafts.save(ticket, form.kind, begun, by=person(request))
    if "quiet" in request.POST:
        told = {"Draft-Version": str(saved.version if saved else 0), "Draft-Elsewhere": "1" if saved and saved.earlier else ""}
        return HttpResponse(status=204, headers=told)
    go, _dash, row = request.POST.get("go", "").partition("-")
    if go in {"macros", "colleagues"}:
        return redirect(f"desk:{go}", number)
    back = reverse("desk:ticket", args=[number])
    if not go and form.macro is not None:
        go, row = "macro", str(form.macro.pk)
    if go in {"canned", "macro"} and row.isdecimal():
        return redirect(f"{back}?{go}={row[:18]}#composer")
    messages.success(request, gettext("Draft saved.") if saved else gettext("There is nothing to save."))
    return redirect(f"{back}#composer")


@require_POST
@agents_only
def discard(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Forget a draft."""
    ticket = readable_ticket(request, number)
    if name not in WRITING_FORMS:
        raise Http404
    drafts.drop(ticket, WRITING_FORMS[name].kind, by=person(request))
    messages.success(request, gettext("Draft deleted."))
    return redirect(f"{reverse('desk:ticket', args=[number])}#composer")


@require_POST
@agents_only
def cancel_reply(request: HttpRequest, number: int, message_id: int) -> HttpResponse:
    """Take a reply back before it leaves; its text is the agent's draft again."""
    ticket = readable_ticket(request, number)
    try:
        undo.cancel(ticket, message_id, by=person(request))
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("desk:ticket", number)
    messages.success(request, gettext("Cancelled: nothing was sent. Your text is below, as a draft."))
    return redirect(f"{reverse('desk:ticket', args=[number])}#composer")


@require_POST
@agents_only
def here_now(request: HttpRequest, number: int) -> HttpResponse:
    """Note that the agent has the ticket open, or has left it; show who else is here."""
    ticket = readable_ticket(request, number)
    if "left" in request.POST:
        presence.left(ticket, by=person(request))
        return HttpResponse(status=204)
    presence.seen(ticket, by=person(request), is_writing=request.POST.get("writing") == "1")
    return render(request, "desk/_here.html", {"here": here(ticket, viewer(request), at=clock.now())})


@require_safe
@agents_only
def own_drafts(request: HttpRequest) -> HttpResponse:
    """List what the agent has begun and not sent."""
    rows = SavedDraft.objects.of(viewer(request)).select_related("ticket")
    return render(request, "desk/drafts.html", {"page": page(rows, by="saved_at", cursor=request.GET.get("at", ""))})
