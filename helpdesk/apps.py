"""The project's own app: urls, health, home, commands that concern the whole house."""

from django.apps import AppConfig
from django.core import checks

from helpdesk.checks import keys, pdfs, public_site


class HelpdeskConfig(AppConfig):
    name = "helpdesk"

    def ready(self) -> None:
        """Let ``manage.py check`` ask our own questions."""
        for check in (public_site, keys, pdfs):
            checks.register(check)
