"""What an agent looks for in the log of received mail."""

from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from foundation.safetext import one_line
from queues.models import Mailbox
from tickets.enums import InboundState
from tickets.forms.fields import PlainForm
from tickets.forms.merging import OtherTicketField
from tickets.mail_enums import Fate
from tickets.mail_querysets import InboundMailQuerySet
from tickets.models import Ticket
from tickets.references import number_alone

LONGEST_WORDS = 200
_STATES = frozenset({Fate.HELD, Fate.FAILED, Fate.STORED})


class MailLogForm(forms.Form):
    """Filters that live in the address. What cannot be read narrows nothing."""

    q = forms.CharField(label=_("Subject, reference or Message-ID"), required=False)
    sender = forms.CharField(label=_("Sender"), required=False)
    fate = forms.ChoiceField(label=_("What became of it"), choices=[("", _("Anything")), *Fate.choices], required=False)
    mailbox = forms.ModelChoiceField(label=_("Mailbox"), queryset=Mailbox.objects.none(), required=False, empty_label=_("Any"))
    since = forms.DateField(label=_("Received from"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(label=_("Received until"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, who: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mailbox"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Mailbox.objects.filter(queue__in=who.queue_ids).order_by("address")
        for name in ("q", "sender"):
            self.fields[name].widget.attrs |= {"dir": "auto", "maxlength": LONGEST_WORDS}
        self.full_clean()

    def _words(self, name: str) -> str:
        return one_line(self.cleaned_data.get(name, ""), LONGEST_WORDS).strip("<> ")

    @property
    def wrote(self) -> str:
        """The sender, or a part of one, that is looked for."""
        return self._words("sender")

    @property
    def is_narrow(self) -> bool:
        """Whether anything is left out."""
        return any(self.cleaned_data.get(name) for name in self.fields)

    @property
    def is_exact(self) -> bool:
        """Whether an index leads straight to what is looked for; else only a stretch of the log is looked through at a time."""
        return self._sent_by() is not None or self._named() is not None or self.cleaned_data.get("fate") in _STATES

    def within(self, rows: InboundMailQuerySet) -> InboundMailQuerySet:
        """Return those of ``rows`` that came between the two days."""
        first, last = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if first:
            rows = rows.filter(received_at__gte=make_aware(datetime.combine(first, time())))
        if last:
            rows = rows.filter(received_at__lt=make_aware(datetime.combine(last, time())) + timedelta(days=1))
        return rows

    def apply(self, rows: InboundMailQuerySet) -> InboundMailQuerySet:
        """Return those of ``rows`` that are asked for."""
        for condition in (self._about_sender(), self._about_subject(), self._about_fate()):
            if condition is not None:
                rows = rows.filter(condition)
        box = self.cleaned_data.get("mailbox")
        return self.within(rows.filter(mailbox=box) if box is not None else rows)

    def _sent_by(self) -> Q | None:
        is_whole = "@" in self.wrote.strip("@") and " " not in self.wrote
        return Q(sender__in={self.wrote, self.wrote.lower()}) if is_whole else None

    def _about_sender(self) -> Q | None:
        return self._sent_by() or (Q(sender__icontains=self.wrote) if self.wrote else None)

    def _named(self) -> Q | None:
        words = self._words("q")
        number = number_alone(words)
        if number is not None:
            return Q(ticket_id=number)
        return Q(message_id=words) if "@" in words and " " not in words else None

    def _about_subject(self) -> Q | None:
        words = self._words("q")
        return self._named() or (Q(subject__icontains=words) if words else None)

    def _about_fate(self) -> Q | None:
        fate = self.cleaned_data.get("fate")
        if not fate:
            return None
        return Q(state=fate) if fate in _STATES else Q(state=InboundState.DONE, action=fate)


class JoinForm(PlainForm):
    """Which ticket a mail belongs to."""

    target = OtherTicketField(label=_("Reference of the ticket"), help_text=_("For example suport#310, or only the number."))

    def __init__(self, *args: Any, who: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.who = who

    def clean_target(self) -> Ticket:
        """Return the ticket. Raises ``ValidationError`` for one the agent does not work on, there or where it goes on."""
        rows = Ticket.objects.worked_by(self.who).select_related("merged_root")
        found = rows.filter(pk=self.cleaned_data["target"]).first()
        if found is None or (found.merged_root is not None and found.merged_root.queue_id not in self.who.queue_ids):
            raise forms.ValidationError(_("There is no ticket in your queues under that reference."))
        return found
