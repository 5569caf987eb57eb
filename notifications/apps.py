"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from notifications import checks


class NotificationsConfig(AppConfig):
    """The outbox. Its system checks come with it."""

    name = "notifications"
    verbose_name = _("Notifications")
    system_checks = (checks.email_url_is_understood,)
