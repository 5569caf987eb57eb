"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from tickets import checks


class TicketsConfig(AppConfig):
    """The desk. Its system checks come with it."""

    name = "tickets"
    verbose_name = _("Tickets")
    system_checks = (checks.web_hooks_are_safe,)
