"""A process that is killed while it receives a mail: whatever step it was at, the mail becomes one ticket."""

import os
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest

from foundation import clock
from notifications.models import Delivery
from tests.plugins.worker import shared_environment
from tests.tickets.mails import raw
from tickets.actions import processing
from tickets.models import InboundMail, Message, Ticket

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

# Runs the command, and is gone as by a power cut at the first statement that contains the words.
DIES = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "helpdesk.settings"
import django
django.setup()
from django.core.management import call_command
from django.db import connection

def dies(execute, sql, params, many, context):
    if sys.argv[1] in sql:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

with connection.execute_wrapper(dies):
    call_command("receive_email", "--mailbox", "suport@example.org")
"""
STEPS = {
    "before it is stored": ('INSERT INTO "tickets_inboundmail"', 0),
    "between store and receive": ('UPDATE "tickets_inboundmail" SET "message_id"', 1),
    "while it is received": ('INSERT INTO "tickets_ticket"', 1),
    "before the acknowledgement is written": ('INSERT INTO "notifications_delivery"', 1),
    "between receive and commit": ('UPDATE "tickets_inboundmail" SET "state"', 1),
}


@pytest.mark.parametrize(("words", "stored"), STEPS.values(), ids=STEPS.keys())
def test_nothing_is_lost_and_nothing_comes_twice(support, settings: Any, words, stored):
    environment = {**os.environ, **shared_environment(settings)}
    killed = subprocess.run([sys.executable, "-c", DIES, words], input=raw(identity=""), env=environment, capture_output=True, check=False)
    assert killed.returncode == -9, killed.stderr.decode()
    assert (InboundMail.objects.count(), Ticket.objects.count(), Delivery.objects.count()) == (stored, 0, 0)

    if not stored:
        # The mail server was not answered: it sends the mail once more.
        subprocess.run(
            [sys.executable, "manage.py", "receive_email"], input=raw(identity=""), env=environment, capture_output=True, check=True
        )
    for minutes in (10, 20):
        processing.process_waiting(at=clock.now() + timedelta(minutes=minutes))

    assert (Ticket.objects.count(), Message.objects.count(), Delivery.objects.count()) == (1, 1, 1)
