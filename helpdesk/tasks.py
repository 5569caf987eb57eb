"""Housekeeping that belongs to no app alone."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from tickets.actions import tidying


@shared_task
def forget() -> None:
    """Delete sessions that ended, and stored files that no row names."""
    SessionStore.clear_expired()
    tidying.forget_unused_blobs()
