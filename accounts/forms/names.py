"""One input for each offered language: for names and short texts kept as ``{"ca": "Suport", "en": "Support"}``."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

# Made from the English texts to try layouts; nobody writes in it.
PSEUDO_LOCALE = "ar-xb"


def languages() -> list[str]:
    """Return the codes of the languages that an administrator writes texts in."""
    return [code for code, _name in settings.LANGUAGES if code != PSEUDO_LOCALE]


def searched_in_every_language(field: str) -> tuple[str, ...]:
    """Return what Django admin has to search to find a row by ``field`` in any language."""
    return tuple(f"{field}__{code}__icontains" for code in languages())


class TextsInput(forms.MultiWidget):
    """One input a language, each with its language's name as label. ``is_long`` gives areas of several lines."""

    template_name = "admin/widgets/texts.html"

    def __init__(self, *, is_long: bool = False, attrs: dict[str, Any] | None = None) -> None:
        self.group_label = ""
        super().__init__({code: self._input_for(code, is_long=is_long) for code in languages()}, attrs)

    @staticmethod
    def _input_for(code: str, *, is_long: bool) -> forms.Widget:
        spoken = {"lang": code, "dir": "rtl" if get_language_info(code)["bidi"] else "ltr"}
        if is_long:
            return forms.Textarea({**spoken, "rows": 2, "cols": 56})
        return forms.TextInput({**spoken, "class": "vTextField", "maxlength": 200})

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        """Return the text of each language in the order of the inputs."""
        texts = value or {}
        return [texts.get(code, "") for code in languages()]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the languages' names as labels, and what the group is called."""
        context = super().get_context(name, value, attrs)
        for code, inner in zip(languages(), context["widget"]["subwidgets"], strict=True):
            inner["label"] = get_language_info(code)["name_translated"]
        return {**context, "group_label": self.group_label}


class TextsField(forms.MultiValueField):
    """Gives ``{language: text}`` of what was filled in. When required, one language is enough."""

    widget = TextsInput
    default_error_messages = {"required": _("Please write it in at least one language.")}

    # A JSON column hands over an encoder and a decoder; plain texts need none.
    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False) for _code in languages()]
        super().__init__(fields, require_all_fields=False, **kwargs)
        self.widget.group_label = str(self.label or "")

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Return the texts that are not empty."""
        return {code: text for code, text in zip(languages(), data_list, strict=False) if text}


class TextsForm(forms.ModelForm):
    """A form whose texts keep the languages that are not offered now: leaving one out for a while loses nothing."""

    def clean(self) -> dict[str, Any] | None:
        """Put back the texts of languages that had no input."""
        cleaned = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            if isinstance(field, TextsField) and name in cleaned:
                before = self.get_initial_for_field(field, name) or {}
                hidden = {code: text for code, text in before.items() if code not in languages()}
                cleaned[name] = {**hidden, **cleaned[name]}
        return cleaned
