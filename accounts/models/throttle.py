"""How often something happened lately."""

from django.db import models


class Throttle(models.Model):
    """A counter for one key in one stretch of time. Changed by one conditional statement, so two processes cannot both pass."""

    key = models.CharField(max_length=200, primary_key=True)
    window_started_at = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.key
