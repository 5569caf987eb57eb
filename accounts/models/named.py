"""What has a name in each language."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

FALLBACKS = ("ca", "es", "en", "pt")


def in_language(texts: dict[str, str], language: str | None) -> str:
    """Return the text for ``language``, else for its base language, else the first there is in a fixed order; empty when there is none."""
    wanted = language or ""
    for code in (wanted, wanted.partition("-")[0], *FALLBACKS, *sorted(texts)):
        if texts.get(code):
            return texts[code]
    return ""


class Named(models.Model):
    """An abstract row whose name is kept per language: ``{"ca": "Suport", "en": "Support"}``."""

    names = models.JSONField(_("name"), default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return self.name_in(get_language())

    def name_in(self, language: str | None) -> str:
        """Return the name in ``language``, or in the nearest language that has one."""
        return in_language(self.names, language) or f"#{self.pk}"
