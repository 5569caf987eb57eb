"""Selections of people."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Q

from accounts.emails import normalise
from foundation.digits import digits_of

if TYPE_CHECKING:
    from accounts.models import User

# Fewer digits than this are part of a name, not of a telephone number.
FEWEST_DIGITS = 4


class UserQuerySet(models.QuerySet["User"]):
    """Selections of people, each named as an adjective."""

    def active(self) -> "UserQuerySet":
        """People who may still sign in."""
        return self.filter(is_active=True)

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
