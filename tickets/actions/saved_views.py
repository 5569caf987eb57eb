"""Keeping views of lists under a name, sharing them, and choosing which one a list begins with."""

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from queues.models import Queue
from tickets.errors import Refused
from tickets.models import SavedView, StartView
from tickets.models.saved_view import LONGEST_QUERY

MOST = 50


@transaction.atomic
def keep(*, name: str, queue: Queue | None, query: str, replaces: bool = False, by: User) -> SavedView:
    """Keep ``query`` under ``name``. Saved twice, it is saved once.

    With ``replaces`` a view of that name in the same list gets the new filters. Raises ``Refused`` without any filter, when the name is
    taken, for more filters than can be kept, and for more than ``MOST`` views.
    """
    if not query:
        raise Refused(gettext("Please choose a filter or an order first: there is nothing to save yet."))
    if len(query) > LONGEST_QUERY:
        raise Refused(gettext("These are so many filters that they cannot be kept in a view. Please take some away."))
    _lock(by)
    known = SavedView.objects.filter(owner=by, name=name).first()
    queue_id = queue.pk if queue is not None else None
    if known is not None and known.queue_id == queue_id and (replaces or known.query == query):
        SavedView.objects.filter(pk=known.pk).update(query=query)
        known.query = query
        return known
    _refuse_taken(known)
    if SavedView.objects.filter(owner=by).count() >= MOST:
        raise Refused(gettext("You have %(count)d views already. Please delete one that you do not need.") % {"count": MOST})
    last = SavedView.objects.filter(owner=by, queue=queue).order_by("-position").values_list("position", flat=True).first()
    return SavedView.objects.create(owner=by, name=name, queue=queue, query=query, position=0 if last is None else last + 1)


@transaction.atomic
def rename(view: SavedView, *, name: str, by: User) -> SavedView:
    """Give a view another name. Raises ``Refused`` when its owner has a view of that name."""
    _lock(view.owner)
    _refuse_taken(SavedView.objects.filter(owner=view.owner_id, name=name).exclude(pk=view.pk).first())
    view.name = name
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def share(view: SavedView, *, by: User) -> SavedView:
    """Show a view to everybody who works in its queue. Raises ``Refused`` for one of all queues: everybody has others."""
    if view.queue_id is None:
        raise Refused(gettext("Only views of one queue can be shared."))
    return _set_shared(view, is_shared=True)


@transaction.atomic
def unshare(view: SavedView, *, by: User) -> SavedView:
    """Leave a view to its owner alone. The lists of others no longer begin with it."""
    StartView.objects.filter(view=view).exclude(user=view.owner_id).delete()
    return _set_shared(view, is_shared=False)


@transaction.atomic
def move(view: SavedView, *, up: bool, by: User) -> None:
    """Let a view and its neighbour before or behind it change places; at the end of the row nothing happens."""
    _lock(view.owner)
    keys = list(SavedView.objects.beside(view).values_list("pk", flat=True))
    if view.pk not in keys:
        return
    place = keys.index(view.pk)
    other = place - 1 if up else place + 1
    if 0 <= other < len(keys):
        keys[place], keys[other] = keys[other], keys[place]
    for position, key in enumerate(keys):
        SavedView.objects.filter(pk=key).exclude(position=position).update(position=position)


def delete(view: SavedView, *, by: User) -> None:
    """Forget a view; lists that began with it begin with everything open again."""
    view.delete()


@transaction.atomic
def begin_with(view: SavedView, *, by: User) -> None:
    """Let the view's list begin with it, for this agent."""
    _lock(by)
    # A view is of the same list for as long as it lives, so this finds the one it takes the place of.
    StartView.objects.filter(user=by, queue=view.queue_id).delete()
    StartView.objects.create(user=by, queue_id=view.queue_id, view=view)


def begin_with_all(view: SavedView, *, by: User) -> None:
    """Let the view's list no longer begin with it, for this agent."""
    StartView.objects.filter(user=by, view=view).delete()


def _lock(person: User) -> None:
    """Let one request at a time count and order a person's views."""
    User.objects.select_for_update().only("pk").get(pk=person.pk)


def _refuse_taken(known: SavedView | None) -> None:
    if known is not None:
        raise Refused(gettext("You have a view of this name already. Please choose another name."))


def _set_shared(view: SavedView, *, is_shared: bool) -> SavedView:
    view.is_shared = is_shared
    view.save(update_fields=["is_shared"])
    return view
