"""The filters of a list in words, and the choices of the page that has them all."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db.models import CharField, Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language, gettext

from accounts.languages import name_of
from accounts.models import Organisation, User
from accounts.models.named import in_language
from accounts.viewer import Viewer
from foundation.rows import Rows
from queues.enums import Tier
from queues.models import Category, Membership, Queue
from statuspage.models import Service
from tickets.enums import Channel, Kind, Priority, StallReason
from tickets.forms.filters import FilterForm
from tickets.list_enums import Due, Owned, Sort, Standing
from tickets.models import Ticket

MOST_OFFERED = 500

WORDS: dict[str, dict[Any, Any]] = {
    "status": dict(Standing.choices),
    "waits": dict(StallReason.choices),
    "line": {str(value): label for value, label in Tier.choices},
    "priority": {str(value): label for value, label in Priority.choices},
    "kind": dict(Kind.choices),
    "channel": dict(Channel.choices),
    "owner": dict(Owned.choices),
    "due": dict(Due.choices),
}


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the keys among the filters, by filter and key, and the keys that lead nowhere."""

    known: dict[tuple[str, str], str] = field(default_factory=dict)
    unknown: list[tuple[str, str]] = field(default_factory=list)


def colleagues(who: Viewer) -> QuerySet[User]:
    """Return the people who work in one of the viewer's queues."""
    member = Membership.objects.filter(user_id=OuterRef("pk"), queue_id__in=who.queue_ids)
    return User.objects.filter(Exists(member))


def names_of(asked: Iterable[Mapping[str, Sequence[str]]], who: Viewer) -> Names:
    """Return the names of the rows that filters point at, for any number of lists with one query, or none where no key is among them."""
    wanted: dict[str, dict[str, None]] = {}
    for used in asked:
        for name in _SOURCES.keys() & used.keys():
            wanted.setdefault(name, {}).update(dict.fromkeys(value for value in used[name] if value not in Owned.values))
    wanted = {name: keys for name, keys in wanted.items() if keys}
    if not wanted:
        return Names()
    columns = {f"{name}_said": Rows(_SOURCES[name](who).filter(pk__in=list(map(int, keys)))) for name, keys in wanted.items()}
    row = User.objects.filter(pk=who.user_id or 0).values_list(*columns.values()).first() or [[] for _ in columns]
    found = {(name, str(one["pk"])): _name(one) for name, rows in zip(wanted, row, strict=True) for one in rows}
    return Names(found, [(name, key) for name, keys in wanted.items() for key in keys if (name, key) not in found])


_SOURCES: dict[str, Callable[[Viewer], QuerySet[Any, Any]]] = {
    "queue": lambda who: Queue.objects.filter(pk__in=who.queue_ids).values("pk", "names"),
    "category": lambda who: Category.objects.filter(queue_id__in=who.queue_ids).values("pk", "names"),
    "service": lambda who: Service.objects.values("pk", "names"),
    "organisation": lambda who: Organisation.objects.values("pk", "name"),
    "owner": lambda who: colleagues(who).values(
        "pk", called=Coalesce(NullIf("name", Value("")), "email", Value(""), output_field=CharField())
    ),
}


def _name(row: Mapping[str, Any]) -> str:
    """Return what a row is called. SQLite hands names over as text."""
    if "names" in row:
        names = row["names"]
        return in_language(json.loads(names) if isinstance(names, str) else names, get_language())
    return str(row.get("name", row.get("called", "")))


def said(name: str, value: str, names: Names) -> str:
    """Return one value of a filter in words."""
    if name == "language":
        return name_of(value)
    return names.known.get((name, value)) or str(WORDS.get(name, {}).get(value, value))


def offer_rows(form: FilterForm, who: Viewer, queue: Queue | None, *, is_foreign: bool = False) -> None:
    """Let the filters that name rows choose among those of the viewer's queues, or of one queue; what is chosen is always among them.

    Queues and categories of others (``is_foreign``) are no choice: the viewer does not work there.
    """
    queue_ids = [queue.pk] if queue is not None else sorted(who.queue_ids)
    queues = list(Queue.objects.active().filter(pk__in=queue_ids))
    categories = Category.objects.filter(queue_id__in=queue_ids, is_active=True).select_related("queue")
    names = names_of([form.used], who)
    rows: dict[str, Iterable[tuple[Any, Any]]] = {
        "category": [(row.pk, row.name if queue is not None else f"{row.queue.name}: {row.name}") for row in categories],
        "service": [(row.pk, row.name) for row in Service.objects.active()],
        "organisation": Organisation.objects.order_by("name", "pk").values_list("pk", "name")[:MOST_OFFERED],
        "owner": [*Owned.choices, *((row.pk, row.display_name) for row in colleagues(who).order_by("name", "pk"))],
        "queue": [(row.pk, row.name) for row in queues] if len(queues) > 1 else [],
        "language": sorted(_languages(queue_ids), key=lambda choice: choice[1].casefold()),
    }
    form.offer("sort", [("", gettext("The usual order")), *Sort.choices])
    for name in ("queue", "category") if is_foreign else ():
        rows[name] = []
    for name, offered in rows.items():
        _offer(form, name, [(str(key), words) for key, words in offered], names)


def _languages(queue_ids: Sequence[int]) -> Iterable[tuple[str, str]]:
    """Return the languages that our pages speak, and those in which somebody waits for an answer now."""
    waiting = Ticket.objects.filter(queue_id__in=queue_ids).unfinished().order_by().values_list("language", flat=True).distinct()
    return [(code, name_of(code)) for code in {*dict(settings.LANGUAGES), *waiting} if code]


def _offer(form: FilterForm, name: str, choices: list[tuple[str, str]], names: Names) -> None:
    """Offer ``choices`` and what is chosen beside them; a filter without any choice is left out."""
    known = dict(choices)
    beside = [
        (value, said(name, value, names)) for value in form.used.get(name, []) if value not in known and (name, value) not in names.unknown
    ]
    if choices or beside:
        form.offer(name, [*choices, *beside])
    else:
        del form.fields[name]
