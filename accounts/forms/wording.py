"""The administrator's form for the words of a mail: refuses what would say something else than meant, or nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _

from accounts.letters.words import Words
from foundation import mailkinds, mailwords
from foundation.mailkinds import MailKind
from foundation.safetext import one_line, printable

LONGEST_SUBJECT = 150
LONGEST_WORDS = 10_000


class WordingForm(forms.Form):
    """Subject and words of one mail in one language; a subject for each case in which ours has one."""

    words = forms.CharField(label=_("Text"), max_length=LONGEST_WORDS)

    def __init__(self, *args: Any, kind: MailKind, language: str, now: Words, shipped: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        spoken = {"lang": language, "dir": "rtl" if get_language_info(language)["bidi"] else "ltr"}
        words = self.fields["words"]
        words.widget = forms.Textarea({**spoken, "rows": 18, "cols": 80, "class": "vLargeTextField", "spellcheck": "true"})
        words.initial = now.body
        own = {tuple(cases): said for cases, said in map(mailwords.cases_of, now.subject.splitlines())}
        self._subjects: list[tuple[str, list[str]]] = []
        for number, (cases, said) in enumerate(map(mailwords.cases_of, shipped.subject.splitlines())):
            name = f"subject_{number}"
            widget = forms.TextInput({**spoken, "class": "vTextField"})
            self.fields[name] = forms.CharField(
                label=self._label(cases), max_length=LONGEST_SUBJECT, widget=widget, initial=own.get(tuple(cases), said)
            )
            self._subjects.append((name, cases))
        self.order_fields([name for name, _cases in self._subjects])

    def _label(self, cases: Sequence[str]) -> str:
        meant = [str(case.meaning) for case in self.kind.cases if case.name in cases]
        return f"{gettext('Subject')} ({', '.join(meant)})" if meant else gettext("Subject")

    @property
    def typed(self) -> Words:
        """The words as they were typed, or as they are now, whether they can be sent or not."""
        return self._words({name: str(self[name].value() or "") for name in self.fields})

    @property
    def accepted(self) -> Words:
        """The words of a valid form."""
        return self._words(self.cleaned_data)

    def _words(self, values: dict[str, Any]) -> Words:
        lines = [" ".join([*(f"{{{case}}}" for case in cases), one_line(values[name], LONGEST_SUBJECT)]) for name, cases in self._subjects]
        return Words("\n".join(lines), printable(values["words"], LONGEST_WORDS).strip())

    def clean(self) -> dict[str, Any] | None:
        """Say what is wrong with each subject and with the words, naming the names that are."""
        cleaned = super().clean() or self.cleaned_data
        for name, _cases in self._subjects:
            if name in cleaned:
                self._check_subject(name, cleaned[name])
        if "words" in cleaned:
            self._check_words(printable(cleaned["words"], LONGEST_WORDS))
        return cleaned

    def _check_subject(self, name: str, line: str) -> None:
        if one_line(line) != line:
            self.add_error(name, gettext("A subject is one line, without characters that cannot be seen."))
        self._refuse_unknown(name, line)
        unfit = mailkinds.unfit_for_subject(self.kind, line)
        if unfit:
            self.add_error(name, gettext("%(names)s cannot stand in a subject.") % {"names": _written(unfit)})
        lost = [needed for needed in self.kind.needed_in_subject if needed not in mailwords.names_in(line)]
        if lost:
            self.add_error(
                name, gettext("Please keep %(names)s in the subject: it tells what the e-mail is about.") % {"names": _written(lost)}
            )

    def _check_words(self, words: str) -> None:
        self._refuse_unknown("words", words)
        for name in mailkinds.misplaced(self.kind, words):
            self.add_error("words", _place_of(self.kind, name))
        if "words" not in self.errors:
            self._refuse_loss(words)

    def _refuse_unknown(self, field: str, text: str) -> None:
        wrong = mailkinds.unknown(self.kind, text)
        if wrong:
            said = gettext("%(names)s stands for nothing. These names are filled in: %(known)s.")
            known = [each.name for each in self.kind.names if field == "words" or each.fits_subject]
            self.add_error(field, said % {"names": ", ".join(wrong), "known": _written(known)})

    def _refuse_loss(self, words: str) -> None:
        found = mailkinds.missing(self.kind, words)
        if found is None:
            return
        lost, situation = found
        if not situation:
            said = gettext("Please keep %(name)s, in a paragraph that is always said: the e-mail is of no use without it.")
            self.add_error("words", said % {"name": f"{{{lost}}}"})
            return
        meant = ", ".join(str(case.meaning) for case in self.kind.cases if case.name in situation)
        said = gettext("%(name)s would be missing in this case: %(case)s. The e-mail is of no use without it.")
        self.add_error("words", said % {"name": f"{{{lost}}}", "case": meant})


def _written(names: Sequence[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)


def _place_of(kind: MailKind, name: str) -> str:
    """Say where a name has to stand."""
    each, written = kind.named(name), f"{{{name}}}"
    if each is None:
        return gettext("%(name)s stands at the beginning of a paragraph, before its words.") % {"name": written}
    if each.is_part:
        return gettext("%(name)s needs a paragraph of its own, with an empty line before and after it.") % {"name": written}
    return gettext("%(name)s stands at the beginning of a paragraph; after it comes what the link says.") % {"name": written}
