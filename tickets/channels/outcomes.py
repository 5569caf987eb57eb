"""What providers tell of mails of ours: which delivery, and what became of it. Only what our own signature names is believed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from mailroom import bouncestatus
from notifications.channels.provider import METADATA
from notifications.message_ids import read_message_id

_MOST_WORDS = 4_000
# Where providers put an answer, a status or a reason, beside what django-anymail finds.
_WORDS = (
    "status",
    "reason",
    "error",
    "error_related_to",
    "comment",
    "Description",
    "Details",
    "diagnosticCode",
    "bounce_description",
    "diag",
)
_IDENTIFIERS = ("Message-ID", "message-id", "smtp-id", "messageId", "CustomID", "X-Mailin-custom")
# What a provider calls a mailbox that takes nothing any more, by field and word.
_GONE = {
    ("Type", "HardBounce"),
    ("Type", "BadEmailAddress"),
    ("event", "hard_bounce"),
    ("event", "invalid_email"),
    ("bounceSubType", "NoEmail"),
    ("bounce_class", "10"),
    ("bounce_class", "30"),
}


class Word(Enum):
    """What became of a mail."""

    ARRIVED = auto()
    FAILED = auto()
    COMPLAINED = auto()


@dataclass(frozen=True, slots=True)
class Told:
    """A mail about ``topic``, sent as delivery ``number``, and what became of it. ``status``: RFC 3463; ``is_gone``: so is its mailbox."""

    topic: str
    number: int
    word: Word
    status: str = ""
    is_gone: bool = False


_WORD_OF = {
    "delivered": Word.ARRIVED,
    "bounced": Word.FAILED,
    "rejected": Word.FAILED,
    "failed": Word.FAILED,
    "complained": Word.COMPLAINED,
}


def told_by(event: Any) -> Told | None:
    """Return what an event of django-anymail says of a mail of ours; ``None`` when it says nothing that counts, or of no mail of ours."""
    word = _WORD_OF.get(str(event.event_type))
    meant = _meant(event) if word is not None else None
    if word is None or meant is None:
        return None
    if word is not Word.FAILED:
        return Told(*meant, word)
    facts = list(_facts(event.esp_event))
    said = " ".join(
        str(part) for part in (event.mta_response, event.description, *(value for name, value in facts if name in _WORDS)) if part
    )
    status = bouncestatus.of_words("", said[:_MOST_WORDS])
    is_gone = bouncestatus.is_gone(status) or (status == bouncestatus.FAILED and not _GONE.isdisjoint(facts))
    return Told(*meant, word, status, is_gone)


def _meant(event: Any) -> tuple[str, int] | None:
    metadata = event.metadata if isinstance(event.metadata, dict) else {}
    named = [metadata.get(METADATA), event.message_id, *(value for name, value in _facts(event.esp_event) if name in _IDENTIFIERS)]
    for identifier in named:
        meant = read_message_id(identifier) if isinstance(identifier, str) else None
        if meant is not None and meant[1]:
            return meant
    return None


def _facts(told: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield each name and plain value in an event, however deep; headers given as name and value too."""
    if depth > 6:
        return
    if isinstance(told, dict):
        if isinstance(told.get("name"), str) and isinstance(told.get("value"), str):
            yield told["name"], told["value"]
        for name, value in told.items():
            if isinstance(value, str | int | float | bool):
                yield str(name), str(value)
            else:
                yield from _facts(value, depth + 1)
    elif isinstance(told, list):
        for one in told[:200]:
            yield from _facts(one, depth + 1)
