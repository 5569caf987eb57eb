"""Selections of people and organisations."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from accounts.emails import normalise
from foundation.digits import digits_of

if TYPE_CHECKING:
    from accounts.models import Organisation, PartnerGrant, User

# Fewer digits than this are part of a name, not of a telephone number.
FEWEST_DIGITS = 4


class UserQuerySet(models.QuerySet["User"]):
    """Selections of people, each named as an adjective."""

    def active(self) -> "UserQuerySet":
        """People who may still sign in."""
        return self.filter(is_active=True)

    def never_entered(self, before: datetime) -> "UserQuerySet":
        """People who asked for an account before that moment and have not signed in yet, the oldest first."""
        return self.filter(signed_up_at__lt=before, signed_up_at__isnull=False, last_login__isnull=True).order_by("signed_up_at", "pk")

    def matching(self, text: str) -> "UserQuerySet":
        """People whose name, address or phone contains ``text``."""
        words = text.strip()
        digits = digits_of(words)
        found = Q(name__icontains=words) | Q(email__icontains=words)
        if len(digits) >= FEWEST_DIGITS:
            found |= Q(phones__digits__contains=digits)
        return self.filter(found).distinct()


class UserManager(BaseUserManager["User"]):
    """Makes people; also what ``createsuperuser`` calls."""

    def get_queryset(self) -> UserQuerySet:
        """All people."""
        return UserQuerySet(self.model, using=self._db)

    def active(self) -> UserQuerySet:
        """People who may still sign in."""
        return self.get_queryset().active()

    def never_entered(self, before: datetime) -> UserQuerySet:
        """People who asked for an account before that moment and have not signed in yet, the oldest first."""
        return self.get_queryset().never_entered(before)

    def matching(self, text: str) -> UserQuerySet:
        """People whose name, address or phone contains ``text``."""
        return self.get_queryset().matching(text)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the person with this address in any case. Raises ``User.DoesNotExist``."""
        return self.get(email=normalise(username))

    def create_user(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password nobody can sign in with one."""
        user = self.model(email=normalise(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str | None = None, password: str | None = None, **fields: Any) -> "User":
        """Make a person with every right in the administration."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Selections of organisations."""

    def matching(self, text: str) -> "OrganisationQuerySet":
        """Organisations whose name, contract or mail domain contains ``text``."""
        words = text.strip()
        at_domain = Q(pk__in=self.model.objects.filter(domains__domain__icontains=words).values("pk"))
        return self.filter(Q(name__icontains=words) | Q(contract__icontains=words) | at_domain)

    def partners(self) -> "OrganisationQuerySet":
        """Organisations that act for others, by name."""
        return self.filter(is_partner=True, is_active=True).order_by("name", "pk")

    def with_above(self) -> "OrganisationQuerySet":
        """Organisations with the two above each: what most trees have."""
        return self.select_related("parent__parent")


class PartnerGrantQuerySet(models.QuerySet["PartnerGrant"]):
    """Selections of partners' rights."""

    def given(self, on: date) -> "PartnerGrantQuerySet":
        """Rights that hold on that day, between organisations that are active."""
        holds = Q(until__isnull=True) | Q(until__gte=on)
        return self.filter(holds, ended_at__isnull=True, partner__is_active=True, client__is_active=True)

    def passed(self, on: date) -> "PartnerGrantQuerySet":
        """Rights whose last day lies before that day, and that nothing ended yet."""
        return self.filter(until__lt=on, ended_at__isnull=True)
