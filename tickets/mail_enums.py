"""What the log of received mail says of each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tickets.enums import InboundAction, InboundState

# What waits for somebody: the order is that of the index.
ASKING = (InboundState.FAILED, InboundState.HELD)


class SenderCheck(models.TextChoices):
    """What our own relay found out about a mail's sender. Empty: it said nothing, or the house has not named its relay."""

    VOUCHED = "vouched", _("The sender’s domain vouches for it")
    UNPROVEN = "unproven", _("Nothing proves who sent it")
    FAILED = "failed", _("The checks of its sender failed")


class ConsultationState(models.TextChoices):
    """How far a question to somebody outside has come."""

    WAITING = "waiting", _("No answer yet")
    ANSWERED = "answered", _("Answered")
    FAILED = "failed", _("Could not be delivered")
    ENDED = "ended", _("No answer needed any more")


class Fate(models.TextChoices):
    """What became of a received mail, in one word: how far it has come, and once it is processed, what was done."""

    CREATED = InboundAction.CREATED.value, _("Opened a ticket")
    APPENDED = InboundAction.APPENDED.value, _("Joined a ticket")
    IGNORED = InboundAction.IGNORED.value, _("Kept, nothing done")
    REJECTED = InboundAction.REJECTED.value, _("Rejected")
    HELD = InboundState.HELD.value, _("Held: somebody has to decide")
    FAILED = InboundState.FAILED.value, _("Could not be processed")
    STORED = InboundState.STORED.value, _("Waits to be processed")


class LooksIn(models.TextChoices):
    """Where a monitoring rule looks for its words."""

    SUBJECT = "subject", _("The subject")
    HEADER = "header", _("A header")
    TEXT = "text", _("A line of the text")


class Sign(models.TextChoices):
    """What an alert says of its problem."""

    TROUBLE = "trouble", _("Trouble")
    RECOVERY = "recovery", _("Recovery")
    NEWS = "news", _("Only news")


class OnRecovery(models.TextChoices):
    """What a recovery does to the ticket."""

    RESOLVE = "resolve", _("Resolve it, unless somebody has worked on it")
    NOTE = "note", _("Only note it")
