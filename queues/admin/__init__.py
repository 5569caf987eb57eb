"""Queues in Django admin."""

from queues.admin import mail, queues

__all__ = ["mail", "queues"]
