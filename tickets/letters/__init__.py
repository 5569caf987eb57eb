"""Mails about tickets: each a folder below ``templates/mail``."""

from tickets.letters.letter import Letter
from tickets.letters.sending import send

__all__ = ["Letter", "send"]
