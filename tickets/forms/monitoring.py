"""Forms of monitoring rules: the rule itself, and trying rules out."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.forms.names import TextsForm
from foundation import wildcards
from tickets.mail_enums import LooksIn
from tickets.models import InboundMail

MOST_LINES = 30
LONGEST_LINE = 200
# With fewer signs of its own, a line fits mails that have nothing to do with it.
FEWEST_SIGNS = 2
LARGEST_TRIED = 2 * 1024 * 1024
MOST_DAYS = 90
_HEADER = re.compile(r"[!-9;-~]{1,60}")
_UNKNOWN = re.compile(r"\{(?!problem\}|subject\})[^{}\s]{0,30}\}")
_NO_BORDER = re.compile(r"\*\{problem\}|\{problem\}\*|\{problem\}\{problem\}")
_LINES = ("trouble", "recovery", "news", "details")


class MonitoringRuleForm(TextsForm):
    """Says of every line what is wrong with it."""

    def clean_senders(self) -> str:
        """Keep one sender a line. Raises ``ValidationError`` for one that would be anybody."""
        senders = self.cleaned_data["senders"].lower().split()
        for sender in senders[:MOST_LINES]:
            if wildcards.parse(sender.removeprefix("@")).letters < FEWEST_SIGNS:
                raise forms.ValidationError(gettext("“%(line)s” would be anybody: they could open and close tickets.") % {"line": sender})
        return "\n".join(_few(senders))

    def clean_header(self) -> str:
        """Keep the name of a header without its colon."""
        return _header_names(self.cleaned_data["header"])

    def clean_problem_headers(self) -> str:
        """Keep names of headers with spaces between them."""
        return _header_names(self.cleaned_data["problem_headers"])

    def clean_title(self) -> str:
        """Raise ``ValidationError`` for a placeholder that is never filled in."""
        title: str = self.cleaned_data["title"]
        _require_known(title)
        return title

    def clean(self) -> dict[str, Any]:
        """Check the lines, and what belongs together."""
        given: dict[str, Any] = super().clean() or {}
        names_problem = bool(given.get("problem_headers"))
        for field in _LINES:
            if field in given:
                try:
                    given[field] = _checked_lines(given[field], needs_problem=field == "details" or (field != "news" and not names_problem))
                except forms.ValidationError as wrong:
                    self.add_error(field, wrong)
        twice = set(given.get("trouble", "").lower().splitlines()) & set(given.get("recovery", "").lower().splitlines())
        if twice:
            self.add_error("recovery", gettext("“%(line)s” stands under trouble, too.") % {"line": sorted(twice)[0]})
        self._check_together(given)
        return given

    def _check_together(self, given: dict[str, Any]) -> None:
        if given.get("looks_in") == LooksIn.HEADER and not given.get("header"):
            self.add_error("header", gettext("In which header? Such as X-Nagios-Notification-Type."))
        category, queue = given.get("category"), given.get("queue")
        if category is not None and queue is not None and category.queue_id != queue.pk:
            self.add_error("category", gettext("This category belongs to another queue."))
        if queue is not None and not queue.is_active:
            self.add_error("queue", gettext("This queue is out of use."))
        if given.get("needs_proof") and not installation.current().mail_relays:
            self.add_error("needs_proof", gettext("Name your mail relay first, under Installation: nothing proves a sender without it."))


def _few(lines: list[str]) -> list[str]:
    """Return the lines. Raises ``ValidationError`` when there are too many, or one is too long."""
    if len(lines) > MOST_LINES:
        said = ngettext("At most %(most)d line, please.", "At most %(most)d lines, please.", MOST_LINES)
        raise forms.ValidationError(said % {"most": MOST_LINES})
    if any(len(line) > LONGEST_LINE for line in lines):
        raise forms.ValidationError(gettext("A line has at most %(most)d signs.") % {"most": LONGEST_LINE})
    return lines


def _header_names(given: str) -> str:
    names = [name.rstrip(":") for name in given.replace(",", " ").split()]
    for name in names:
        if not _HEADER.fullmatch(name):
            raise forms.ValidationError(gettext("“%(name)s” is no name of a header.") % {"name": name})
    return " ".join(names)


def _require_known(line: str) -> None:
    unknown = _UNKNOWN.search(line)
    if unknown is not None:
        raise forms.ValidationError(gettext("%(name)s is not known; write {problem}.") % {"name": unknown[0]})


def _checked_lines(text: str, *, needs_problem: bool) -> str:
    """Return the lines with single spaces. Raises ``ValidationError`` for what cannot work."""
    lines = _few([wildcards.one_spaced(line) for line in text.splitlines() if line.strip()])
    for line in lines:
        _require_known(line)
        said = {"line": line}
        if wildcards.parse(line).letters < FEWEST_SIGNS:
            raise forms.ValidationError(gettext("“%(line)s” would fit nearly every e-mail: it needs words of its own.") % said)
        if needs_problem and wildcards.parse(line).kept < 0:
            raise forms.ValidationError(gettext("“%(line)s” does not say where {problem} stands.") % said)
        if _NO_BORDER.search(line.lower()):
            raise forms.ValidationError(gettext("“%(line)s”: between {problem} and * there has to be a word or a sign.") % said)
    return "\n".join(lines)


class TryForm(forms.Form):
    """A mail to try the rules on: pasted, uploaded, or from the log."""

    text = forms.CharField(
        label=_("The whole e-mail, with its headers"),
        required=False,
        strip=False,
        max_length=LARGEST_TRIED,
        widget=forms.Textarea(attrs={"rows": 10, "cols": 80, "class": "vLargeTextField"}),
    )
    file = forms.FileField(label=_("Or a file (.eml)"), required=False)
    number = forms.IntegerField(
        label=_("Or the number of an entry in the log of received mail"), required=False, min_value=1, max_value=2**63 - 1
    )

    def clean_file(self) -> UploadedFile | None:
        """Raise ``ValidationError`` for a file that is too large to be an alert."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > LARGEST_TRIED:
            raise forms.ValidationError(gettext("This file is too large for an alert."))
        return file

    def clean_number(self) -> InboundMail | None:
        """Return the entry. Raises ``ValidationError`` when there is none, or its mail is kept no longer."""
        number = self.cleaned_data["number"]
        if number is None:
            return None
        row = InboundMail.objects.select_related("mailbox").filter(pk=number).first()
        if row is None:
            raise forms.ValidationError(gettext("There is no such entry."))
        if not row.is_raw_kept:
            raise forms.ValidationError(gettext("The e-mail itself is no longer kept, only this entry."))
        return row

    def clean(self) -> dict[str, Any]:
        """Raise ``ValidationError`` unless there is exactly one mail."""
        given: dict[str, Any] = super().clean() or {}
        count = sum(bool(given.get(name)) for name in ("text", "file", "number"))
        if count != 1 and not self.errors:
            raise forms.ValidationError(gettext("Please give one e-mail: pasted, as a file, or by its number."))
        return given

    def raw(self) -> bytes:
        """Return the mail that was pasted or uploaded, as a mail server would bring it."""
        file: UploadedFile | None = self.cleaned_data["file"]
        content: bytes = file.read() if file is not None else str(self.cleaned_data["text"]).lstrip().encode("utf-8", "replace")
        return content


class RunForm(forms.Form):
    """Over how many days of the log the rules are tried."""

    days = forms.IntegerField(label=_("The last days of the log"), min_value=1, max_value=MOST_DAYS, initial=7)
