"""Asking whether the parts of a ticket end with it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from queues.viewers import viewer_of
from tickets.actions import children
from tickets.actions.children import Along
from tickets.forms.guarded import SeenForm
from tickets.forms.ticket import TicketForm
from tickets.models import Ticket

MOST = 50
TOO = "too"


class PartsForm(TicketForm):
    """A form that asks, where parts of the ticket are not done, whether they are resolved with it. Without such parts it does not ask."""

    with_parts = forms.TypedChoiceField(
        label=_("Parts of it are not done"),
        choices=[("only", _("Only this ticket")), (TOO, _("The parts, too"))],
        coerce=lambda value: value == TOO,
        widget=forms.RadioSelect,
    )
    # Each part's number and the newest entry of its history, as they were shown.
    parts_seen = forms.CharField(required=False, widget=forms.HiddenInput)

    # What becomes of the parts.
    parts_help = _("With the parts: they are resolved with the same words and the same solution, and their requesters hear so.")

    def __init__(self, *args: Any, parts: Sequence[Ticket] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open_parts = self._parts() if parts is None else parts
        if not self.open_parts:
            del self.fields["with_parts"], self.fields["parts_seen"]
            return
        self.fields["with_parts"].help_text = format_html("<p>{}</p>{}", self.parts_help, _list(self.open_parts))
        shown = " ".join(f"{part.pk}:{getattr(part, 'newest', 0)}" for part in self.open_parts)
        self.initial.setdefault("parts_seen", shown)
        if self.is_bound and self.add_prefix("parts_seen") not in self.data:
            # They became parts after the form was shown: now it asks.
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("parts_seen")] = shown  # type: ignore[index]

    @property
    def along(self) -> Along:
        """The parts that end with it, once the form is valid: none when only this ticket shall."""
        seen = _read(self.cleaned_data.get("parts_seen", "")) if self.cleaned_data.get("with_parts") else {}
        return Along(seen, self._among)

    def clean(self) -> dict[str, Any] | None:
        """Put what was decided about the parts under one name."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["along"] = self.along
        return cleaned

    @property
    def _among(self) -> Any:
        return Ticket.objects.worked_by(viewer_of(self.by.pk)) if self.by is not None else Ticket.objects.none()

    def _parts(self) -> Sequence[Ticket]:
        return children.unfinished(self.ticket, among=self._among)[:MOST]


class CloseForm(PartsForm, SeenForm):
    """Whether open parts are resolved when the ticket is closed; nothing, where all is done."""

    parts_help = _("With the parts: they are resolved as this ticket was, and their requesters hear so. None is closed at once.")


def _read(text: str) -> dict[int, int]:
    """Return the numbers and entries in a hidden field; what somebody altered counts as none."""
    pairs = (pair.partition(":") for pair in text[:2_000].split()[:MOST])
    return {int(number): int(entry) for number, _colon, entry in pairs if _is_number(number) and _is_number(entry)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


def _list(parts: Sequence[Ticket]) -> SafeString:
    nobody = gettext("Nobody")
    rows = (
        (reverse("desk:ticket", args=[part.pk]), part.reference, part.title, part.requester.display_name if part.requester else nobody)
        for part in parts
    )
    return format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}"><bdi>{}</bdi></a> <bdi>{}</bdi> · <bdi>{}</bdi></li>', rows))
