"""What a list of tickets may be narrowed by. Every filter is a word of the list's address, so that it can be kept and sent on."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from queues.enums import Tier
from tickets.enums import FINISHED, UNFINISHED, Channel, Kind, Priority, StallReason, Status
from tickets.forms.fields import PlainForm
from tickets.forms.filter_fields import KeysField, LanguagesField, OwnersField, ValuesField
from tickets.list_enums import Due, Owned, Sort, Standing
from tickets.models import Ticket
from tickets.querysets import TicketQuerySet

SOON = timedelta(hours=2)
_UNFINISHED, _FINISHED = frozenset(UNFINISHED), frozenset(FINISHED)
SORTS: dict[Sort, tuple[str, ...]] = {
    Sort.UPDATED: ("-touched_at",),
    Sort.PRIORITY: ("-priority", "pk"),
    Sort.DUE: ("promised_at?",),
    Sort.OLDEST: ("pk",),
    Sort.NEWEST: ("-pk",),
    Sort.PARKED: ("stalled_at",),
}


class FilterForm(PlainForm):
    """The filters of a list, each with one value or several. What cannot be read narrows nothing, and the list says so."""

    queue = KeysField(_("Queue"))
    status = ValuesField(_("Status"), Standing.choices)
    waits = ValuesField(_("Waits for"), StallReason.choices)
    line = ValuesField(_("Line"), Tier.choices)
    owner = OwnersField(_("Owner"))
    due = ValuesField(_("Due"), Due.choices)
    priority = ValuesField(_("Priority"), [*reversed(Priority.choices)])
    kind = ValuesField(_("Kind"), Kind.choices)
    category = KeysField(_("Category"))
    service = KeysField(_("Service"))
    organisation = KeysField(_("Organisation"))
    language = LanguagesField(_("Language"))
    channel = ValuesField(_("Channel"), Channel.choices)
    sort = forms.ChoiceField(label=_("Order"), choices=Sort.choices, required=False)

    def __init__(self, data: QueryDict, **kwargs: Any) -> None:
        super().__init__(data, auto_id="filter_%s", **kwargs)

    @property
    def used(self) -> dict[str, list[str]]:
        """The filters that are set and can be read, by their names in the address; the order is none of them."""
        self.is_valid()
        return {name: values for name, values in self.cleaned_data.items() if values and name != "sort"}

    @property
    def alone(self) -> dict[str, str]:
        """The filters that have one value, with it."""
        return {name: values[0] for name, values in self.used.items() if len(values) == 1}

    @property
    def unreadable(self) -> list[str]:
        """The names of the filters of which something was left out."""
        self.is_valid()
        return [name for name in self.fields if name in self.errors or (name != "sort" and self._said(name) - set(self.used.get(name, [])))]

    @property
    def query(self) -> QueryDict:
        """What is asked for and can be read, as the words of an address, in the form's order."""
        query = QueryDict(mutable=True)
        for name in self.fields:
            values = self.used.get(name) or ([self.cleaned_data["sort"]] if name == "sort" and self.cleaned_data.get("sort") else [])
            if values:
                query.setlist(name, values)
        return query

    def leave_out(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Narrow by none of these values, each with the name of its filter."""
        self.is_valid()
        for name, value in pairs:
            self.cleaned_data[name] = [one for one in self.cleaned_data[name] if one != value]

    @property
    def statuses(self) -> frozenset[Status]:
        """The statuses of the list's tickets; those that somebody still has to work on when none is asked for."""
        said = self.used.get("status") or [Standing.UNFINISHED.value]
        return frozenset(status for word in said for status in _MEANT.get(Standing(word)) or [Status(word)])

    @property
    def is_about_finished(self) -> bool:
        """Whether the list shows what nobody has to work on any more, alone or among others."""
        return bool(self.statuses & _FINISHED)

    @property
    def order(self) -> Sort:
        """The order: finished tickets have one, stalled ones stand by age unless another is asked for."""
        if self.is_about_finished:
            return Sort.UPDATED
        is_stalled = self.statuses == {Status.STALLED}
        chosen = self.cleaned_data.get("sort")
        if not chosen or (chosen == Sort.PARKED and not is_stalled):
            return Sort.PARKED if is_stalled else Sort.UPDATED
        return Sort(chosen)

    @property
    def orders(self) -> list[Sort]:
        """The orders that make sense here."""
        if self.is_about_finished:
            return [Sort.UPDATED]
        return [sort for sort in Sort if sort != Sort.PARKED or self.statuses == {Status.STALLED}]

    @property
    def is_mixed(self) -> bool:
        """Whether the list shows finished tickets among others."""
        return bool(self.statuses & _FINISHED) and bool(self.statuses & _UNFINISHED)

    def arms(self, rows: TicketQuerySet) -> list[TicketQuerySet]:
        """Return those of ``rows`` that stand where the list's tickets do, in parts that an index each holds in the usual order."""
        unfinished, finished = self.statuses & _UNFINISHED, self.statuses & _FINISHED
        parts = [unfinished, *([finished] if finished == _FINISHED else [frozenset({one}) for one in sorted(finished)])]
        return [_standing(rows, frozenset(part)) for part in parts if part]

    @property
    def is_narrow(self) -> bool:
        """Whether more than where its tickets stand narrows the list."""
        return bool(self.used.keys() - {"status"})

    def apply(self, rows: TicketQuerySet, *, user_id: int | None, at: datetime) -> TicketQuerySet:
        """Return those of ``rows`` that the filters leave; without a status, what somebody still has to work on."""
        rows = _standing(rows, self.statuses)
        for name, column in _COLUMNS.items():
            if name in self.used:
                rows = rows.filter(_any_of(column, self.used[name]))
        if "owner" in self.used:
            rows = rows.filter(_owned(self.used["owner"], user_id))
        if "due" in self.used:
            rows = rows.filter(reduce(or_, (due_condition(Due(word), at) for word in self.used["due"])))
        if "service" in self.used:
            links = Ticket.services.through.objects.filter(_any_of("service_id", self.used["service"]), ticket_id=OuterRef("pk"))
            rows = rows.filter(Exists(links))
        return rows

    def _said(self, name: str) -> set[str]:
        return {value for value in self.data.getlist(name) if value}  # type: ignore[attr-defined]


_COLUMNS = {
    "queue": "queue_id",
    "waits": "stall_reason",
    "line": "tier",
    "priority": "priority",
    "kind": "kind",
    "category": "category_id",
    "organisation": "organisation_id",
    "language": "language",
    "channel": "channel",
}
_MEANT = {Standing.UNFINISHED: _UNFINISHED, Standing.FINISHED: _FINISHED}


def _standing(rows: TicketQuerySet, statuses: frozenset[Status]) -> TicketQuerySet:
    """Return those of ``rows`` in one of ``statuses``, said so that the index that holds only them serves it."""
    if statuses == {Status.STALLED}:
        return rows.whole().filter(stalled_at__isnull=False)
    if statuses == _UNFINISHED:
        return rows.unfinished()
    if statuses == _FINISHED:
        return rows.finished()
    rows = rows.unfinished() if statuses <= _UNFINISHED else rows.whole()
    return rows.filter(_any_of("status", sorted(statuses)))


def _any_of(column: str, values: Sequence[Any]) -> Q:
    # One value is said as equal: the databases then keep to an index's order.
    return Q(**{column: values[0]}) if len(values) == 1 else Q(**{f"{column}__in": values})


def _owned(words: Sequence[str], user_id: int | None) -> Q:
    people = [user_id if word == Owned.ME else int(word) for word in words if word != Owned.NOBODY]
    by_people = [_any_of("owner_id", people)] if people else []
    return reduce(or_, [*by_people, *([Q(owner__isnull=True)] if Owned.NOBODY in words else [])])


def due_condition(due: Due, at: datetime) -> Q:
    """Return the condition that news were promised for soon after ``at``, or for a moment before it."""
    return Q(promised_at__lt=at) if due == Due.LATE else Q(promised_at__gte=at, promised_at__lt=at + SOON)
