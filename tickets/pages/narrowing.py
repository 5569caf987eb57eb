"""The filters of a list in words, and the choices of the page that has them all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from accounts.models import Organisation, User
from accounts.models.named import in_language
from accounts.viewer import Viewer
from queues.enums import Tier
from queues.models import Category, Membership, Queue
from statuspage.models import Service
from tickets.enums import Channel, Kind, Priority, StallReason
from tickets.forms.filters import FilterForm
from tickets.list_enums import Due, Owned, Standing

WORDS: dict[str, dict[Any, Any]] = {
    "status": dict(Standing.choices),
    "waits": dict(StallReason.choices),
    "line": {str(value): label for value, label in Tier.choices},
    "priority": {str(value): label for value, label in Priority.choices},
    "kind": dict(Kind.choices),
    "channel": dict(Channel.choices),
    "language": dict(settings.LANGUAGES),
    "owner": dict(Owned.choices),
    "due": dict(Due.choices),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the keys among the filters, and the filters whose keys lead nowhere."""

    known: dict[str, str] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)


def colleagues(who: Viewer) -> QuerySet[User]:
    """Return the people who work in one of the viewer's queues."""
    member = Membership.objects.filter(user_id=OuterRef("pk"), queue_id__in=who.queue_ids)
    return User.objects.filter(Exists(member))


def names_of(used: Mapping[str, Any], who: Viewer) -> Names:
    """Return the names of the rows that the filters ``used`` point at, all of them with one query, or none when there are no rows."""
    sources: dict[str, Any] = {
        "queue": Queue.objects.filter(pk__in=who.queue_ids).values("names"),
        "category": Category.objects.filter(queue_id__in=who.queue_ids).values("names"),
        "service": Service.objects.values("names"),
        "organisation": Organisation.objects.values("name"),
        "owner": colleagues(who).values(called=Coalesce(NullIf("name", Value("")), "email", Value(""), output_field=CharField())),
    }
    keys = {name: value for name, value in used.items() if name in sources and value not in Owned.values}
    if not keys:
        return Names()
    parts = {f"{name}_said": Subquery(sources[name].filter(pk=int(key))[:1]) for name, key in keys.items()}
    row = User.objects.filter(pk=who.user_id or 0).values_list(*parts.values()).first() or ()
    found = dict(zip(keys, row, strict=False))
    known = {
        name: in_language(value, get_language()) if isinstance(value, dict) else value for name, value in found.items() if value is not None
    }
    return Names(known, [name for name in keys if name not in known])


def said(name: str, value: Any, names: Names) -> str:
    """Return the value of one filter in words."""
    if name in names.known:
        return names.known[name]
    return str(WORDS.get(name, {}).get(str(value), value))


def offer_rows(form: FilterForm, who: Viewer, queue: Queue | None) -> None:
    """Let the filters that name rows choose among those of the viewer's queues, or of one queue."""
    queue_ids = [queue.pk] if queue is not None else sorted(who.queue_ids)
    queues = list(Queue.objects.active().filter(pk__in=queue_ids))
    categories = Category.objects.filter(queue_id__in=queue_ids, is_active=True).select_related("queue")
    _offer(form, "category", [(row.pk, row.name if queue is not None else f"{row.queue.name}: {row.name}") for row in categories])
    _offer(form, "service", [(row.pk, row.name) for row in Service.objects.active()])
    _offer(form, "organisation", list(Organisation.objects.order_by("name", "pk").values_list("pk", "name")[:500]))
    _offer(form, "owner", [*Owned.choices, *((row.pk, row.display_name) for row in colleagues(who).order_by("name", "pk"))])
    if queue is None:
        _offer(form, "queue", [(row.pk, row.name) for row in queues])
    else:
        del form.fields["queue"]


def _offer(form: FilterForm, name: str, choices: list[tuple[Any, Any]]) -> None:
    form.fields[name].widget.choices = [("", "—"), *choices]
