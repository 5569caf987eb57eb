"""The agent's saved views: giving a list a name, and putting views in order."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.viewer import Viewer
from tickets.access import agents_only, person
from tickets.actions import saved_views as acting
from tickets.errors import Refused
from tickets.forms.filters import FilterForm
from tickets.forms.saved_views import SaveViewForm, ViewNameForm
from tickets.list_enums import Owned
from tickets.models import SavedView
from tickets.pages import saved_views as pages
from tickets.pages.narrowing import names_of
from tickets.pages.places import Place
from tickets.permissions import may_change_view, may_share_view, may_unshare_view
from tickets.viewers import viewer
from tickets.views.lists import place_of


@require_safe
@agents_only
def views(request: HttpRequest) -> HttpResponse:
    """Show all views that the agent sees, by list."""
    return _managed(request)


@require_http_methods(["GET", "HEAD", "POST"])
@agents_only
def save(request: HttpRequest) -> HttpResponse:
    """Keep a list with its filters under a name."""
    if request.method != "POST":
        return redirect("desk:views")
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        return _unsaved(request, form)
    name, place, by = form.cleaned_data["name"], place_of(request, form.cleaned_data["list"]), person(request)
    query, replaces = _query(request, form.cleaned_data["query"], place), form.cleaned_data["replaces"]
    try:
        view = acting.keep(name=name, queue=place.queue, query=query, replaces=replaces, by=by)
    except Refused as refused:
        form.add_error("name", str(refused))
        if query and SavedView.objects.filter(owner=by, name=name, queue=place.queue).exists():
            form.offer_replacing()
        return _unsaved(request, form)
    messages.success(request, gettext("Saved. The view stands above its list."))
    return redirect(view)


@require_POST
@agents_only
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Give a view another name."""
    view = _own(request, number)
    form = ViewNameForm(request.POST, auto_id=f"view_{view.pk}_%s")
    if form.is_valid():
        try:
            acting.rename(view, name=form.cleaned_data["name"], by=person(request))
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            return redirect("desk:views")
    return _managed(request, form=form, of=view)


@require_POST
@agents_only
def move(request: HttpRequest, number: int) -> HttpResponse:
    """Move a view one place towards the beginning of its row, or one towards the end."""
    acting.move(_own(request, number), up=request.POST.get("way") != "down", by=person(request))
    return redirect("desk:views")


@require_POST
@agents_only
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a view."""
    acting.delete(_own(request, number), by=person(request))
    messages.success(request, gettext("The view is deleted. The tickets it showed are where they were."))
    return redirect("desk:views")


@require_POST
@agents_only
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Show a view to everybody who works in its queue."""
    return _change(request, number, acting.share, gettext("Everybody who works in the queue sees the view now."), may=may_share_view)


@require_POST
@agents_only
def unshare(request: HttpRequest, number: int) -> HttpResponse:
    """Leave a view to its owner alone."""
    return _change(request, number, acting.unshare, gettext("Only its owner sees the view now."), may=may_unshare_view)


@require_POST
@agents_only
def begin(request: HttpRequest, number: int) -> HttpResponse:
    """Let the view's list begin with it."""
    said = gettext("Your list begins with this view now. “All open” shows everything.")
    return _change(request, number, acting.begin_with, said)


@require_POST
@agents_only
def begin_with_all(request: HttpRequest, number: int) -> HttpResponse:
    """Let the view's list begin with everything open again."""
    return _change(request, number, acting.begin_with_all, gettext("Your list begins with everything open again."))


def _change(
    request: HttpRequest,
    number: int,
    verb: Callable[..., object],
    said: str,
    *,
    may: Callable[[Viewer, User, SavedView], bool] | None = None,
) -> HttpResponse:
    """Do one verb with a view that the agent sees and may do it with, say so, and go back to the page of views."""
    view, by = _seen(request, number), person(request)
    if may is not None and not may(viewer(request), by, view):
        raise PermissionDenied
    verb(view, by=by)
    messages.success(request, said)
    return redirect("desk:views")


def _seen(request: HttpRequest, number: int) -> SavedView:
    found = SavedView.objects.visible_to(viewer(request)).select_related("queue", "owner").filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def _own(request: HttpRequest, number: int) -> SavedView:
    view = _seen(request, number)
    if not may_change_view(viewer(request), view):
        raise PermissionDenied
    return view


def _query(request: HttpRequest, asked: str, place: Place) -> str:
    """Return the filters and the order that an address asks for, as they are kept."""
    given = QueryDict(asked, mutable=True)
    if place.is_mine:
        given["owner"] = Owned.ME.value
    form = FilterForm(given)
    form.leave_out(names_of([form.used], viewer(request)).unknown)
    return pages.said_plainly(form, leaving_out=["queue"] if place.is_one else [])


def _unsaved(request: HttpRequest, form: SaveViewForm) -> HttpResponse:
    return render(request, "desk/view_save.html", {"form": form}, status=422)


def _managed(request: HttpRequest, *, form: ViewNameForm | None = None, of: SavedView | None = None) -> HttpResponse:
    values = {"rows": pages.managed(viewer(request), person(request)), "form": form, "of": of, "most": acting.MOST}
    return render(request, "desk/views.html", values, status=200 if form is None else 422)
