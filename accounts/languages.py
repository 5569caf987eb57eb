"""Which of the offered languages to speak."""

from django.conf import settings

from accounts import installation


def is_offered(code: str) -> bool:
    """Tell whether pages and mails can speak the language ``code``, exactly as written."""
    return code in dict(settings.LANGUAGES)


def first_offered(*codes: str) -> str:
    """Return the first of ``codes`` that is offered, itself or as its base language (``pt`` for ``pt-BR``); else the house's language."""
    for code in (*codes, installation.current().language):
        for candidate in (code.lower(), code.lower().partition("-")[0]):
            if is_offered(candidate):
                return candidate
    return settings.LANGUAGE_CODE
