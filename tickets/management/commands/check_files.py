"""Let the virus scanner look at files that came before there was one."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tickets.actions import checking


class Command(BaseCommand):
    """Puts every file that was never checked into the line; workers do the rest. Until then these files are kept away."""

    help = "Lets the virus scanner look at all files that came before VIRUS_SCANNER was set. Each is kept away until then."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many wait now."""
        if not settings.VIRUS_SCANNER:
            raise CommandError("Set VIRUS_SCANNER first.")
        self.stdout.write(f"{checking.check_earlier():,} files wait for the virus scanner.")
