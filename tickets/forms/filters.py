"""What a list of tickets may be narrowed by. Every filter is a word of the list's address, so that it can be kept and sent on."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from queues.enums import Tier
from tickets.enums import FINISHED, Channel, Kind, Priority, StallReason, Status
from tickets.forms.fields import PlainForm
from tickets.list_enums import Due, Owned, Sort, Standing
from tickets.models import Ticket
from tickets.querysets import TicketQuerySet

SOON = timedelta(hours=2)
LARGEST_KEY = 2**53
ANY = ("", _("Any"))
SORTS: dict[Sort, tuple[str, ...]] = {
    Sort.UPDATED: ("-touched_at",),
    Sort.PRIORITY: ("-priority", "pk"),
    Sort.DUE: ("promised_at?",),
    Sort.OLDEST: ("pk",),
    Sort.NEWEST: ("-pk",),
    Sort.PARKED: ("stalled_at",),
}


def _choice(label: Any, choices: Sequence[tuple[Any, Any]], **kwargs: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[ANY, *choices], required=False, **kwargs)


class KeyField(forms.IntegerField):
    """The key of a row, chosen from a list that only the page with all filters reads."""

    widget = forms.Select

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, required=False, min_value=1, max_value=LARGEST_KEY)


class OwnerField(forms.CharField):
    """Me, nobody, or the key of a person."""

    widget = forms.Select

    def clean(self, value: Any) -> str:
        """Return the word or the key. Raises ``ValidationError`` for anything else."""
        said: str = super().clean(value)
        if said and said not in Owned.values and not (said.isascii() and said.isdigit() and 0 < int(said[:17]) < LARGEST_KEY):
            raise forms.ValidationError("no owner", code="invalid")
        return said


class FilterForm(PlainForm):
    """The filters of a list. What cannot be read narrows nothing, and the list says so."""

    queue = KeyField(_("Queue"))
    status = _choice(_("Status"), Standing.choices)
    waits = _choice(_("Waits for"), StallReason.choices)
    line = _choice(_("Line"), Tier.choices)
    owner = OwnerField(label=_("Owner"), required=False, max_length=17)
    due = _choice(_("Due"), Due.choices)
    priority = _choice(_("Priority"), [*reversed(Priority.choices)])
    kind = _choice(_("Kind"), Kind.choices)
    category = KeyField(_("Category"))
    service = KeyField(_("Service"))
    organisation = KeyField(_("Organisation"))
    language = _choice(_("Language"), [])
    channel = _choice(_("Channel"), Channel.choices)
    sort = forms.ChoiceField(label=_("Order"), choices=Sort.choices, required=False)

    def __init__(self, data: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(data, auto_id="filter_%s", **kwargs)
        self.offer("language", [ANY, *settings.LANGUAGES])

    @property
    def used(self) -> dict[str, Any]:
        """The filters that are set and can be read, by their names in the address; the order is none of them."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "") and name != "sort"}

    @property
    def unreadable(self) -> list[str]:
        """The names of the filters whose values mean nothing."""
        return [name for name in self.errors if name in self.fields]

    @property
    def is_about_finished(self) -> bool:
        """Whether the list shows what nobody has to work on any more."""
        return self.used.get("status") in {Standing.FINISHED.value, *(status.value for status in FINISHED)}

    @property
    def order(self) -> Sort:
        """The order: finished tickets have one, stalled ones stand by age unless another is asked for."""
        if self.is_about_finished:
            return Sort.UPDATED
        is_stalled = self.used.get("status") == Standing.STALLED
        chosen = self.cleaned_data.get("sort")
        if not chosen or (chosen == Sort.PARKED and not is_stalled):
            return Sort.PARKED if is_stalled else Sort.UPDATED
        return Sort(chosen)

    @property
    def orders(self) -> list[Sort]:
        """The orders that make sense here."""
        if self.is_about_finished:
            return [Sort.UPDATED]
        return [sort for sort in Sort if sort != Sort.PARKED or self.used.get("status") == Standing.STALLED]

    def standing(self, rows: TicketQuerySet) -> TicketQuerySet:
        """Return those of ``rows`` that stand where the list's tickets do."""
        return _STANDINGS.get(self.used.get("status", ""), TicketQuerySet.unfinished)(rows)

    @property
    def is_narrow(self) -> bool:
        """Whether more than where its tickets stand narrows the list."""
        return bool(self.used.keys() - {"status"})

    def apply(self, rows: TicketQuerySet, *, user_id: int | None, at: datetime) -> TicketQuerySet:
        """Return those of ``rows`` that the filters leave; without a status, what somebody still has to work on."""
        rows = self.standing(rows)
        for name, value in self.used.items():
            if name in _COLUMNS:
                rows = rows.filter(**{_COLUMNS[name]: value})
        if "owner" in self.used:
            rows = rows.owned_by(_owner(self.used["owner"], user_id))
        if "due" in self.used:
            rows = rows.filter(due_condition(Due(self.used["due"]), at))
        if "service" in self.used:
            rows = rows.filter(Exists(Ticket.services.through.objects.filter(ticket_id=OuterRef("pk"), service_id=self.used["service"])))
        return rows


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
_STANDINGS: dict[str, Callable[[TicketQuerySet], TicketQuerySet]] = {
    # Said of what is unfinished, so that the indexes of unfinished tickets serve it.
    Standing.NEW: lambda rows: rows.unfinished().new(),
    Standing.OPEN: lambda rows: rows.unfinished().filter(status=Status.OPEN),
    Standing.STALLED: lambda rows: rows.whole().filter(stalled_at__isnull=False),
    Standing.FINISHED: TicketQuerySet.finished,
    Standing.RESOLVED: lambda rows: rows.whole().filter(status=Status.RESOLVED),
    Standing.CLOSED: lambda rows: rows.whole().filter(status=Status.CLOSED),
    Standing.REJECTED: lambda rows: rows.whole().filter(status=Status.REJECTED),
}


def _owner(word: str, user_id: int | None) -> int | None:
    return {Owned.ME.value: user_id, Owned.NOBODY.value: None}.get(word) if word in Owned.values else int(word)


def due_condition(due: Due, at: datetime) -> Q:
    """Return the condition that news were promised for soon after ``at``, or for a moment before it."""
    return Q(promised_at__lt=at) if due == Due.LATE else Q(promised_at__gte=at, promised_at__lt=at + SOON)
