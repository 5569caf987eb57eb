"""Names in braces that stand for something of the ticket. Nothing else in a text means anything: it is no template."""

import re
from collections.abc import Mapping

NAMES = ("requester_name", "reference", "agent_name", "title", "organisation", "queue")
_PLACEHOLDER = re.compile(r"\{(" + "|".join(NAMES) + r")\}")
_LIKE_ONE = re.compile(r"\{[^{}\s]{1,60}\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with each placeholder replaced, in one go: what a value holds is never looked at again.

    A placeholder without a value stays as it is, and so does every other brace.
    """
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def unknown(text: str) -> list[str]:
    """Return what looks like a placeholder in ``text`` and is none, in its order."""
    return [found for found in dict.fromkeys(_LIKE_ONE.findall(text)) if found[1:-1] not in NAMES]
