"""Addresses that people give us to show as links."""

from urllib.parse import quote, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

PLACE = "{number}"
WEB_SCHEMES = frozenset({"http", "https"})


def is_web_address(text: str) -> bool:
    """Tell whether ``text`` leads to a web page: http or https, with a host, and without a name or password in it."""
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        return False
    is_clean = text.isprintable() and not any(character.isspace() or character in '<>"\\' for character in text)
    return is_clean and parts.scheme.lower() in WEB_SCHEMES and bool(host) and parts.username is None


def web_address(text: str) -> None:
    """Refuse (``ValidationError``) what does not lead to a web page: a script, a file, a name without http."""
    if not is_web_address(text):
        raise ValidationError(gettext("Please give the whole address of a web page, for example https://bugs.example.org/123."))


def web_pattern(text: str) -> None:
    """Refuse (``ValidationError``) a pattern of addresses that is no web address, or has no ``{number}`` after its host."""
    host, _slash, rest = text.partition("://")[2].partition("/")
    if PLACE not in rest or PLACE in host or not is_web_address(filled(text, "1")):
        raise ValidationError(
            gettext("Please give an address of a web page with {number} where the number stands: https://bugs.example.org/{number}")
        )


def filled(pattern: str, number: str) -> str:
    """Return the address that ``pattern`` makes of ``number``, which stays one word of it whatever it holds."""
    return pattern.replace(PLACE, quote(number, safe=""))
