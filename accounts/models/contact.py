"""Who speaks for which organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.enums import ContactRole
from accounts.models.organisation import Organisation
from accounts.models.user import User


class Contact(models.Model):
    """A person's role in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("person"))
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts", verbose_name=_("organisation"))
    role = models.CharField(_("role"), max_length=20, choices=ContactRole.choices, default=ContactRole.MEMBER)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [models.UniqueConstraint(fields=["user", "organisation", "role"], name="contact_once_per_role")]

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation}"
