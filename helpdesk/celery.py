"""The Celery app, and everything that happens by the clock."""

import os
from typing import Any

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.settings")

app = Celery("suport")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


def _every(seconds: int, task: str, queue: str = "default") -> dict[str, Any]:
    # A tick that nobody took in time is dropped: the next one does the same work.
    return {"task": task, "schedule": seconds, "options": {"expires": seconds, "queue": queue}}


app.conf.beat_schedule = {
    "sweep the outbox": _every(5, "notifications.tasks.sweep"),
    # Not before the mail of one person: a mail server may take its time.
    "read mail accounts": _every(60, "tickets.tasks.collect_mail", queue="bulk"),
    "sweep received mail": _every(15, "tickets.tasks.sweep_inbound"),
    # Beside the mail of one person: a large file takes its time.
    "check files for viruses": _every(10, "tickets.tasks.check_files", queue="bulk"),
    "wake stalled tickets": _every(60, "tickets.tasks.sweep_tickets"),
    "remind and close": _every(60, "tickets.tasks.act_on_tickets"),
    "remind of appointments": _every(60, "tickets.tasks.remind_of_appointments"),
    "send agents' digests": _every(60, "tickets.tasks.send_digests"),
    "end what partners may": _every(60, "tickets.tasks.end_rights"),
    "forget what nobody needs": _every(6 * 3600, "helpdesk.tasks.forget"),
    "show that the clock runs": _every(10, "notifications.tasks.beat_heartbeat"),
}
