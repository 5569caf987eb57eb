"""Short signatures that survive mail: lower-case base32, HMAC-SHA256 cut to 80 bits, their own key.

Mail systems fold case and limit a local part to 64 octets (RFC 5321 §4.5.3.1.1), so a token has 16 characters of ``a-z2-7``.
"""

import base64
import hashlib
import hmac

from django.conf import settings


def _mac(key: str, purpose: str, text: str) -> str:
    digest = hmac.new(key.encode(), f"{purpose}\0{text.lower()}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:10]).decode("ascii").lower()


def signature(purpose: str, text: str) -> str:
    """Return the 16-character signature of ``text`` (case ignored) for ``purpose``, made with the present mail key."""
    return _mac(settings.MAIL_KEY, purpose, text)


def is_valid(purpose: str, text: str, given: str) -> bool:
    """Tell whether ``given`` signs ``text`` for ``purpose`` under the present key or one of the kept old ones."""
    keys = [settings.MAIL_KEY, *settings.MAIL_KEY_FALLBACKS]
    candidate = given.lower().encode("utf-8", "replace")
    return any([hmac.compare_digest(_mac(key, purpose, text).encode(), candidate) for key in keys])


# What people confuse when they copy a code by hand, and how each is read.
_AS_READ = str.maketrans("018i", "olbl")


def code(purpose: str, text: str, length: int) -> str:
    """Return the first ``length`` characters of a signature of ``text`` as a code to copy by hand: upper-case, without I, 0, 1, 8, 9."""
    return signature(purpose, text)[:length].translate(_AS_READ).upper()


def is_code(purpose: str, text: str, given: str, length: int) -> bool:
    """Tell whether ``given`` is the code of ``text`` under the present key or a kept old one; case, spaces and hyphens do not matter."""
    clean = "".join(c for c in given.lower() if c.isalnum()).translate(_AS_READ).encode("utf-8", "replace")
    keys = [settings.MAIL_KEY, *settings.MAIL_KEY_FALLBACKS]
    return any([hmac.compare_digest(_mac(key, purpose, text)[:length].translate(_AS_READ).encode(), clean) for key in keys])
