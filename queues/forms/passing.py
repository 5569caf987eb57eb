"""The administrator's forms for hand-overs, assignment rules and absences."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from accounts.forms.names import TextsForm
from queues.models import Absence, Category, Queue


def complain_about_line(form: forms.ModelForm, queue: Queue | None, tier: int | None) -> None:
    """Refuse a line that the queue does not have."""
    if queue is not None and (tier or 0) > queue.tiers:
        said = ngettext("This queue has only %(count)d line.", "This queue has only %(count)d lines.", queue.tiers)
        form.add_error("tier", said % {"count": queue.tiers})


class RuleForm(forms.ModelForm):
    """How one line finds owners."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse a line that the queue does not have."""
        cleaned = super().clean() or self.cleaned_data
        complain_about_line(self, cleaned.get("queue"), cleaned.get("tier"))
        return cleaned


class TransferPresetForm(TextsForm):
    """A hand-over from one queue to another."""

    def clean(self) -> dict[str, Any] | None:
        """Refuse the same queue twice, a line that the other does not have, and a category of a third."""
        cleaned = super().clean() or self.cleaned_data
        target: Queue | None = cleaned.get("target")
        category: Category | None = cleaned.get("category")
        if target is not None and target == cleaned.get("source"):
            self.add_error("target", gettext("A hand-over leads to another queue. Please choose a different one."))
        complain_about_line(self, target, cleaned.get("tier"))
        if target is not None and category is not None and category.queue_id != target.pk:
            said = gettext("“%(category)s” is not a category of “%(queue)s”.")
            self.add_error("category", said % {"category": category, "queue": target})
        return cleaned


class AbsenceAdminForm(forms.ModelForm):
    """Days on which somebody is away."""

    class Meta:
        model = Absence
        fields = ("user", "first_day", "last_day", "note")

    def clean(self) -> dict[str, Any] | None:
        """Refuse days in the wrong order, and days of another absence."""
        cleaned = super().clean() or self.cleaned_data
        user, first, last = cleaned.get("user"), cleaned.get("first_day"), cleaned.get("last_day")
        if user is None or first is None or last is None:
            return cleaned
        if last < first:
            self.add_error("last_day", gettext("The last day lies before the first. Please check the dates."))
            return cleaned
        others = Absence.objects.filter(user=user, first_day__lte=last, last_day__gte=first).exclude(pk=self.instance.pk)
        other = others.first()
        if other is not None:
            days = {"first": date_format(other.first_day, "DATE_FORMAT"), "last": date_format(other.last_day, "DATE_FORMAT")}
            said = gettext("There is an absence from %(first)s to %(last)s already. Remove it first, or choose other days.")
            self.add_error("first_day", said % days)
        return cleaned
