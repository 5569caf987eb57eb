"""How requesters narrow their lists, and agents what one person or organisation asked."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.safetext import one_line
from tickets.querysets import TicketQuerySet
from tickets.references import number_in

SHOWN: dict[str, Any] = {"open": TicketQuerySet.unfinished, "finished": TicketQuerySet.finished}


class NarrowForm(forms.Form):
    """Open or finished ones, and a reference or words of the title. What cannot be read narrows nothing."""

    q = forms.CharField(label=_("Reference or words of the title"), required=False)
    show = forms.CharField(required=False)

    def apply(self, rows: TicketQuerySet) -> TicketQuerySet:
        """Return the rows that are asked for."""
        choose = SHOWN.get(self.shown)
        rows = choose(rows) if choose is not None else rows
        words = self.words
        if not words:
            return rows
        number = number_in(words)
        found = Q(title__icontains=words)
        return rows.filter(found | Q(pk=number) if number is not None else found)

    @property
    def words(self) -> str:
        """What is looked for, on one line."""
        return one_line(self.data.get("q", ""), 200)

    @property
    def shown(self) -> str:
        """Which are asked for: a name of ``SHOWN``, or all."""
        given = self.data.get("show", "")
        return given if given in SHOWN else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anything out."""
        return bool(self.words or self.shown)


class OwnMailsForm(forms.Form):
    """What a person's e-mails may hold."""

    mails_no_content = forms.BooleanField(
        label=_("E-mails to me hold no content"),
        required=False,
        help_text=_("They name the reference and have a link. The title, what was written and appointments you read on the web."),
    )
