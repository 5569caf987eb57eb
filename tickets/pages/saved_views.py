"""Saved views beside their lists, and the page that puts them in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.text import get_text_list
from django.utils.translation import gettext

from accounts.models import User
from accounts.viewer import Viewer
from foundation.rows import Rows
from queues.models import Queue
from tickets.enums import Status
from tickets.forms.filters import FilterForm
from tickets.list_enums import Sort, Standing
from tickets.models import SavedView, StartView
from tickets.pages.narrowing import Names, names_of, said
from tickets.permissions import may_change_view, may_share_view, may_unshare_view

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class View:
    """A saved view as a list or the rail shows it; ``is_start``: the list begins with it."""

    name: str
    query: str
    queue_id: int | None
    is_shared: bool
    is_start: bool

    def is_seen_at(self, asked: dict[str, list[str]]) -> bool:
        """Whether the words of a list's address are those of this view."""
        return plain(QueryDict(self.query)) == asked


def column_of(who: Viewer) -> Rows:
    """Return all views that ``who`` sees as a column of any query that reads something else: they cost no query of their own."""
    starts = Exists(StartView.objects.filter(view=OuterRef("pk"), user=who.user_id or 0))
    rows = SavedView.objects.visible_to(who).annotate(is_start=starts)[:MOST_SHOWN]
    return Rows(rows.values("name", "query", "queue_id", "is_shared", "is_start"))


def read(queues: Iterable[Queue]) -> list[View]:
    """Return the views that came along with the agent's queues, own ones first."""
    rows: list[dict[str, Any]] = next((getattr(queue, "views", []) for queue in queues), [])
    return [View(**{**row, "is_shared": bool(row["is_shared"]), "is_start": bool(row["is_start"])}) for row in rows]


def plain(asked: QueryDict) -> dict[str, list[str]]:
    """Return what an address says of filters and order, the values of each sorted, without what goes without saying."""
    said = {name: sorted({value for value in values if value}) for name, values in asked.lists() if name in FilterForm.base_fields}
    usual = Sort.PARKED if said.get("status") == [Standing.STALLED.value] else Sort.UPDATED
    unsaid = [("status", [Standing.UNFINISHED.value]), ("sort", [usual.value])]
    return {name: values for name, values in said.items() if values and (name, values) not in unsaid}


def said_plainly(form: FilterForm, *, leaving_out: Iterable[str] = ()) -> str:
    """Return the filters and the order of ``form`` as they are kept: what can be read, in the form's order, and nothing that goes without saying."""
    query = form.query
    usual = Sort.PARKED if form.statuses == {Status.STALLED} else Sort.UPDATED
    if form.order == usual or form.order != form.cleaned_data.get("sort"):
        query.pop("sort", None)
    if query.getlist("status") == [Standing.UNFINISHED.value]:
        del query["status"]
    for name in leaving_out:
        query.pop(name, None)
    return query.urlencode()


@dataclass(frozen=True, slots=True)
class Line:
    """A saved view on the page that manages them, and what the agent may do with it."""

    view: SavedView
    words: str
    is_start: bool
    may_change: bool
    may_share: bool
    may_unshare: bool
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The views of one list, own ones first."""

    title: str
    lines: list[Line]


def managed(who: Viewer, person: User) -> list[Row]:
    """Return all views that the agent sees, by list: all queues first, then each queue; three queries for all of them."""
    starts = Exists(StartView.objects.filter(view=OuterRef("pk"), user=who.user_id or 0))
    views = list(SavedView.objects.visible_to(who).select_related("owner", "queue").annotate(is_start=starts))
    rows: dict[int | None, list[SavedView]] = {}
    for view in views:
        rows.setdefault(view.queue_id, []).append(view)
    forms = {view.pk: FilterForm(QueryDict(view.query)) for view in views}
    names = names_of([form.used for form in forms.values()], who)
    words = {pk: ", ".join(_words(form, names)) for pk, form in forms.items()}
    ordered = sorted(rows.values(), key=lambda row: (row[0].queue is not None, row[0].queue.position if row[0].queue else 0))
    return [Row(_title(row[0]), list(_lines(row, words, who, person))) for row in ordered]


def _title(view: SavedView) -> str:
    return view.queue.name if view.queue is not None else gettext("All my queues")


def _lines(views: list[SavedView], words: dict[int, str], who: Viewer, person: User) -> Iterator[Line]:
    for view in views:
        beside = [other.pk for other in views if (other.owner_id, other.is_shared) == (view.owner_id, view.is_shared)]
        yield Line(
            view,
            words[view.pk],
            bool(getattr(view, "is_start", False)),
            may_change=may_change_view(who, view),
            may_share=not view.is_shared and may_share_view(who, person, view),
            may_unshare=view.is_shared and may_unshare_view(who, person, view),
            is_first=view.pk == beside[0],
            is_last=view.pk == beside[-1],
        )


def _words(form: FilterForm, names: Names) -> Iterator[str]:
    """Say what a view narrows by, with all values, and its order."""
    for name, values in form.used.items():
        known = [said(name, value, names) for value in values if (name, value) not in names.unknown]
        yield f"{form.fields[name].label}: {get_text_list(known, gettext('or')) or gettext('not there any more')}"
    if form.cleaned_data.get("sort"):
        yield str(form.order.label)
