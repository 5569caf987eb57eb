"""The forms that send a ticket up and down between the lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from queues.enums import Tier
from queues.models import Membership
from tickets.actions.diagnosis import open_questions
from tickets.enums import EscalationReason, Priority
from tickets.forms.diagnosing import QuestionsForm
from tickets.forms.fields import LONGEST_TEXT
from tickets.forms.guarded import SeenForm


class EscalateForm(QuestionsForm, SeenForm):
    """Why it goes up, how far, and what was tried. A line on which nobody works is named, but not offered."""

    tier = forms.TypedChoiceField(label=_("To"), coerce=lambda value: Tier(int(value)), widget=forms.RadioSelect)
    # Nothing is chosen beforehand: the reason is what the next line reads first.
    reason = forms.TypedChoiceField(label=_("Reason"), choices=EscalationReason.choices, coerce=EscalationReason, widget=forms.RadioSelect)
    tried = forms.CharField(label=_("What was tried so far"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staffed = Membership.objects.staffed_tiers(self.ticket.queue_id)
        above = [tier for tier in self.ticket.queue.tier_choices if tier > self.ticket.tier]
        # Of a line that the ticket reached or that lost its people meanwhile, the action says why not.
        offered = self.ticket.queue.tier_choices if self.is_bound else [tier for tier in above if tier in staffed]
        self.offer("tier", [(tier.value, self._label(tier, next_one=offered[0])) for tier in offered])
        if offered:
            self.initial.setdefault("tier", offered[0].value)
        self._ask_what_is_open()
        empty = [str(tier.label) for tier in above if tier not in staffed]
        if empty:
            self.fields["tier"].help_text = gettext("Nobody works there: %(lines)s.") % {"lines": ", ".join(empty)}

    def _ask_what_is_open(self) -> None:
        """Ask the category's basic questions that nobody has answered, and why some stay open."""
        questions = open_questions(self.ticket)
        if not questions:
            return
        self.ask(questions)
        self.fields["waiver"] = forms.CharField(
            label=gettext("Why questions stay open"),
            help_text=gettext("Only where you leave one without an answer."),
            required=False,
            max_length=2_000,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        )

    def _label(self, tier: Tier, *, next_one: Tier) -> str:
        if tier == next_one or self.ticket.priority == Priority.CRITICAL:
            return str(tier.label)
        return gettext("%(line)s, when it is critical") % {"line": tier.label}


class HandBackForm(SeenForm):
    """What was done on the upper line, and what is left to do."""

    reason = forms.CharField(label=_("What was done, and what is left to do"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3}))
