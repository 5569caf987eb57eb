"""The desk's forms: writing, moving, recording."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from queues.models import Queue
from statuspage.models import Service
from tickets.enums import Channel, RejectReason, StallReason, Urgency
from tickets.forms.appointments import BookForm, CallOffForm, MoveForm, OutcomeForm
from tickets.forms.assign import AssignForm, TakeOverForm
from tickets.forms.diagnosing import DiagnoseForm
from tickets.forms.escalating import EscalateForm, HandBackForm
from tickets.forms.fields import LONGEST_TEXT, FormWithFiles, MomentField, PastMomentField, PhoneField
from tickets.forms.guarded import GuardedForm, SeenForm
from tickets.forms.offering import OfferForm
from tickets.forms.parts import CloseForm
from tickets.forms.refer import ReferForm
from tickets.forms.resolve import ResolveForm
from tickets.forms.ticket import TicketForm
from tickets.forms.titles import RetitleForm
from tickets.forms.transfer import SendBackForm, TransferForm
from tickets.forms.triage import TriageForm, counted
from tickets.forms.withdrawing import WithdrawLinksForm
from tickets.models import Ticket


class ReopenForm(SeenForm):
    """Why work goes on, if there is something to say."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2}))


class RejectForm(GuardedForm):
    """Why it is not ours, told to the requester in the queue's words; and what colleagues should know."""

    why = forms.TypedChoiceField(label=_("Reason"), choices=RejectReason.choices, coerce=RejectReason)
    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The requester does not see it. They get a kind e-mail with the queue's words for the reason."),
    )


class StallForm(GuardedForm):
    """What the ticket waits for."""

    why = forms.TypedChoiceField(label=_("It waits for"), choices=StallReason.choices, coerce=StallReason)
    until = MomentField(label=_("Until"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = self.ticket.queue.look_again_days
        if days:
            said = ngettext(
                "Empty: the requester gets the reminders of the queue; at anything else we look again in %(days)d working day.",
                "Empty: the requester gets the reminders of the queue; at anything else we look again in %(days)d working days.",
                days,
            )
            self.fields["until"].help_text = said % {"days": days}

    def clean(self) -> dict[str, Any] | None:
        """Require the date where the reason is a date; said here so that it stands beside its field."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("why") == StallReason.DATE and not cleaned.get("until") and "until" not in self.errors:
            self.add_error("until", gettext("Please say until when it waits."))
        return cleaned


class ResolvePageForm(ResolveForm, GuardedForm):
    """How it was solved, on a page of its own."""


VERB_FORMS: dict[str, type[TicketForm]] = {
    "assign": AssignForm,
    "book_appointment": BookForm,
    "cancel_appointment": CallOffForm,
    "close": CloseForm,
    "conclude_appointment": OutcomeForm,
    "move_appointment": MoveForm,
    "offer_appointment": OfferForm,
    "diagnose": DiagnoseForm,
    "escalate": EscalateForm,
    "hand_back": HandBackForm,
    "refer": ReferForm,
    "reject": RejectForm,
    "reopen": ReopenForm,
    "retitle": RetitleForm,
    "resolve": ResolvePageForm,
    "send_back": SendBackForm,
    "stall": StallForm,
    "take_over": TakeOverForm,
    "transfer": TransferForm,
    "triage": TriageForm,
    "withdraw_links": WithdrawLinksForm,
}


def verb_form(verb: str, ticket: Ticket, data: QueryDict | None = None, *, by: User) -> TicketForm:
    """Return the form of one of the desk's verbs, for ``by`` to fill in. Its ids begin with the verb: a page holds many forms."""
    return VERB_FORMS.get(verb, SeenForm)(data, ticket=ticket, by=by, auto_id=f"{verb}_%s")


class RecordForm(FormWithFiles):
    """What a caller or visitor reports, written down by an agent."""

    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False, widget=forms.HiddenInput)
    # The caller's, so the browser shall not fill in the agent's own.
    name = forms.CharField(label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    phone = PhoneField(label=_("Telephone"), required=False, widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}))
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("Not needed: the receipt carries a code."),
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    channel = forms.ChoiceField(
        label=_("How did it reach us?"),
        choices=[(Channel.PHONE.value, _("By telephone")), (Channel.COUNTER.value, _("At the counter"))],
        widget=forms.RadioSelect,
        initial=Channel.PHONE.value,
    )
    reported_at = PastMomentField(label=_("Reported at"), required=False, help_text=_("Empty means now."))
    started_at = PastMomentField(label=_("Trouble since"), required=False)
    queue = forms.ModelChoiceField(label=_("Queue"), queryset=Queue.objects.none(), empty_label=_("Choose a queue"))
    service = forms.ModelChoiceField(label=_("Service"), queryset=Service.objects.none(), required=False, empty_label=_("Not known"))
    people = forms.ChoiceField(label=_("How many people"), choices=[("", _("Not asked")), *counted()], required=False)
    urgency = forms.ChoiceField(
        label=_("Does work stop?"),
        choices=[("", _("Not asked")), *Urgency.choices],
        required=False,
        help_text=_("With how many people, this says how soon its turn comes."),
    )
    title = forms.CharField(
        label=_("Title"), max_length=300, help_text=_("As specific as you can: three tickets called “internet does not work” help nobody.")
    )
    body = forms.CharField(label=_("What happens"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))

    field_order = ("submission", "person", "name", "phone", "email", "language", "channel", "reported_at", "title", "body")

    def __init__(self, *args: Any, queue_ids: frozenset[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        queues = Queue.objects.active().filter(pk__in=queue_ids)
        self.choose_among("person", User.objects.active())
        self.choose_among("service", Service.objects.active())
        self.choose_among("queue", queues)
        self.offer("language", [("", _("Not known")), *settings.LANGUAGES])
        self.fields["queue"].initial = queues.first()

    def clean(self) -> dict[str, Any] | None:
        """Require a known person or the name of a new one."""
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("person") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", gettext("Please write the caller's name, or choose a person you found."))
        return cleaned
