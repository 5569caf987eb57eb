"""Fields that several forms share."""

import re
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import EmailValidator
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from foundation import clock
from foundation.digits import digits_of
from foundation.once import key
from foundation.safetext import one_line
from tickets.actions import files
from tickets.models import Attachment

LONGEST_TEXT = 20_000
MOMENT_FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M", "%d.%m.%Y %H:%M")
# What happens now may lie ahead by a person's watch.
CLOCKS_DIFFER_BY = timedelta(minutes=5)
EARLIEST_YEAR = 2000
_PHONE = re.compile(r"[\d\s+().\-/]{5,40}$")


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Any number of files; each is checked when it is kept, not here."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return the uploaded files, none when nothing was chosen."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [item for item in chosen if item]


class MomentInput(forms.DateTimeInput):
    """A date and a time, by the browser's own control."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class MomentField(forms.DateTimeField):
    """A moment in the reader's zone; typed by hand where the browser has no control for it."""

    widget = MomentInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=MOMENT_FORMATS, **kwargs)


class PastMomentField(MomentField):
    """A moment that has come, and not so long ago that it must be a slip."""

    def clean(self, value: Any) -> datetime | None:
        """Return the moment. Raises ``ValidationError`` when it lies ahead or very far back."""
        moment: datetime | None = super().clean(value)
        if moment is not None and moment > clock.now() + CLOCKS_DIFFER_BY:
            raise forms.ValidationError(gettext("This moment has not come yet. Please check the date and the time."))
        if moment is not None and moment.year < EARLIEST_YEAR:
            raise forms.ValidationError(gettext("This is very long ago. Please check the date."))
        return moment


class PhoneField(forms.CharField):
    """A telephone number as somebody writes it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=60, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the number as given, on one line. Raises ``ValidationError`` when it cannot be one."""
        number = one_line(super().clean(value))
        if number and (not _PHONE.match(number) or not 5 <= len(digits_of(number)) <= 20):
            raise forms.ValidationError(
                gettext("This does not look like a telephone number. Please write digits, for example +34 600 000 000.")
            )
        return number


class PlainForm(forms.Form):
    """A form whose complaints say what to do next."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            is_choice = isinstance(field, forms.ChoiceField)
            field.error_messages["required"] = gettext("Please choose one.") if is_choice else gettext("Please fill this in.")
            # What people type has its own direction, whatever the page's; addresses and numbers run from left to right.
            if isinstance(field, forms.CharField) and not field.widget.is_hidden:
                field.widget.attrs.setdefault("dir", "ltr" if isinstance(field, forms.EmailField | PhoneField) else "auto")
            if isinstance(field, forms.EmailField):
                wrong = gettext("This is not a whole e-mail address. It should look like name@example.org.")
                field.validators = [EmailValidator(wrong) if isinstance(check, EmailValidator) else check for check in field.validators]

    def choose_among(self, name: str, rows: QuerySet[Any]) -> None:
        """Let the field ``name`` choose among ``rows``."""
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def offer(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Let the field ``name`` choose among fixed ``choices``, each a value with its words."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class FormWithFiles(PlainForm):
    """A form with an id of its own. Its files are kept under that id even when the rest needs another look."""

    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    # People who write here all day need no advice.
    explains_files = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        again = gettext("A part of the form got lost on the way. Please send it once more.")
        self.fields["submission"].error_messages.update(required=again, invalid=again)
        # Not declared in the class: there the name belongs to the uploads of every form.
        about = _("A picture of what you see helps most. At most ten files, 10 MB each and 25 MB together.")
        self.fields["files"] = ManyFilesField(label=_("Files"), required=False, help_text=about if self.explains_files else "")
        self.order_fields(self.field_order)
        # Browsers forget chosen files after an error, so what came is kept at once.
        self.file_errors: list[str] = []
        if self.is_bound:
            self._keep_files()

    def _keep_files(self) -> None:
        form = files.submission_id(self.data.get(self.add_prefix("submission"), ""))
        if form is None:
            return
        removed = [int(pk) for pk in self.data.getlist("remove_files") if pk.isdecimal() and len(pk) < 19]  # type: ignore[attr-defined]
        if removed:
            files.drop_drafts(form, removed)
        self.file_errors = files.keep_drafts(form, self.files.getlist(self.add_prefix("files"))).errors

    @property
    def sent_as(self) -> uuid.UUID | None:
        """What this form with these words is known by, once it is valid: the same again is the same thing, not a second one."""
        said = [f"{name}={value}" for name, value in self.cleaned_data.items() if name not in {"submission", "files"}]
        return key(self.cleaned_data["submission"], *said)

    @property
    def kept_files(self) -> list[Attachment]:
        """The files that wait for this form to be taken."""
        known = self.data if self.is_bound else self.initial
        return files.drafts_of(files.submission_id(known.get(self.add_prefix("submission"), "")))

    def clean(self) -> dict[str, Any] | None:
        """Say what was wrong with files, beside their field."""
        for error in self.file_errors:
            self.add_error("files", error)
        if "submission" in self.errors:
            # Without an id of its own the form would be refused for ever.
            self.data = self.data.copy()  # type: ignore[attr-defined]
            self.data[self.add_prefix("submission")] = str(uuid.uuid4())  # type: ignore[index]
        return super().clean()
