"""Envelope senders that say which delivery came back: ``suport+b4711.k3…@example.org``, signed so that nobody can make one up.

What a server cannot deliver it returns to the envelope sender (RFC 5321 §6.1), whatever form its report has. Case is ignored, since
some systems fold it; the local part stays within 64 octets (RFC 5321 §4.5.3.1.1).
"""

import re

from django.conf import settings

from foundation import tokens

_PURPOSE = "bounce"
_LOCAL_PART_LIMIT = 64
_TOKEN = re.compile(r"\+b([0-9]{1,19})\.([a-z2-7]{16})$", re.IGNORECASE)


def bounce_address(delivery_pk: int, *, from_address: str, reply_to: str = "") -> str:
    """Return the envelope sender for a delivery that is written as ``from_address`` and asks for answers to ``reply_to``.

    It lies under ``BOUNCE_ADDRESS`` when that is set, else under the mailbox of a ``reply_to`` with a plus part, which is known to come
    back to us with one; ``from_address`` as it is when there is neither, or when the token would not fit.
    """
    base = settings.BOUNCE_ADDRESS or (reply_to if "+" in reply_to.partition("@")[0] else "")
    local, at, domain = base.rpartition("@")
    if not at or not base.isascii():
        return from_address
    plus = f"{local.partition('+')[0]}+b{delivery_pk}.{tokens.signature(_PURPOSE, str(delivery_pk))}"
    return f"{plus}@{domain}" if len(plus) <= _LOCAL_PART_LIMIT else from_address


def read_bounce_address(address: str) -> int | None:
    """Return the number of the delivery that ``address`` stands for, ``None`` for any other address or a wrong signature."""
    found = _TOKEN.search(address.strip().strip("<>").partition("@")[0])
    return int(found[1]) if found is not None and tokens.is_valid(_PURPOSE, found[1], found[2]) else None
