"""``manage.py demo``: one invented house with people and tickets. Run twice, it changes nothing."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from helpdesk.demo.house import PASSWORD, sign_ins
from helpdesk.demo.loading import load
from helpdesk.environment import is_loopback

REFUSED = (
    "This installation looks real: BASE_URL is {base} and DEBUG is off. The demo has sign-ins with a password that everybody knows. "
    "Use --force if you mean it."
)


class Command(BaseCommand):
    """Loads the demo and says whom one can sign in as."""

    help = "Loads demo data: a house, its queues and services, people, and tickets in every state. Sends no mail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take ``--force``."""
        parser.add_argument("--force", action="store_true", help="load it even where others can reach this installation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load; refuse where strangers could use the known password. The sign-ins go to standard output, all else beside it."""
        if not (settings.DEBUG or is_loopback(settings.SITE_HOST) or options["force"]):
            raise CommandError(REFUSED.format(base=settings.BASE_URL))
        started = time.monotonic()
        loaded = load()
        if options["verbosity"]:
            seconds = time.monotonic() - started
            self.stderr.write(f"{loaded.tickets} tickets ({loaded.new_tickets} new) and {loaded.people} people in {seconds:.1f} s.")
            self.stdout.write(f"Sign in at {settings.BASE_URL}/accounts/login/ with the password {PASSWORD}:")
            for person in sign_ins():
                self.stdout.write(f"  {person.address:<22} {person.role}")
