"""The public forms: asking for help, answering, following."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from queues.models import Category
from statuspage.models import Service
from tickets.enums import People
from tickets.forms.fields import LONGEST_TEXT, FormWithFiles, PastMomentField, PhoneField, PlainForm
from tickets.references import number_in


class AskForm(FormWithFiles):
    """What happened, since when, to whom, and how we reach you."""

    organisation = forms.ModelChoiceField(label=_("In whose name do you ask?"), queryset=Organisation.objects.none(), empty_label=None)
    title = forms.CharField(
        label=_("What happens, in one sentence?"),
        max_length=200,
        help_text=_("For example: “Fibre stops every evening between eight and ten”."),
    )
    body = forms.CharField(
        label=_("Tell us more"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What did you do, what did you see, what have you tried?"),
    )
    service = forms.ModelChoiceField(
        label=_("Which service is it about?"), queryset=Service.objects.none(), required=False, empty_label=_("I do not know")
    )
    category = forms.ModelChoiceField(
        label=_("What is it about?"), queryset=Category.objects.none(), required=False, empty_label=_("I need help with a service")
    )
    started_at = PastMomentField(label=_("Since when?"), required=False)
    people = forms.ChoiceField(
        label=_("How many people have this problem?"), choices=People.choices, required=False, widget=forms.RadioSelect
    )
    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        help_text=_("We answer there."),
    )
    phone = PhoneField(
        label=_("Your telephone"), required=False, widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"})
    )
    # People never see this field; programs fill it in.
    website = forms.CharField(
        label=_("Leave this empty"), required=False, widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"})
    )

    field_order = ("submission", "organisation", "title", "body", "service", "started_at", "people", "files", "name", "email", "phone")

    def __init__(
        self, *args: Any, person: User | None = None, places: Sequence[Organisation] = (), privacy_hint: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choose_among("service", Service.objects.public())
        open_to_all = Category.objects.filter(is_open_to_all=True, is_active=True, queue__is_active=True, queue__takes_direct_entry=True)
        self.choose_among("category", open_to_all.select_related("queue"))
        privacy = privacy_hint or gettext("Please write no bank or health details.")
        self.fields["body"].help_text = format_html("{} {}", self.fields["body"].help_text, privacy)
        if person is not None:
            for name in ("name", "email", "phone"):
                del self.fields[name]
        self._choose_place(places)

    def _choose_place(self, places: Sequence[Organisation]) -> None:
        """Ask in whose name, where there is a choice. What was chosen and is no longer possible is said, not dropped."""
        if len(places) < 2 and (not places or "organisation" not in self.data):
            del self.fields["organisation"]
            return
        self.choose_among("organisation", Organisation.objects.filter(pk__in=[each.pk for each in places]).order_by("name", "pk"))
        self.fields["organisation"].initial = places[0].pk
        gone = gettext("You can no longer ask in this organisation’s name. Please look whether what is chosen here now is right.")
        self.fields["organisation"].error_messages["invalid_choice"] = gone

    def clean(self) -> dict[str, Any] | None:
        """Require one way to reach the person."""
        cleaned = super().clean() or self.cleaned_data
        given = cleaned.get("email") or cleaned.get("phone")
        if "email" in self.fields and not given and not {"email", "phone"} & set(self.errors):
            self.add_error("email", gettext("Please give an e-mail address or a telephone number, so that we can answer."))
        return cleaned

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that people cannot see was filled in."""
        return bool(self.cleaned_data.get("website"))


class AnswerForm(FormWithFiles):
    """The requester's answer."""

    body = forms.CharField(label=_("Your message"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 5}))

    field_order = ("submission", "body", "files")


class FollowForm(PlainForm):
    """Reference and code from a receipt."""

    reference = forms.CharField(label=_("Reference"), max_length=40, help_text=_("For example suport#310, or only 310."))
    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        help_text=_("Twelve letters and digits, as on your receipt."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "dir": "ltr"}),
    )

    def clean_reference(self) -> int:
        """Return the ticket's number. Raises ``ValidationError`` when there is none."""
        number = number_in(self.cleaned_data["reference"])
        if number is None:
            raise forms.ValidationError(gettext("A reference holds a number, for example suport#310."))
        return number
