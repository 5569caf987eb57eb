"""Selections of services."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from statuspage.models import Service


class ServiceQuerySet(models.QuerySet["Service"]):
    """Selections of services."""

    def active(self) -> "ServiceQuerySet":
        """Services in use, in their order."""
        return self.filter(is_active=True).select_related("group").order_by("group__position", "group_id", "position", "pk")

    def public(self) -> "ServiceQuerySet":
        """Services that anybody may know of."""
        return self.active().filter(is_public=True)
