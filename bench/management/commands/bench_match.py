"""Time how the ticket of a mail is found."""

import json
import random
from argparse import ArgumentParser
from collections.abc import Iterator
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bench.mails import MAILBOX
from bench.rows import foreign_id
from mailroom.mail import ParsedMail
from mailroom.reading import read
from notifications.message_ids import message_id
from queues.models import Mailbox
from tickets import matching
from tickets.mail_addresses import reply_address
from tickets.models import Ticket
from tickets.references import reference


def mails(count: int) -> Iterator[tuple[str, ParsedMail]]:
    """Yield ``count`` mails of each kind from the requesters of tickets here and there, with the way in which each is to be found."""
    mailbox = Mailbox.objects.get(address=MAILBOX)
    newest = Ticket.objects.order_by("-pk").values_list("pk", flat=True)[0]
    numbers = random.sample(range(1, newest + 1), min(newest, count * 2))
    for ticket in Ticket.objects.filter(pk__in=numbers, requester__isnull=False, merged_root=None).select_related("requester")[:count]:
        assert ticket.requester is not None
        sender = f"From: {ticket.requester.email}\r\n"
        to = reply_address(mailbox, ticket, ticket.requester.pk)
        yield "token", read(f"{sender}To: {to}\r\nSubject: Hello\r\n\r\nHello\r\n".encode())
        yield "token", read(f"{sender}In-Reply-To: {message_id(ticket.topic, ticket.pk)}\r\n\r\nHello\r\n".encode())
        yield "message-id", read(f"{sender}In-Reply-To: <{foreign_id(ticket.pk)}>\r\n\r\nHello\r\n".encode())
        yield "reference", read(f"{sender}Subject: {reference(ticket.pk)}\r\n\r\nHello\r\n".encode())
        yield "", read(f"From: nobody{ticket.pk}@example.com\r\nSubject: A new matter\r\n\r\nHello\r\n".encode())


class Command(BaseCommand):
    """``bench_match --mails N``; prints one JSON line with the milliseconds that a mail took on average."""

    help = "Measure how long the ticket of a mail is looked for."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--mails", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Match once to warm up, then for the clock. Raises ``CommandError`` when a mail is found in another way than it should be."""
        prepared = list(mails(options["mails"]))
        for how, parsed in prepared:
            found = matching.match(parsed, ())
            if found.matched_by != how:
                raise CommandError(f"A mail was found by {found.matched_by!r}, not by {how!r}.")
        started = perf_counter()
        for _how, parsed in prepared:
            matching.match(parsed, ())
        self.stdout.write(json.dumps({"milliseconds": 1000 * (perf_counter() - started) / len(prepared)}))
