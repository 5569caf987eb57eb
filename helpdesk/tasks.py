"""Housekeeping that belongs to no app alone."""

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore

from tickets.actions import bulk, tidying


@shared_task
def forget() -> None:
    """Delete sessions that ended, old raw mails, stored files that no row names, accounts never entered, and what was done with many tickets long ago."""
    SessionStore.clear_expired()
    tidying.forget_old_mails()
    tidying.forget_unused_blobs()
    tidying.forget_accounts_never_entered()
    bulk.forget()
