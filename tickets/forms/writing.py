"""The composer's forms."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation.markup import as_html
from queues.models import Macro
from tickets.actions import conversation, first_words
from tickets.actions.conversation import Draft
from tickets.actions.drafts import Begun
from tickets.enums import MessageKind
from tickets.forms.fields import LONGEST_TEXT, FormWithFiles, MomentField
from tickets.models import Ticket

_MOST = 2**62
# Said besides the text, seldom: folded away below it.
_FOLDED = frozenset({"on_it", "needs", "news_by"})
# What is kept with a draft beside its text: these, and how it was solved.
_BESIDES = ("on_it", "needs", "news_by", "cause", "fix", "is_workaround", "restored_at", "checked")


class CountField(forms.IntegerField):
    """A number that our own page put there. One that somebody altered counts as none."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False)

    def clean(self, value: Any) -> int | None:
        """Return the number, or ``None``."""
        text = str(value or "")
        return min(int(text), _MOST) if text.isascii() and text.isdecimal() and len(text) < 20 else None


def _numbers(given: list[str]) -> frozenset[int]:
    return frozenset(int(text) for text in given[:100] if text.isascii() and text.isdecimal() and len(text) < 19)


class ReplyForm(FormWithFiles):
    """A public reply."""

    body = forms.CharField(label=_("Reply"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    news_by = MomentField(label=_("Next news by"), required=False, help_text=_("A promise: the reply says so, and the desk watches it."))
    # The newest entry of the history on the page, and the version of the saved draft.
    seen = CountField()
    version = CountField()

    template_name = "desk/forms/writing.html"
    kind = MessageKind.PUBLIC
    explains_files = False
    field_order = ("submission", "seen", "version", "on_it", "body", "needs", "news_by", "files")
    # Set by the page that shows the form.
    saved: Any = None
    news: tuple[Any, ...] = ()
    # The very words that would go out, and their language, where the preview was asked for.
    is_previewed = False
    preview = SafeString("")
    preview_language = ""
    macro: Macro | None = None
    macro_effects: tuple[str, ...] = ()
    # Asks whether open parts are resolved, too, where the macro resolves.
    parts_form: Any = None

    @property
    def text_fields(self) -> list[forms.BoundField]:
        """What is always to be seen, in order."""
        return [field for field in self.visible_fields() if field.name not in _FOLDED]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        """What may be said besides, in order; none for a note."""
        return [field for field in self.visible_fields() if field.name in _FOLDED]

    @property
    def is_unfolded(self) -> bool:
        """Whether something besides the text was said already, or was said wrong."""
        return any(field.errors or field.value() for field in self.folded_fields)

    @property
    def fold_label(self) -> str:
        """What can be said besides the text."""
        return gettext("Promise news") if len(self.folded_fields) == 1 else gettext("We are on it, what we still need, next news")

    def draft(self, waits: timedelta = timedelta(0)) -> Draft:
        """Return what is to be written; it leaves after ``waits``."""
        data = self.cleaned_data
        return Draft(
            data["body"],
            data["submission"],
            seen=data["seen"],
            version=data["version"] or 0,
            waits=waits,
            says_we_are_on_it=data.get("on_it", False),
            needs=data.get("needs", ""),
            news_by=data.get("news_by"),
            leave_out=self.left_out(),
        )

    def left_out(self) -> frozenset[int]:
        """Return the followers whose box was on the page and is not ticked. One whom the page did not show is left out by nobody.

        A form that nobody has sent yet leaves out whom its draft does.
        """
        if not self.is_bound:
            return frozenset(self.initial.get("left_out", ()))
        shown, chosen = (_numbers(self.data.getlist(name)) for name in ("cc_shown", "cc"))  # type: ignore[attr-defined]
        return shown - chosen

    def begun(self) -> Begun | None:
        """Return what was typed so far, to save it; ``None`` when the form has lost its id. However much it is, it is not refused."""
        if not hasattr(self, "cleaned_data") or "submission" not in self.cleaned_data:
            return None
        data = self.cleaned_data
        besides = {name: str(self.data.get(name, "")) for name in _BESIDES}
        body, version, seen = str(self.data.get("body", "")), data.get("version") or 0, data.get("seen") or 0
        return Begun(body, data["submission"], version=version, seen=seen, besides=besides, left_out=self.left_out())

    def as_typed(self) -> Draft:
        """Return what is to be written as far as it can be read by now, whatever is still wrong with it: to look at, not to send."""
        data = getattr(self, "cleaned_data", {})
        typed = {name: str(self.data.get(name, "")) for name in ("body", "needs")}
        on_it, news_by = data.get("on_it", False), data.get("news_by")
        return Draft(typed["body"], data.get("submission"), says_we_are_on_it=on_it, needs=typed["needs"], news_by=news_by)

    def show_preview(self, ticket: Ticket) -> None:
        """Show the words that would go out in ``ticket``, all parts of them, as they will look."""
        self.is_valid()
        text = conversation.words(ticket, self.as_typed(), self.kind).strip()
        self.is_previewed, self.preview = True, as_html(text) if text else SafeString("")
        self.preview_language = first_words.language_of(ticket) if self.kind == MessageKind.PUBLIC else ""

    def carry(self, **values: Any) -> None:
        """Put other values into the hidden fields of a form that is shown again."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            self.data[name] = str(value)  # type: ignore[index]


class FirstReplyForm(ReplyForm):
    """The first public reply: it may say that we are on it, and what we still need."""

    # Sent twice, it is read twice alike, although the second time the ticket is answered already.
    first = forms.CharField(widget=forms.HiddenInput, required=False, initial="yes")
    on_it = forms.BooleanField(
        label=_("Begin with “We have read your message and we are working on it”"),
        required=False,
        help_text=_("In the requester's language."),
    )
    needs = forms.CharField(
        label=_("What we still need from them"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One thing a line."),
    )


class NoteForm(ReplyForm):
    """An internal note."""

    news_by = None  # type: ignore[assignment]

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
    news_by = MomentField(label=_("News promised by"), required=False)
    body = forms.CharField(label=_("What was said"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4}))


WRITING_FORMS: dict[str, type[ReplyForm]] = {"reply": ReplyForm, "note": NoteForm, "call": CallForm}
NAMES = {form.kind: name for name, form in WRITING_FORMS.items()}
