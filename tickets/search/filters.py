"""Operators about the ticket itself, as conditions."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf.locale import LANG_INFO
from django.db.models import Choices, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import get_language_info, gettext

from accounts.models import User
from accounts.viewer import Viewer
from foundation import searchwords
from queues.enums import Tier
from queues.models import Category, Queue
from statuspage.models import Service
from tickets.enums import Kind, Priority, Status
from tickets.models import Attachment, Ticket
from tickets.querysets import TicketQuerySet
from tickets.search.language import Filter

_Reader = Callable[[str, Viewer], "Q | None"]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The tickets that remain, the queues they can be in, and what could not be read."""

    tickets: TicketQuerySet
    queue_ids: frozenset[int]
    hints: list[str]


def narrow(filters: Iterable[Filter], who: Viewer) -> Narrowed:
    """Return the tickets on the viewer's desk that ``filters`` leave. What names nothing is left out, with a hint."""
    tickets, queue_ids, hints = Ticket.objects.worked_by(who), who.queue_ids, []
    for one in filters:
        if one.operator == "queue" and not one.is_negated:
            queue_ids &= _queue_ids(one.value, who) or queue_ids
        condition = _READERS[one.operator](one.value, who)
        if condition is None:
            hints.append(_hint(one))
        else:
            tickets = tickets.filter(~condition if one.is_negated else condition)
    return Narrowed(tickets, queue_ids, hints)


def _hint(one: Filter) -> str:
    words = {"term": str(one)[:60]}
    if one.operator in {"before", "after"}:
        return gettext("“%(term)s” was left out. Please write the date like this: 2026-10-01.") % words
    return gettext("“%(term)s” was left out: nothing here has that name.") % words


def _fits(value: str, *names: str) -> bool:
    """Whether the words of ``value`` stand in one of ``names``, the last perhaps only as a beginning."""
    *whole, last = searchwords.words(value) or [""]
    count = len(whole)
    return bool(last) and any(
        words[at : at + count] == whole and words[at + count].startswith(last)
        for words in map(searchwords.words, names)
        for at in range(len(words) - count)
    )


def _chosen(value: str, rows: Iterable[tuple[int, Sequence[str]]]) -> frozenset[int]:
    """Return the keys of the rows that a list of names, parted by commas, means; exact names go before beginnings."""
    rows, found = list(rows), set()
    for name in value.split(","):
        asked = searchwords.words(name)
        exact = {pk for pk, names in rows if any(searchwords.words(one) == asked for one in names)} if asked else set()
        found |= exact or {pk for pk, names in rows if _fits(name, *names)}
    return frozenset(found)


def _among(column: str, keys: Iterable[int | str]) -> Q | None:
    found = sorted(keys)
    return Q(**{f"{column}__in": found}) if found else None


def _queue_ids(value: str, who: Viewer) -> frozenset[int]:
    rows = Queue.objects.filter(pk__in=who.queue_ids).values_list("pk", "slug", "names")
    return _chosen(value, ((pk, (slug, *names.values())) for pk, slug, names in rows))


def _queue(value: str, who: Viewer) -> Q | None:
    return _among("queue_id", _queue_ids(value, who))


def _category(value: str, who: Viewer) -> Q | None:
    rows = Category.objects.filter(queue_id__in=who.queue_ids).values_list("pk", "slug", "names")
    return _among("category_id", _chosen(value, ((pk, (slug, *names.values())) for pk, slug, names in rows)))


def _service(value: str, who: Viewer) -> Q | None:
    rows = Service.objects.values_list("pk", "slug", "names")
    found = _chosen(value, ((pk, (slug, *names.values())) for pk, slug, names in rows))
    used = Ticket.services.through.objects.filter(ticket_id=OuterRef("pk"), service_id__in=sorted(found))
    return Q(Exists(used)) if found else None


def _owner(value: str, who: Viewer) -> Q | None:
    if value.lower() in {"nobody", "none"}:
        return Q(owner__isnull=True)
    if value.lower() == "me":
        return Q(owner_id=who.user_id)
    rows = User.objects.filter(memberships__queue_id__in=who.queue_ids).distinct().values_list("pk", "name", "email")
    named = ((pk, (name, *name.split(), email or "")) for pk, name, email in rows)
    return _among("owner_id", _chosen(value, named))


def _choice(column: str, choices: type[Choices]) -> _Reader:
    """Return a reader of one of ``choices``: by its code or by its word in the reader's language."""

    def read(value: str, who: Viewer) -> Q | None:
        members: list[Any] = list(choices)
        rows = ((place, (str(one.value), one.name, str(one.label))) for place, one in enumerate(members))
        return _among(column, (members[place].value for place in _chosen(value, rows)))

    return read


def _language(value: str, who: Viewer) -> Q | None:
    """Return a reader of languages: by code, or by name in that language, in English or in the reader's; its variants come along."""
    codes = [code for code, info in LANG_INFO.items() if "name" in info]
    told = map(get_language_info, codes)
    rows = ((place, (info["code"], info["name"], info["name_local"], info["name_translated"])) for place, info in enumerate(told))
    chosen = {codes[place] for place in _chosen(value, rows)}
    return _among("language", chosen | {code for code in codes if code.partition("-")[0] in chosen})


def _has(value: str, who: Viewer) -> Q | None:
    if not _fits("file", value) and value.lower() not in {"files", "attachment", "attachments"}:
        return None
    return Q(Exists(Attachment.objects.filter(message__ticket_id=OuterRef("pk"))))


def _day(value: str) -> datetime | None:
    """Return the first moment of a day, month or year in the reader's zone; ``None`` for anything else."""
    parts = value.replace("/", "-").split("-")
    if len(parts[0]) != 4 or len(parts) > 3:
        return None
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        return datetime(year, month, day, tzinfo=timezone.get_current_timezone()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _before(value: str, who: Viewer) -> Q | None:
    day = _day(value)
    return Q(created_at__lt=day) if day is not None else None


def _after(value: str, who: Viewer) -> Q | None:
    day = _day(value)
    return Q(created_at__gte=day) if day is not None else None


_READERS: dict[str, _Reader] = {
    "after": _after,
    "before": _before,
    "category": _category,
    "has": _has,
    "kind": _choice("kind", Kind),
    "language": _language,
    "owner": _owner,
    "priority": _choice("priority", Priority),
    "queue": _queue,
    "service": _service,
    "status": _choice("status", Status),
    "tier": _choice("tier", Tier),
}
