"""Message-IDs that say which delivery they belong to, signed so that nobody can make one up.

``<ticket.310.4711.k3…@domain>``: topic, delivery, signature. The domain is only decoration, so a moved installation still
knows its own mail. Case is ignored, since some systems fold it. The local part stays within 64 octets (RFC 5321 §4.5.3.1.1).
"""

import re

from django.conf import settings

from foundation import tokens

PURPOSE = "message-id"
_TOPIC = re.compile(r"([a-z]{1,10}):([0-9]{1,15})")
_ID = re.compile(r"<?(([a-z]{1,10})\.([0-9]{1,15})\.([0-9]{1,19}))\.([a-z2-7]{16})@[^<>\s]+>?", re.IGNORECASE)
_NO_TOPIC = "mail.0"


def is_topic(text: str) -> bool:
    """Tell whether ``text`` is a topic such as ``ticket:310``; the empty text (no topic) is one too."""
    return not text or _TOPIC.fullmatch(text) is not None


def message_id(topic: str, delivery_pk: int) -> str:
    """Return the Message-ID, with angle brackets, of a delivery about ``topic``. Always the same for the same delivery.

    Raises ``ValueError`` for something that is no topic.
    """
    if not is_topic(topic):
        raise ValueError(f"not a topic: {topic!r}")
    local = f"{topic.replace(':', '.') or _NO_TOPIC}.{delivery_pk}"
    return f"<{local}.{tokens.signature(PURPOSE, local)}@{settings.MAIL_DOMAIN}>"


def thread_id(topic: str) -> str:
    """Return the ID that stands first in the References of every mail about ``topic``, so that clients keep them together."""
    return message_id(topic, 0)


def read_message_id(text: str) -> tuple[str, int] | None:
    """Return (topic, delivery pk) of one of our own Message-IDs, ``None`` for anything else or a wrong signature.

    The pk is 0 for a thread's ID; the topic is empty for a mail about nothing in particular.
    """
    found = _ID.fullmatch(text.strip())
    if found is None or not tokens.is_valid(PURPOSE, found[1], found[5]):
        return None
    kind, number = found[2].lower(), found[3]
    topic = "" if f"{kind}.{number}" == _NO_TOPIC else f"{kind}:{number}"
    return topic, int(found[4])
