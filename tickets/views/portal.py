"""A requester's tickets on the web."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from foundation import blobs, clock
from foundation.downloads import attachment_header
from tickets import grants, permissions, viewers
from tickets.access import own_file, own_ticket, person, sign_in_first
from tickets.actions import conversation
from tickets.enums import Channel
from tickets.errors import Refused
from tickets.forms.ask import AnswerForm, FollowForm
from tickets.forms.following import InviteForm
from tickets.forms.portal import NarrowForm
from tickets.models import ReferenceAlias, Ticket
from tickets.pages import appointment as appointment_page
from tickets.pages import mentioned
from tickets.pages import portal as lists
from tickets.pages.conversation import for_requester
from tickets.pages.followers import copies_of
from tickets.pages.receipt import shown
from tickets.pages.standing import standing
from tickets.pages.transcript import transcript as on_paper
from tickets.pages.verdict import verdict
from tickets.references import reference
from tickets.viewers import follower_here, reader, viewer
from tickets.views.pdf import pdf


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """List the signed-in person's own tickets, the last touched first."""
    return render(request, "portal/mine.html", lists.own(reader(request), NarrowForm(request.GET), request.GET.get("at", "")))


@require_safe
@login_required
def organisation(request: HttpRequest) -> HttpResponse:
    """List the tickets that the person's organisations share with them; nothing for people without any."""
    return render(request, "portal/mine.html", lists.shared(reader(request), NarrowForm(request.GET), request.GET.get("at", "")))


@require_safe
@login_required
def followed(request: HttpRequest) -> HttpResponse:
    """List the tickets of others that the signed-in person follows."""
    return render(request, "portal/mine.html", lists.followed(reader(request), NarrowForm(request.GET), request.GET.get("at", "")))


def not_found(request: HttpRequest, number: int) -> HttpResponse:
    """Say that there is no such ticket to see, and how to get to one's own (404). Not there and not theirs look the same."""
    form = FollowForm(initial={"reference": reference(number)})
    return render(request, "portal/not_found.html", {"number": number, "form": form}, status=404)


def elsewhere(request: HttpRequest, number: int) -> HttpResponse:
    """Answer who may not see the ticket: what a stranger sends waits until they sign in; everybody else sees that it is not there."""
    if request.method == "POST" and not request.user.is_authenticated:
        return sign_in_first(request)
    return not_found(request, number)


@require_safe
def earlier(request: HttpRequest, text: str) -> HttpResponse:
    """Lead from an earlier reference, such as ``ajuda#310``, to its ticket. What leads nowhere and what is not theirs look the same (404)."""
    number = ReferenceAlias.objects.number_meant(text)
    if number is None or (own_ticket(request, number) is None and not Ticket.objects.read_by(viewer(request)).filter(pk=number).exists()):
        raise Http404
    return redirect("tickets:ticket", number)


@require_safe
def show(request: HttpRequest, number: int) -> HttpResponse:
    """Show a ticket to its requester; agents go to the desk."""
    found = own_ticket(request, number)
    if found is None:
        passed_on = Ticket.objects.read_by(viewer(request)).filter(pk=number).exists()
        return redirect("desk:ticket", number) if passed_on else not_found(request, number)
    if permissions.may_work_on(viewer(request), found) and found.requester_id != request.user.pk:
        return redirect("desk:ticket", number)
    goes_on_in = shown_in(request, found)
    if goes_on_in is not None:
        return redirect("tickets:ticket", goes_on_in.pk)
    return ticket_page(request, found, AnswerForm())


def shown_in(request: HttpRequest, found: Ticket) -> Ticket | None:
    """Return the ticket where the viewer reads on, when ``found`` was merged openly or both are theirs; else ``None``.

    A grant for a ticket that was merged openly holds for the other one: the people of both may read both.
    """
    if found.shown_in is not None and permissions.is_on_the_side(reader(request), found):
        purpose = grants.purpose_of(request.session, found)
        if purpose is not None:
            viewers.grant(request, found.shown_in, purpose)
        return found.shown_in
    is_theirs = found.merged_root is not None and found.merged_root.requester_id == request.user.pk
    return found.merged_root if is_theirs else None


def ticket_page(request: HttpRequest, ticket: Ticket, form: AnswerForm, invite_form: InviteForm | None = None) -> HttpResponse:
    """Show a ticket to its requester's side, with a form that was refused where there is one (422)."""
    who = reader(request)
    entries = mentioned.on_the_web(for_requester(ticket, who), ticket, who)
    context = {"ticket": ticket, "entries": entries, "services": list(ticket.services.all()), "form": form}
    context["may_answer"] = permissions.may_answer(who, ticket)
    is_theirs = request.user.pk == ticket.requester_id or grants.purpose_of(request.session, ticket) is not None
    context["appointment"] = appointment_page.for_requester(ticket) if context["may_answer"] and is_theirs else None
    context["may_end"] = permissions.may_end(who, ticket)
    context["standing"] = standing(ticket.merged_root or ticket, at=clock.now())
    context["asks_verdict"] = context["may_end"] and verdict(ticket).is_open
    if may_invite(request, ticket):
        context["invite_form"], context["followers"] = invite_form or InviteForm(auto_id="follower_%s"), copies_of(ticket)
    context["own_following"] = follower_here(request, ticket) if permissions.only_follows(who, ticket) else None
    is_refused = form.errors or (invite_form is not None and invite_form.errors)
    return render(request, "portal/ticket.html", context, status=422 if is_refused else 200)


def may_invite(request: HttpRequest, ticket: Ticket) -> bool:
    """Whether the viewer may say who else should follow."""
    by_mail = grants.purpose_of(request.session, ticket) == grants.Purpose.MAIL
    return permissions.may_invite(reader(request), ticket, reads_the_mail=by_mail)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """Take the requester's answer."""
    if request.method != "POST":
        return redirect("tickets:ticket", number)
    found = own_ticket(request, number)
    if found is None:
        return elsewhere(request, number)
    if not permissions.may_answer(reader(request), found):
        raise PermissionDenied
    form = AnswerForm(request.POST, request.FILES)
    taken = write(request, found, form) if form.is_valid() else None
    return taken or ticket_page(request, found, form)


def write(request: HttpRequest, found: Ticket, form: AnswerForm) -> HttpResponse | None:
    """Take a valid answer and lead to it; ``None`` when it was refused, with the reason on the form."""
    who = reader(request)
    # Whoever is signed in, or follows, writes under their own name; the holder of a grant for the requester.
    is_signed_in = permissions.asked(who, found) or permissions.shares(who, found)
    follower = follower_here(request, found) if permissions.only_follows(who, found) else None
    given = conversation.Answer(
        body=form.cleaned_data["body"],
        channel=Channel.WEB,
        submission=form.cleaned_data["submission"],
        is_proven=is_signed_in or follower is not None or grants.purpose_of(request.session, found) == grants.Purpose.MAIL,
        is_follower=follower is not None,
    )
    by = follower.user if follower is not None else person(request) if is_signed_in else found.requester
    try:
        message = conversation.answer(found, given, by=by)
    except Refused as refused:
        form.add_error("body", str(refused))
        return None
    messages.success(request, _said(request, found, message.ticket))
    return redirect(f"{reverse('tickets:ticket', args=[message.ticket_id])}#message-{message.pk}")


def _said(request: HttpRequest, found: Ticket, written: Ticket) -> str:
    """Return what to say after an answer; where it began a new ticket, the viewer's grant goes on to that one."""
    if written.pk == found.pk:
        return gettext("We have your message.")
    purpose = grants.purpose_of(request.session, found)
    if purpose is None and permissions.only_follows(reader(request), found):
        # The new ticket is their own, and their link shows that they read its mail.
        purpose = grants.Purpose.MAIL
    if purpose is not None:
        viewers.grant(request, written, purpose)
    said = gettext("%(old)s was closed some time ago, so your message has opened a new ticket, %(new)s. We linked the two.")
    return said % {"old": found.reference, "new": written.reference}


@require_safe
def receipt(request: HttpRequest, number: int) -> HttpResponse:
    """Show what happens next, with the reference and the code to follow it; made to be printed."""
    found = own_ticket(request, number)
    if found is None:
        return not_found(request, number)
    return render(request, "portal/receipt.html", shown(found, with_code=permissions.holds_code(reader(request), found)))


@require_safe
def transcript(request: HttpRequest, number: int) -> HttpResponse:
    """Send the public conversation as a PDF to those who may read it."""
    found = own_ticket(request, number)
    if found is None:
        return not_found(request, number)
    who = person(request) if request.user.is_authenticated else None
    return pdf(request, on_paper(found, reader=reader(request)), reader=who)


@require_safe
def file(request: HttpRequest, number: int, file_id: int) -> HttpResponseBase:
    """Send a file of a ticket as a download that no browser runs."""
    attachment = own_file(request, number, file_id)
    try:
        content = blobs.open_blob(attachment.digest)
    except FileNotFoundError as missing:
        raise Http404 from missing
    response = FileResponse(content, content_type=attachment.content_type)
    response.headers["Content-Length"] = str(attachment.size)
    response.headers["Content-Disposition"] = attachment_header(attachment.file_name)
    # Stands in place of the policy of our pages.
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
