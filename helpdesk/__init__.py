"""The house: settings, urls, the Celery app, home page, health."""

from helpdesk.celery import app as celery_app

__all__ = ["celery_app"]
