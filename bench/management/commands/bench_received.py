"""Tell when received mails have been processed."""

import json
import sys
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from notifications.models import Delivery
from tickets.enums import InboundState
from tickets.models import InboundMail

POLL = 0.01
PATIENCE = 300.0


class Command(BaseCommand):
    """``bench_received``: for each line with a number, prints one JSON line as soon as so many mails more are processed than at its start."""

    help = "Wait for numbers of processed mails, given on standard input."

    def handle(self, *args: Any, **options: Any) -> None:
        """Wait for each number. Raises ``CommandError`` when one is not reached."""
        before = InboundMail.objects.filter(state=InboundState.DONE).count()
        for line in sys.stdin:
            wanted = before + int(line)
            end = time.monotonic() + PATIENCE
            while InboundMail.objects.filter(state=InboundState.DONE).count() < wanted:
                if time.monotonic() > end:
                    raise CommandError(f"There are still less than {wanted} processed mails.")
                time.sleep(POLL)
            self.stdout.write(json.dumps({"acknowledged": Delivery.objects.filter(mail__key__startswith="ack:").count()}))
            self.stdout.flush()
