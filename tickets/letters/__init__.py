"""Mails about tickets: each a folder below ``templates/mail``."""

from tickets.letters.letter import Letter
from tickets.letters.sending import send, send_digest

__all__ = ["Letter", "send", "send_digest"]
