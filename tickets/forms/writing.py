"""The composer's forms."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from foundation.markup import as_html
from tickets.actions.conversation import Draft
from tickets.actions.drafts import Begun
from tickets.enums import MessageKind
from tickets.forms.fields import LONGEST_TEXT, FormWithFiles

_MOST = 2**62


class CountField(forms.IntegerField):
    """A number that our own page put there. One that somebody altered counts as none."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int | None:
        """Return the number, or ``None``."""
        text = str(value or "")
        return min(int(text), _MOST) if text.isascii() and text.isdecimal() and len(text) < 20 else None


class ReplyForm(FormWithFiles):
    """A public reply."""

    body = forms.CharField(label=_("Reply"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    # The newest entry of the history on the page, and the version of the saved draft.
    seen = CountField()
    version = CountField()

    kind = MessageKind.PUBLIC
    explains_files = False
    field_order = ("submission", "seen", "version", "body", "files")
    # Set by the page that shows the form.
    saved: Any = None
    news: tuple[Any, ...] = ()
    is_previewed = False

    @property
    def preview(self) -> SafeString:
        """What was typed, as it will look; empty unless the preview was asked for."""
        return as_html(self.data.get("body", "")) if self.is_previewed else SafeString("")

    def draft(self, waits: timedelta = timedelta(0)) -> Draft:
        """Return what is to be written; it leaves after ``waits``."""
        data = self.cleaned_data
        return Draft(data["body"], data["submission"], seen=data["seen"], version=data["version"] or 0, waits=waits)

    def begun(self) -> Begun | None:
        """Return what was typed so far, to save it; ``None`` when the form has lost its id. However much it is, it is not refused."""
        if not hasattr(self, "cleaned_data") or "submission" not in self.cleaned_data:
            return None
        data = self.cleaned_data
        body = str(self.data.get("body", ""))[: 2 * LONGEST_TEXT]
        return Begun(body, data["submission"], version=data.get("version") or 0, seen=data.get("seen") or 0)

    def carry(self, **values: Any) -> None:
        """Put other values into the hidden fields of a form that is shown again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            self.data[name] = str(value)  # type: ignore[index]


class NoteForm(ReplyForm):
    """An internal note."""

    kind = MessageKind.NOTE
    body = forms.CharField(
        label=_("Internal note"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class CallForm(ReplyForm):
    """What was said on the phone."""

    kind = MessageKind.CALL
    body = forms.CharField(label=_("What was said"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))


WRITING_FORMS: dict[str, type[ReplyForm]] = {"reply": ReplyForm, "note": NoteForm, "call": CallForm}
NAMES = {form.kind: name for name, form in WRITING_FORMS.items()}
