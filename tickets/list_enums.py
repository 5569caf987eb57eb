"""How lists of tickets are narrowed and ordered, and what may be done with many at once."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# What a line of a list shows, and what decides about its place on the desk's home.
LIST_COLUMNS = (
    *("title", "status", "stall_reason", "priority", "tier", "merged_into", "contact"),
    *("reported_at", "created_at", "touched_at", "stalled_at", "promised_at"),
    *("queue__names", "requester__name", "requester__email", "owner__name", "owner__email", "organisation__name"),
)


class Standing(models.TextChoices):
    """Where the tickets of a list stand: a status, or several in one word."""

    UNFINISHED = "unfinished", _("Everything unfinished")
    NEW = "new", pgettext_lazy("status", "New")
    OPEN = "open", pgettext_lazy("status", "Open")
    STALLED = "stalled", pgettext_lazy("status", "Stalled")
    FINISHED = "finished", _("Everything finished")
    RESOLVED = "resolved", pgettext_lazy("status", "Resolved")
    CLOSED = "closed", pgettext_lazy("status", "Closed")
    REJECTED = "rejected", pgettext_lazy("status", "Rejected")


class Owned(models.TextChoices):
    """Whose the tickets of a list are, when it is no colleague by name."""

    ME = "me", _("Me")
    NOBODY = "nobody", _("Nobody")


class Due(models.TextChoices):
    """How news that were promised stand."""

    SOON = "soon", _("Promised within two hours")
    LATE = "late", _("Promise is late")


class Sort(models.TextChoices):
    """In which order a list stands."""

    UPDATED = "updated", _("Last touched first")
    PRIORITY = "priority", _("Most urgent first")
    DUE = "due", _("Promised soonest first")
    OLDEST = "oldest", _("Oldest first")
    NEWEST = "newest", _("Newest first")
    PARKED = "parked", _("Longest parked first")


class BulkVerb(models.TextChoices):
    """What can be done with many tickets at once: only what sends nobody a mail."""

    TAKE = "take", _("Take them")
    RELEASE = "release", _("Give back to the queue")
    ASSIGN = "assign", _("Assign")
    PRIORITY = "priority", _("Set the priority")
    CATEGORY = "category", _("Set the category")
    STALL = "stall", _("Stall")
    TRANSFER = "transfer", _("Pass on")
    SPAM = "spam", _("Reject as spam")
    CLOSE = "close", _("Close what is resolved")

    @property
    def is_reversible(self) -> bool:
        """Whether it can be taken back. A closed ticket would only reopen, which is something else."""
        return self != BulkVerb.CLOSE


class BulkResult(models.TextChoices):
    """What became of one ticket among many."""

    DONE = "done", _("Done")
    SAME = "same", _("Nothing to change")
    REFUSED = "refused", _("Not possible")
    CHANGED = "changed", _("Changed meanwhile, so left alone")
    GONE = "gone", _("Not on your desk any more")
    UNDONE = "undone", _("Taken back")
    KEPT = "kept", _("Could not be taken back")
