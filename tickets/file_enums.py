"""What the virus scanner says of a file."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileCheck(models.TextChoices):
    """Empty: no scanner was set up when the file came."""

    WAITING = "waiting", _("Not checked for viruses yet")
    CLEAN = "clean", _("Checked, nothing found")
    INFECTED = "infected", _("Kept away")
