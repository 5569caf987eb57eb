"""The log of received mail at the desk: to find the mail that never arrived, and to decide about one."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from foundation import blobs
from foundation.downloads import attachment_header
from tickets.access import agents_only, desk_mail, person
from tickets.actions import deciding
from tickets.errors import Refused
from tickets.forms.fields import PlainForm
from tickets.forms.mails import JoinForm, MailLogForm
from tickets.models import InboundMail, Ticket
from tickets.pages import mails as pages
from tickets.viewers import viewer


@require_safe
@agents_only
def mails(request: HttpRequest) -> HttpResponse:
    """List received mails, the newest first, narrowed as the address says."""
    who = viewer(request)
    form = MailLogForm(request.GET, who=who)
    found = pages.listed(form, who, request.GET.get("at", ""))
    checks = [] if found.rows or found.is_cut else pages.to_check(form, who)
    values = {"page": found, "entries": pages.entries(found.rows), "form": form, "checks": checks, "reach": pages.REACH}
    return render(request, "desk/mails.html", values)


@require_safe
@agents_only
def mail(request: HttpRequest, number: int) -> HttpResponse:
    """Show one received mail: what became of it, and why."""
    return render(request, "desk/mail.html", pages.entry_page(desk_mail(request, number), viewer(request)))


@require_safe
@agents_only
def raw(request: HttpRequest, number: int) -> HttpResponseBase:
    """Send a mail as it came, as a download that no browser runs."""
    found = desk_mail(request, number)
    if not found.is_raw_kept:
        raise Http404
    if found.is_kept_away:
        messages.error(
            request, gettext("A file of this e-mail is kept away, or not checked for viruses yet. So the e-mail is not handed out.")
        )
        return redirect("desk:mail", number)
    try:
        content = blobs.open_blob(found.digest)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, content_type="application/octet-stream")
    response.headers["Content-Length"] = str(found.size)
    response.headers["Content-Disposition"] = attachment_header(f"mail-{found.pk}.eml")
    # Stands in place of the policy of our pages.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def replay(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whether a mail shall be processed once more; do it on POST."""
    found, form = desk_mail(request, number), PlainForm(_sent(request))

    def act() -> HttpResponse:
        done = deciding.replay(found, by=person(request))
        messages.info(request, gettext("Processed once more: %(fate)s.") % {"fate": done.fate.label})
        return redirect("desk:mail", number)

    return _ask(request, "desk/mail_replay.html", found, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def accept(request: HttpRequest, number: int) -> HttpResponse:
    """Let a held mail do what it asked for."""
    return _decide(request, number, deciding.accept)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    """Let a held mail do nothing."""
    return _decide(request, number, deciding.refuse)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def open_ticket(request: HttpRequest, number: int) -> HttpResponse:
    """Ask whether a mail shall open a ticket, whatever was decided; do it on POST."""
    found, form = desk_mail(request, number), PlainForm(_sent(request))

    def act() -> HttpResponse:
        ticket = deciding.open_as_ticket(found, by=person(request))
        messages.success(request, gettext("%(ticket)s was opened.") % {"ticket": ticket.reference})
        return _lead_to(request, ticket)

    return _ask(request, "desk/mail_open.html", found, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def join(request: HttpRequest, number: int) -> HttpResponse:
    """Ask which ticket a mail belongs to; add it there on POST."""
    found, form = desk_mail(request, number), JoinForm(_sent(request), who=viewer(request))

    def act() -> HttpResponse:
        ticket = deciding.join(found, form.cleaned_data["target"], by=person(request))
        messages.success(request, gettext("It is part of %(ticket)s now.") % {"ticket": ticket.reference})
        return _lead_to(request, ticket)

    return _ask(request, "desk/mail_join.html", found, form, act)


def _decide(request: HttpRequest, number: int, verb: Callable[..., InboundMail]) -> HttpResponse:
    """Do on POST what was decided about a held mail, and say what became of it; the question stands on its page."""
    found = desk_mail(request, number)
    if request.method == "POST":
        try:
            done = verb(found, by=person(request))
        except Refused as refused:
            messages.warning(request, str(refused))
        else:
            messages.success(request, gettext("Decided: %(fate)s.") % {"fate": done.fate.label})
            if done.ticket is not None:
                return _lead_to(request, done.ticket)
    return redirect("desk:mail", number)


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _ask(request: HttpRequest, template: str, found: InboundMail, form: PlainForm, act: Callable[[], HttpResponse]) -> HttpResponse:
    """Do what was asked, when the form holds and the action does not refuse; else ask, and say what was wrong."""
    if form.is_bound and form.is_valid():
        try:
            return act()
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, template, {"mail": found, "form": form}, status=422 if form.is_bound and form.errors else 200)


def _lead_to(request: HttpRequest, ticket: Ticket) -> HttpResponse:
    """Go on with the ticket, where the agent may work on it; the log shows the mail of another queue's ticket no more."""
    if ticket.queue_id in viewer(request).queue_ids:
        return redirect("desk:ticket", ticket.pk)
    return redirect("desk:mails")
