"""Housekeeping that belongs to no app alone."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from tickets.actions import bulk, tidying


@shared_task
def forget() -> None:
    """Delete sessions that ended, stored files that no row names, and what was done with many tickets long ago."""
    SessionStore.clear_expired()
    tidying.forget_unused_blobs()
    bulk.forget()
