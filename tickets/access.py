"""From a request to a row: the only ways. What a viewer may not see is not there (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.urls import reverse

from accounts.models import Invitation, Organisation, User
from foundation import kept
from queues.agents import today
from tickets.actions import files
from tickets.models import Attachment, Consultation, InboundMail, Ticket
from tickets.viewers import reader, viewer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _only(may: Callable[[HttpRequest], bool]) -> Callable[[View[P]], View[P]]:
    """Return the guard of a view: it asks others to sign in (what they posted is kept), and refuses (403) whom ``may`` does not let pass."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return sign_in_first(request)
            if not may(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def agents_only(view: View[P]) -> View[P]:
    """Let those pass who work in a queue."""
    return _only(lambda request: viewer(request).is_agent)(view)


def managers_only(view: View[P]) -> View[P]:
    """Let those pass who look after an organisation's people."""
    return _only(lambda request: bool(reader(request).managed_ids))(view)


def managed_organisation(request: HttpRequest, number: int) -> Organisation:
    """Return an organisation whose people the viewer looks after, their own or one below. Raises ``Http404``."""
    return get_object_or_404(Organisation.objects.with_above().filter(pk__in=reader(request).managed_ids), pk=number)


def managed_person(request: HttpRequest, place: int, number: int) -> tuple[User, Organisation]:
    """Return somebody of an organisation whose people the viewer looks after. Raises ``Http404`` for all others."""
    organisation = managed_organisation(request, place)
    people = User.objects.active().filter(contacts__organisation=organisation).distinct()
    return get_object_or_404(people, pk=number), organisation


def managed_invitation(request: HttpRequest, number: int) -> Invitation:
    """Return an invitation to an organisation whose people the viewer looks after. Raises ``Http404``."""
    rows = Invitation.objects.select_related("organisation").filter(organisation__in=reader(request).managed_ids)
    return get_object_or_404(rows, pk=number)


def desk_invitation(request: HttpRequest, number: int, invitation: int) -> Invitation:
    """Return an invitation of an organisation that the agent looks up. Raises ``Http404``."""
    organisation = desk_organisation(request, number)
    return get_object_or_404(Invitation.objects.select_related("organisation").filter(organisation=organisation), pk=invitation)


def sign_in_first(request: HttpRequest) -> HttpResponse:
    """Send somebody to sign in and bring them back; a form they posted waits for them, files included."""
    back = request.get_full_path()
    if request.method == "POST":
        kept.keep(request)
        files.keep_drafts(request.POST.get("submission", ""), request.FILES.getlist("files"))
        back = reverse("again")
    return redirect(f"{resolve_url(settings.LOGIN_URL)}?next={quote(back)}")


def desk_ticket(request: HttpRequest, number: int) -> Ticket:
    """Return a ticket that the agent may work on. Raises ``Http404``."""
    return get_object_or_404(Ticket.objects.visible_to(viewer(request)).worked_by(viewer(request)).with_all(), pk=number)


def readable_ticket(request: HttpRequest, number: int) -> Ticket:
    """Return a ticket that the agent may read: of their queues, or passed on by them and still theirs to read. Raises ``Http404``."""
    return get_object_or_404(Ticket.objects.read_by(viewer(request)).with_all().with_absence(today()).with_alike(), pk=number)


def desk_person(request: HttpRequest, number: int) -> User:
    """Return a person that the agent looks up: any of them. Raises ``Http404``."""
    if not viewer(request).is_agent:
        raise Http404
    return get_object_or_404(User.objects.select_related("notes_by"), pk=number)


def desk_organisation(request: HttpRequest, number: int) -> Organisation:
    """Return an organisation that the agent looks up: any of them. Raises ``Http404``."""
    if not viewer(request).is_agent:
        raise Http404
    return get_object_or_404(Organisation.objects.with_above().select_related("notes_by"), pk=number)


def desk_mail(request: HttpRequest, number: int) -> InboundMail:
    """Return an entry of the log of received mail, of the agent's queues. Raises ``Http404``."""
    rows = InboundMail.objects.visible_to(viewer(request)).select_related("mailbox", "ticket", "decided_by")
    return get_object_or_404(rows, pk=number)


def desk_consultation(request: HttpRequest, number: int, consultation: int) -> Consultation:
    """Return what somebody outside was asked about a ticket that the agent may work on, or about one merged into it. Raises ``Http404``."""
    ticket = desk_ticket(request, number)
    return get_object_or_404(Consultation.objects.of_whole(ticket.pk).select_related("ticket"), pk=consultation)


def own_ticket(request: HttpRequest, number: int) -> Ticket | None:
    """Return a ticket that the viewer may read, or ``None``: not there and not theirs look the same."""
    # In no order: Django takes longer to put so many columns in order than to read them.
    return next(iter(Ticket.objects.visible_to(reader(request)).with_all().filter(pk=number)), None)


def own_file(request: HttpRequest, number: int, file_id: int) -> Attachment:
    """Return a file of a ticket that the viewer may read; those of internal notes are for agents alone. Raises ``Http404``."""
    reads_all = Ticket.objects.read_by(viewer(request)).filter(pk=number).exists()
    if not reads_all and own_ticket(request, number) is None:
        raise Http404
    if reads_all:
        files_of_ticket = Attachment.objects.of(Ticket.objects.of_whole(number))
    else:
        files_of_ticket = Attachment.objects.of(Ticket.objects.read_with(number, reader(request))).public()
    return get_object_or_404(files_of_ticket.handed_out(), pk=file_id)


def person(request: HttpRequest) -> User:
    """Return the signed-in person behind a guarded view."""
    user = request.user
    assert isinstance(user, User)
    return user
