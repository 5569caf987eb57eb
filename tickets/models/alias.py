"""What tickets were called before: under a prefix that was given up, or in a former system."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tickets.alias_querysets import ReferenceAliasQuerySet
from tickets.models.ticket import Ticket
from tickets.references import spelled_prefix


class ReferenceAlias(models.Model):
    """A prefix whose numbers are ours (``ajuda#310`` is ``suport#310``), or one number of a former system and the ticket it is now."""

    prefix = models.CharField(
        _("word before the number"),
        max_length=40,
        help_text=_("Such as ajuda for ajuda#310, or the name of the former system for [name #310]."),
    )
    number = models.PositiveBigIntegerField(
        _("number there"), null=True, blank=True, help_text=_("Empty: every number after this word is that of a ticket here.")
    )
    ticket = models.ForeignKey(
        Ticket, on_delete=models.CASCADE, null=True, blank=True, related_name="aliases", verbose_name=_("ticket it is now")
    )

    objects = ReferenceAliasQuerySet.as_manager()

    class Meta:
        verbose_name = _("earlier reference")
        verbose_name_plural = _("earlier references")
        constraints = [
            models.UniqueConstraint(fields=["prefix", "number"], name="alias_once"),
            models.UniqueConstraint(fields=["prefix"], condition=Q(number__isnull=True), name="alias_prefix_once"),
            models.CheckConstraint(
                condition=Q(number__isnull=True, ticket__isnull=True) | Q(number__isnull=False, ticket__isnull=False), name="alias_is_whole"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}#{self.number}" if self.number is not None else f"{self.prefix}#…"

    def clean(self) -> None:
        """Keep one spelling of the word. Raises ``ValidationError`` for one that cannot stand before a number, and for half an answer."""
        self.prefix = spelled_prefix(self.prefix)
        if not self.prefix or self.prefix == "suport":
            raise ValidationError({"prefix": _("Please write one other word, without spaces or the sign before the number.")})
        if (self.number is None) != (self.ticket_id is None):
            raise ValidationError({"ticket": _("Please give both the number there and the ticket it is now, or neither.")})
