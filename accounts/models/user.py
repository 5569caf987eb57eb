"""Everybody who asks or answers."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.emails import normalise
from accounts.models.installation import validate_time_zone
from accounts.querysets import UserManager


class User(AbstractBaseUser, PermissionsMixin):
    """A person. The e-mail address is the login; a person without one is known by phone. ``is_staff`` opens Django admin only."""

    email = models.EmailField(_("e-mail"), unique=True, null=True, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
    time_zone = models.CharField(_("time zone"), max_length=64, blank=True, validators=[validate_time_zone])
    mails_no_content = models.BooleanField(
        _("e-mails to them hold no content"),
        default=False,
        help_text=_("They say that there is news about a ticket, with reference and link; what it is, is read on the web."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may use the administration"), default=False)
    notes = models.TextField(_("notes"), blank=True)
    notes_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, editable=False, related_name="+")
    notes_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    # Of those who asked for an account themselves. Who never enters the code that was mailed is forgotten.
    signed_up_at = models.DateTimeField(_("asked for an account"), null=True, blank=True, editable=False)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        indexes = [
            models.Index(fields=["name", "id"], name="person_by_name"),
            models.Index(
                fields=["signed_up_at"],
                condition=models.Q(signed_up_at__isnull=False, last_login__isnull=True),
                name="person_never_entered",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def clean(self) -> None:
        """Bring the address into its one spelling."""
        self.email = normalise(self.email)

    @property
    def display_name(self) -> str:
        """The name, else the address, else a neutral word with the number."""
        return self.name or self.email or f"#{self.pk}"

    @property
    def short_name(self) -> str:
        """The first word of the name, for a greeting; the display name where there is only an address."""
        return self.name.split()[0] if self.name.strip() else self.display_name
