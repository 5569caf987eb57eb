"""Send through the outbox and without it, in turn, to the relay that ``EMAIL_URL`` names."""

import json
import smtplib
from argparse import ArgumentParser
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from bench.figures import interleave
from bench.rows import words
from notifications.actions import outbox, sending
from notifications.channels.choice import relay_of
from notifications.composition import compose
from notifications.enums import Lane
from notifications.models import Delivery

# More than any run takes: all that was posted is to be sent.
PATIENCE = 600.0


def post(count: int) -> None:
    """Put ``count`` mails into the outbox, each to an address of its own."""
    text = outbox.Text("Your ticket suport#310", words(60), f"<p>{words(60)}</p>")
    with transaction.atomic():
        for number in range(count):
            outbox.post(to=outbox.Recipient(f"person{number}@example.net"), texts={"en": text}, topic="ticket:310", is_automatic=False)


def drain(count: int) -> float:
    """Send ``count`` fresh mails through the outbox; return how many went in a second. Raises ``RuntimeError`` when one did not."""
    post(count)
    started = perf_counter()
    sent = sending.drain(Lane.DEFAULT, seconds=PATIENCE)
    if sent != count:
        raise RuntimeError(f"{sent} of {count} mails were sent")
    return count / (perf_counter() - started)


def send_plainly(count: int) -> float:
    """Send a mail of the outbox ``count`` times over one connection, without composing or noting anything; return how many in a second."""
    delivery = Delivery.objects.select_related("mail").latest("pk")
    content, relay = compose(delivery, delivery.mail.texts.get(), at=timezone.now()), relay_of(settings.EMAIL_URL)
    started = perf_counter()
    with smtplib.SMTP(relay.host, relay.port, local_hostname="bench.example.org") as smtp:
        for number in range(count):
            smtp.sendmail("suport@example.org", f"person{number}@example.net", content)
    return count / (perf_counter() - started)


class Command(BaseCommand):
    """``bench_outbox --rounds N --deliveries N``; prints one JSON line with the mails a second of every run."""

    help = "Measure the outbox against a plain loop of smtplib."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--rounds", type=int, required=True)
        parser.add_argument("--deliveries", type=int, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        """Warm up, then measure both in turn."""
        count: int = options["deliveries"]
        runs: tuple[Callable[[], float], ...] = (lambda: drain(count), lambda: send_plainly(count))
        for run in runs:
            run()
        drained, plain = interleave(options["rounds"], *runs)
        self.stdout.write(json.dumps({"drained": drained, "plain": plain}))
