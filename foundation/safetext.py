"""Text from outside made harmless for the place it goes to."""

import re

FIRST_STRONG_ISOLATE = "\u2068"
POP_DIRECTIONAL_ISOLATE = "\u2069"
_BIDI_CONTROLS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"))
# Control characters but tab and line feed, and halves of surrogates: the categories Cc and Cs of Unicode, which never change.
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
# Embeddings and overrides reach beyond their own text when nothing closes them, and nobody writes them by hand.
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e"
_UNFIT_IN_A_LINE = re.compile(f"[{_CONTROL}{_OVERRIDES}]")
_UNPRINTABLE = re.compile(f"[{_CONTROL}]")
_LINE_BREAKS = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def one_line(text: str, limit: int = 300) -> str:
    """Return ``text`` as one line of at most ``limit`` characters.

    No control characters and no direction overrides, which could disguise what stands beside; breaks become a space.
    """
    joined = _LINE_BREAKS.sub(" ", text).replace("\t", " ")
    clean = re.sub(r" {2,}", " ", _UNFIT_IN_A_LINE.sub("", joined)).strip()
    return clean if len(clean) <= limit else clean[: limit - 1].rstrip() + "…"


def printable(text: str, limit: int = 1_000_000) -> str:
    """Return ``text`` without NUL and other control characters that databases and terminals dislike; line breaks become ``\\n``."""
    unified = text[:limit].replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", unified)


def isolate(text: str) -> str:
    """Wrap ``text`` in first-strong isolates (Unicode UAX #9), so that a reference keeps its shape in right-to-left plain text."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_DIRECTIONAL_ISOLATE}"


def without_bidi_controls(text: str) -> str:
    """Return ``text`` without direction overrides, which can disguise a file name."""
    return text.translate(_BIDI_CONTROLS)


def file_name(given: str, limit: int = 150) -> str:
    """Return a harmless file name: last path part, no control or reserved characters, at most ``limit``, extension kept."""
    last = re.split(r"[/\\]", without_bidi_controls(one_line(given, 2000)))[-1]
    clean = re.sub(r'[<>:"|?*\x00]', "_", last).strip(" .")
    if not clean:
        return "file"
    stem, dot, extension = clean.rpartition(".")
    if not dot or not stem or len(extension) > 10:
        return clean[:limit]
    return f"{stem[: limit - len(extension) - 1]}.{extension}"
