"""Secrets of other systems, such as the password of a mail account, kept so that a copy of the database alone does not give them away.

Sealed with a key made from ``SECRET_KEY`` (Fernet: AES-128-CBC with HMAC-SHA256). Who has the database and the key can read them.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotBeOpened(Exception):
    """The text was sealed with another key, or damaged."""


def _keys() -> MultiFernet:
    secrets: list[str] = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"suport sealed\0{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def seal(text: str) -> str:
    """Return ``text`` sealed with the present key, as ASCII; each time another one."""
    return _keys().encrypt(text.encode()).decode("ascii")


def unseal(sealed: str) -> str:
    """Return what was sealed, with the present key or a kept old one. Raises ``CannotBeOpened``."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as problem:
        raise CannotBeOpened from problem
