"""Sending a form again that a sign-out or a stale page kept from being taken."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_safe

from foundation import kept
from tickets.actions import files
from tickets.models import Ticket
from tickets.viewers import reader


def is_same_origin(request: HttpRequest) -> bool:
    """Tell whether the browser vouches that this request came from one of our own pages; without that nothing is kept."""
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site == "same-origin"
    origin = request.headers.get("Origin", "")
    return bool(origin) and origin in {settings.BASE_URL, f"{request.scheme}://{request.get_host()}"}


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is stale: from our own page it is kept and offered again, from elsewhere it is refused (403)."""
    if request.method == "POST" and is_same_origin(request) and kept.keep(request):
        files.keep_drafts(request.POST.get("submission", ""), request.FILES.getlist("files"))
        return redirect("again")
    return render(request, "403_csrf.html", {"reason": reason}, status=403)


@require_safe
def again(request: HttpRequest) -> HttpResponse:
    """Show what was kept, with a button that sends it to where it was going."""
    return render(request, "again.html", {"kept": waiting(request)})


def waiting(request: HttpRequest) -> kept.KeptForm | None:
    """Return the kept form when the reader may go where it was going: on a shared computer it may be somebody else by now."""
    form = kept.kept(request.session)
    return form if form is not None and _may_go(request, form.path) else None


def _may_go(request: HttpRequest, path: str) -> bool:
    try:
        place = resolve(urlsplit(path).path)
    except Resolver404:
        return False
    who, number = reader(request), place.kwargs.get("number")
    if place.namespace == "desk" and not who.is_agent:
        return False
    return number is None or Ticket.objects.visible_to(who).filter(pk=number).exists()
