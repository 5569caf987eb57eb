"""The administrator's forms for queues, their members and categories."""

from itertools import pairwise
from typing import Any

from django import forms
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.names import TextsForm
from foundation.weblinks import web_pattern
from queues.models import Category, Queue
from queues.models.queue import LONGEST_DAYS

MOST_REMINDERS = 5
# Deeper than anybody sorts; ends the walk even if the data held a circle already.
DEEPEST = 20


class DaysField(forms.CharField):
    """A few numbers of days, written with commas or spaces between them."""

    def prepare_value(self, value: Any) -> Any:
        """Show the days as they are written."""
        return ", ".join(map(str, value)) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the days. Raises ``ValidationError`` unless they are a few numbers that grow."""
        words = str(value or "").replace(",", " ").replace(";", " ").split()
        if len(words) > MOST_REMINDERS:
            raise forms.ValidationError(gettext("Please remind at most %(count)s times.") % {"count": MOST_REMINDERS}, code="many")
        if not all(word.isdecimal() and 0 < int(word[:5]) <= LONGEST_DAYS for word in words):
            raise forms.ValidationError(gettext("Please write days as numbers from 1 to 365, such as 3, 7."), code="days")
        days = [int(word) for word in words]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise forms.ValidationError(gettext("Each reminder comes later than the one before."), code="order")
        return days

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Tell whether other days were written."""
        return bool(self.prepare_value(initial) != data)


# The questions about a queue, by what they are about.
OWN_FIELDS = ("names", "slug", "enters_here", "takes_direct_entry", "keeps_reading", "tiers", "tracker_url", "position", "is_active")
LIFE_FIELDS = ("close_days", "closes_on_confirmation", "reopen_days", "chase_days", "give_up_days", "look_again_days", "stalled_limit")
HELD_FIELDS = ("holds_unproven_agents", "held_words")
ANSWER_FIELDS = ("acknowledges", "tells_not_entitled", "mails_no_content", "answers_from", "answers_until")


class QueueForm(TextsForm):
    """A queue. Which one is the entry is decided by ticking another one, so that there always is one.

    The box is no column of the form: the one entry that was before steps back when this form is saved, so two of them are no error.
    """

    enters_here = forms.BooleanField(label=_("Tickets enter here by default"), required=False)
    chase_days = DaysField(
        label=capfirst(_("we remind the requester after")),
        required=False,
        help_text=_("Working days without an answer, such as 3, 7. Empty: no reminders."),
    )

    def clean_tracker_url(self) -> str:
        """Require a web address with a place for the number, where one is given."""
        pattern: str = self.cleaned_data["tracker_url"].strip()
        if pattern:
            web_pattern(pattern)
        return pattern

    class Meta:
        model = Queue
        fields = tuple(name for name in (*OWN_FIELDS, *LIFE_FIELDS, *HELD_FIELDS, *ANSWER_FIELDS) if name != "enters_here")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["enters_here"] = self.instance.is_entry

    def clean_enters_here(self) -> bool:
        """Return whether it is the entry. Raises ``ValidationError`` when there would be none any more."""
        chosen: bool = self.cleaned_data["enters_here"]
        if self.initial["enters_here"] and not chosen:
            raise forms.ValidationError(
                gettext("Tickets have to enter somewhere: tick this box at the queue that takes over."), code="entry"
            )
        return chosen

    def clean(self) -> dict[str, Any] | None:
        """Keep the entry in use; give up only after the last reminder."""
        cleaned = super().clean() or self.cleaned_data
        reminders, last_day = cleaned.get("chase_days"), cleaned.get("give_up_days")
        if reminders and last_day and last_day <= reminders[-1]:
            self.add_error("give_up_days", gettext("This has to be later than the last reminder, or 0."))
        self._require_whole_hours(cleaned)
        if cleaned.get("enters_here") and not cleaned.get("is_active"):
            self.add_error("is_active", gettext("Tickets enter here. Make another queue the entry before this one goes out of use."))
        return cleaned

    def _require_whole_hours(self, cleaned: dict[str, Any]) -> None:
        if not {"answers_from", "answers_until"} <= set(cleaned):
            return
        opens, shuts = cleaned["answers_from"], cleaned["answers_until"]
        if (opens is None) != (shuts is None):
            self.add_error("answers_until", gettext("Please give both times, or neither."))
        elif opens is not None and shuts <= opens:
            self.add_error("answers_until", gettext("People answer until later than they begin."))


class MembersFormSet(BaseInlineFormSet):
    """The members of one queue."""

    def clean(self) -> None:
        """Refuse members on lines that the queue does not have."""
        super().clean()
        lines = self.instance.tiers or 0
        for form in self.forms:
            cleaned: dict[str, Any] = getattr(form, "cleaned_data", {})
            if lines and not cleaned.get("DELETE") and cleaned.get("tier", 0) > lines:
                said = ngettext("This queue has only %(count)d line.", "This queue has only %(count)d lines.", lines)
                form.add_error("tier", said % {"count": lines})


class MembershipForm(forms.ModelForm):
    """One member, on a line that the queue has."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a line that the queue does not have."""
        cleaned = super().clean() or self.cleaned_data
        queue: Queue | None = cleaned.get("queue")
        if queue is not None and cleaned.get("tier", 0) > queue.tiers:
            said = ngettext("This queue has only %(count)d line.", "This queue has only %(count)d lines.", queue.tiers)
            self.add_error("tier", said % {"count": queue.tiers})
        return cleaned


class CategoryForm(TextsForm):
    """A branch of a queue's tree."""

    class Meta:
        model = Category
        fields = ("names", "queue", "parent", "slug", "position", "is_open_to_all", "is_active")

    def clean(self) -> dict[str, Any] | None:
        """Refuse a parent of another queue, and one that lies below."""
        cleaned = super().clean() or self.cleaned_data
        # A field that may no longer be changed is not part of the form.
        queue = cleaned.get("queue") or (self.instance.queue if self.instance.queue_id else None)
        parent: Category | None = cleaned.get("parent")
        if parent is None or queue is None:
            return cleaned
        if parent.queue_id != queue.pk:
            said = gettext("“%(parent)s” is a category of the queue “%(other)s”. Choose one of “%(queue)s”.")
            self.add_error("parent", said % {"parent": parent, "other": parent.queue, "queue": queue})
        elif self.instance.pk is not None and _lies_below(parent, self.instance.pk):
            said = gettext("“%(parent)s” lies below this category itself, so it cannot stand above it.")
            self.add_error("parent", said % {"parent": parent})
        return cleaned


def _lies_below(category: Category, pk: int) -> bool:
    """Tell whether ``category`` is the one with ``pk`` or lies somewhere below it."""
    above: Category | None = category
    for _step in range(DEEPEST):
        if above is None:
            return False
        if above.pk == pk:
            return True
        above = above.parent
    return True
