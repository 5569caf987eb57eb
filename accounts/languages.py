"""Which of the offered languages to speak, and what languages are called."""

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.text import capfirst
from django.utils.translation import get_language_info

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


def is_known(code: str) -> bool:
    """Tell whether ``code`` is a language that has a name, offered or not: people also write in others."""
    return code in LANG_INFO


def name_of(code: str) -> str:
    """Return what the language ``code`` is called in the reader's language; the code itself when nobody here knows it."""
    offered = dict(settings.LANGUAGES)
    if code in offered:
        return str(offered[code])
    return capfirst(str(get_language_info(code)["name_translated"])) if is_known(code) else code
