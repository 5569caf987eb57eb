"""Read mail accounts, and stay connected to those that tell of new mail."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connections

from foundation import clock
from tickets.actions import collecting
from tickets.models import MailAccount
from tickets.tasks import nudge

LOOK_EVERY = 3.0


def _follow(account_id: int, stopped: threading.Event) -> None:
    try:
        collecting.follow(account_id, nudge, stopped.is_set)
    finally:
        connections.close_all()


def watch(stopped: threading.Event) -> None:
    """Give each account that is due a thread of its own, until ``stopped``; then wait for what they have in hand."""
    threads: dict[int, threading.Thread] = {}
    while not stopped.is_set():
        threads = {pk: thread for pk, thread in threads.items() if thread.is_alive()}
        close_old_connections()
        try:
            due = list(MailAccount.objects.due(clock.now()).values_list("pk", flat=True))
        except DatabaseError:
            due = []
        for pk in due:
            if pk not in threads:
                threads[pk] = threading.Thread(target=_follow, args=(pk, stopped), name=f"account-{pk}")
                threads[pk].start()
        stopped.wait(LOOK_EVERY)
    for thread in threads.values():
        thread.join()


class Command(BaseCommand):
    """``mail_reader``."""

    help = "Read mail accounts by IMAP as soon as mail arrives; without it they are read once a minute."

    def handle(self, *args: Any, **options: Any) -> None:
        """Read until told to stop."""
        stopped = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: stopped.set())
        watch(stopped)
