"""Fill an empty installation with rows to measure."""

import json
import random
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.test import Client

from accounts.models import Contact, User
from bench import rows
from foundation import clock
from queues.models import Membership, Queue


def cookie_of(person: User) -> str:
    """Sign ``person`` in; return the cookie as ``name=value``."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


class Command(BaseCommand):
    """``bench_rows [--tickets N] [--messages N] [--log]``; prints one JSON line: the number of a ticket, and the cookies of two people."""

    help = "Fill an empty installation with rows to measure."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--tickets", type=int, default=1, help="tickets that seed makes")
        parser.add_argument("--messages", type=int, default=1, help="messages of one ticket more, which has a conversation")
        parser.add_argument("--log", action="store_true", help="a received mail for every ticket")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the rows, the same in every run."""
        random.seed(310)
        call_command("seed", tickets=options["tickets"], verbosity=0)
        queue = Queue.objects.get(slug="support")
        rows.make_house(queue)
        agent = Membership.objects.filter(queue=queue).select_related("user").order_by("pk")[0].user
        requester = Contact.objects.select_related("user").order_by("pk")[0].user
        ticket = rows.make_conversation(queue, requester, agent, messages=options["messages"], now=clock.now() - timedelta(days=1))
        if options["log"]:
            rows.make_log(clock.now() - timedelta(days=1))
        told = {"ticket": ticket.pk, "agent": cookie_of(agent), "requester": cookie_of(requester)}
        self.stdout.write(json.dumps(told))
