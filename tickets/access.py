"""From a request to a row: the only ways. What a viewer may not see is not there (404)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse

from accounts.models import Invitation, Organisation, User
from foundation import kept
from queues.agents import today
from tickets.actions import files
from tickets.models import Attachment, Ticket
from tickets.viewers import reader, viewer

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def agents_only(view: View[P]) -> View[P]:
    """Let agents pass; ask others to sign in (what they posted is kept), and refuse (403) people who work in no queue."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        if not viewer(request).is_agent:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def managers_only(view: View[P]) -> View[P]:
    """Let those pass who look after an organisation's people; ask others to sign in, and refuse (403) everybody else."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return sign_in_first(request)
        if not reader(request).managed_ids:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def managed_organisation(request: HttpRequest, number: int) -> Organisation:
    """Return an organisation whose people the viewer looks after, their own or one below. Raises ``Http404``."""
    found = Organisation.objects.with_above().filter(pk=number, pk__in=reader(request).managed_ids).first()
    if found is None:
        raise Http404
    return found


def managed_person(request: HttpRequest, place: int, number: int) -> tuple[User, Organisation]:
    """Return somebody of an organisation whose people the viewer looks after. Raises ``Http404`` for all others."""
    organisation = managed_organisation(request, place)
    found = User.objects.active().filter(pk=number, contacts__organisation=organisation).distinct().first()
    if found is None:
        raise Http404
    return found, organisation


def managed_invitation(request: HttpRequest, number: int) -> Invitation:
    """Return an invitation to an organisation whose people the viewer looks after. Raises ``Http404``."""
    rows = Invitation.objects.select_related("organisation")
    found = rows.filter(pk=number, organisation__in=reader(request).managed_ids).first()
    if found is None:
        raise Http404
    return found


def desk_invitation(request: HttpRequest, number: int, invitation: int) -> Invitation:
    """Return an invitation of an organisation that the agent looks up. Raises ``Http404``."""
    organisation = desk_organisation(request, number)
    found = Invitation.objects.select_related("organisation").filter(pk=invitation, organisation=organisation).first()
    if found is None:
        raise Http404
    return found


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
    rows = Ticket.objects.visible_to(viewer(request)).worked_by(viewer(request)).with_all()
    ticket = rows.filter(pk=number).first()
    if ticket is None:
        raise Http404
    return ticket


def readable_ticket(request: HttpRequest, number: int) -> Ticket:
    """Return a ticket that the agent may read: of their queues, or passed on by them and still theirs to read. Raises ``Http404``."""
    rows = Ticket.objects.read_by(viewer(request)).with_all().with_absence(today()).with_alike()
    ticket = rows.filter(pk=number).first()
    if ticket is None:
        raise Http404
    return ticket


def desk_person(request: HttpRequest, number: int) -> User:
    """Return a person that the agent looks up: any of them. Raises ``Http404``."""
    found = User.objects.filter(pk=number).select_related("notes_by").first() if viewer(request).is_agent else None
    if found is None:
        raise Http404
    return found


def desk_organisation(request: HttpRequest, number: int) -> Organisation:
    """Return an organisation that the agent looks up: any of them. Raises ``Http404``."""
    rows = Organisation.objects.with_above().select_related("notes_by")
    found = rows.filter(pk=number).first() if viewer(request).is_agent else None
    if found is None:
        raise Http404
    return found


def own_ticket(request: HttpRequest, number: int) -> Ticket | None:
    """Return a ticket that the viewer may read, or ``None``: not there and not theirs look the same."""
    return Ticket.objects.visible_to(reader(request)).with_all().filter(pk=number).first()


def own_file(request: HttpRequest, number: int, file_id: int) -> Attachment:
    """Return a file of a ticket that the viewer may read; those of internal notes are for agents alone. Raises ``Http404``."""
    reads_all = Ticket.objects.read_by(viewer(request)).filter(pk=number).exists()
    if not reads_all and own_ticket(request, number) is None:
        raise Http404
    if reads_all:
        files_of_ticket = Attachment.objects.of(Ticket.objects.of_whole(number))
    else:
        files_of_ticket = Attachment.objects.of(Ticket.objects.read_with(number, reader(request))).public()
    found = files_of_ticket.filter(pk=file_id).first()
    if found is None:
        raise Http404
    return found


def person(request: HttpRequest) -> User:
    """Return the signed-in person behind a guarded view."""
    user = request.user
    assert isinstance(user, User)
    return user
