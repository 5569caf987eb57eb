"""The form of asking somebody outside."""

import re
import uuid
from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.safetext import one_line
from tickets.actions import consulting
from tickets.enums import Status
from tickets.forms.fields import LONGEST_TEXT, PlainForm
from tickets.models import Attachment, Message, Ticket

SHOWN = 140
# Of a long conversation the newest are enough to choose among.
OFFERED = 40
_BETWEEN = re.compile(r"[\s,;]+")


class ConsultForm(PlainForm):
    """Whom an agent asks, what, and what of the ticket goes along: nothing, unless it is chosen."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    to = forms.CharField(
        label=_("To"),
        max_length=1300,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email", "dir": "ltr"}),
        help_text=_("One or more e-mail addresses, with commas between them. Each gets an e-mail of their own."),
    )
    subject = forms.CharField(
        label=_("Subject"), max_length=200, help_text=_("The title of the ticket does not go out. The reference is added."), required=True
    )
    body = forms.CharField(label=_("What do you ask?"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8}))
    quotes = forms.TypedMultipleChoiceField(
        label=_("Quote the requester"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is quoted unless you choose it. Names and addresses are not added."),
    )
    attached = forms.TypedMultipleChoiceField(
        label=_("Files that go along"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Together at most 10 MB."),
    )
    stalls = forms.BooleanField(label=_("The ticket waits for a third party until an answer comes"), required=False)

    def __init__(self, *args: Any, ticket: Ticket, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = gettext("A part of the form got lost on the way. Please send it once more.")
        self.fields["submission"].error_messages.update(required=again, invalid=again)
        self._choose("quotes", [(one.pk, _said(one)) for one in consulting.quotable(ticket).select_related("author").reverse()[:OFFERED]])
        self._choose("attached", [(one.pk, _named(one)) for one in consulting.sendable(ticket).reverse()[:OFFERED]])
        if not ticket.can_become(Status.STALLED):
            del self.fields["stalls"]

    def _choose(self, name: str, choices: list[tuple[int, str]]) -> None:
        """Offer what there is, the newest first; where there is nothing, the question is not asked."""
        if not choices:
            del self.fields[name]
            return
        self.offer(name, choices)
        self.fields[name].error_messages["invalid_choice"] = gettext(
            "Something you chose is no longer in this ticket. Please choose again."
        )

    def clean(self) -> dict[str, Any] | None:
        """Give a form whose id got lost a new one."""
        if "submission" in self.errors:
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("submission")] = str(uuid.uuid4())  # type: ignore[index]
        return super().clean()

    @property
    def question(self) -> consulting.Question:
        """What a valid form asks."""
        data = self.cleaned_data
        return consulting.Question(
            to=[address for address in _BETWEEN.split(data["to"]) if address],
            subject=data["subject"],
            body=data["body"],
            quotes=data.get("quotes", ()),
            files=data.get("attached", ()),
            stalls=data.get("stalls", False),
            submission=data["submission"],
        )


def _said(message: Message) -> str:
    local = localtime(message.created_at)
    return f"{date_format(local, 'SHORT_DATETIME_FORMAT')} {local.tzname()} · {one_line(message.body, SHOWN)}"


def _named(file: Attachment) -> str:
    inside = f" · {gettext('of an internal note')}" if file.message is not None and file.message.is_note else ""
    return f"{file.file_name} · {filesizeformat(file.size)}{inside}"
