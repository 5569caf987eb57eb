"""Telephone numbers of a person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.user import User
from foundation.digits import digits_of


class Phone(models.Model):
    """One number as it was given, and its digits for finding the person again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="phones", verbose_name=_("person"))
    number = models.CharField(_("number"), max_length=40)
    digits = models.CharField(max_length=40, editable=False, db_index=True)
    label = models.CharField(_("label"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("telephone")
        verbose_name_plural = _("telephones")
        constraints = [models.UniqueConstraint(fields=["user", "digits"], name="phone_once_per_person")]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the digits in step with the number."""
        self.digits = digits_of(self.number)
        super().save(*args, **kwargs)  # type: ignore[arg-type]
