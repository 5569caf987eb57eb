"""Tickets that belong together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import LinkKind
from tickets.models.ticket import Ticket


class TicketLink(models.Model):
    """A link from a later ticket to an earlier one. Agents see it; it opens nothing to requesters."""

    source = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="links", verbose_name=_("ticket"))
    target = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="back_links", verbose_name=_("linked to"))
    kind = models.CharField(_("kind"), max_length=10, choices=LinkKind.choices, default=LinkKind.RELATED)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        constraints = [
            models.UniqueConstraint(fields=["source", "target"], name="ticket_link_once"),
            models.CheckConstraint(condition=~models.Q(source=models.F("target")), name="ticket_link_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"
