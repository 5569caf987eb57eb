"""The fields of a list's filters: each holds any number of values."""

from collections.abc import Sequence
from typing import Any

from django import forms

from accounts.languages import is_known
from tickets.list_enums import Owned

LARGEST_KEY, LONGEST_KEY = 2**53, 16
# More is no choice any more, but a paste.
MOST_VALUES = 20


class ValuesField(forms.MultipleChoiceField):
    """Any of the values that a filter knows, each once. What means nothing is left out; so is what comes after the first twenty."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, label: Any, choices: Sequence[tuple[Any, Any]] = ()) -> None:
        super().__init__(label=label, choices=choices, required=False)

    def clean(self, value: Any) -> list[str]:
        """Return the values that mean something, in the order of the address."""
        said = dict.fromkeys(str(one) for one in value or [])
        return [one for one in said if self.is_known(one)][:MOST_VALUES]

    def is_known(self, said: str) -> bool:
        """Whether ``said`` is one of the field's values."""
        return self.valid_value(said)


class KeysField(ValuesField):
    """The keys of rows, chosen from a list that only the page with all filters reads."""

    def is_known(self, said: str) -> bool:
        """Whether ``said`` could be the key of a row."""
        return said.isascii() and said.isdigit() and len(said) <= LONGEST_KEY and 0 < int(said) < LARGEST_KEY


class OwnersField(KeysField):
    """Me, nobody, or the keys of people."""

    def is_known(self, said: str) -> bool:
        """Whether ``said`` could be an owner."""
        return said in Owned.values or super().is_known(said)


class LanguagesField(ValuesField):
    """Languages that somebody may write in, more than the pages speak."""

    def is_known(self, said: str) -> bool:
        """Whether ``said`` is a language."""
        return is_known(said)
