"""States and kinds of queues and their texts."""

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tier(models.IntegerChoices):
    """The support line."""

    FIRST = 1, _("Line 1")
    SECOND = 2, _("Line 2")
    THIRD = 3, _("Line 3")


class Priority(models.IntegerChoices):
    """How soon. Higher is sooner."""

    LOW = 1, _("Low")
    NORMAL = 2, _("Normal")
    HIGH = 3, _("High")
    CRITICAL = 4, _("Critical")


class People(models.TextChoices):
    """How many people have the trouble, as the requester sees it: the impact."""

    ONE = "one", _("Only me")
    SOME = "some", _("A few people")
    MANY = "many", _("A whole office or more")
    ALL = "all", _("Everybody who uses it")

    @property
    def counted(self) -> Promise:
        """How many, as an agent says it."""
        return _COUNTED[self.value]


_COUNTED = {"one": _("One person"), "some": _("A few people"), "many": _("A whole office or more"), "all": _("Everybody who uses it")}


class Urgency(models.TextChoices):
    """Whether work stops: the worst first."""

    STOPS = "stops", _("Work stops")
    HINDERED = "hindered", _("Work is hindered")
    GOES_ON = "goes_on", _("Work goes on as usual")


class QuestionKind(models.TextChoices):
    """How a diagnosis question is answered."""

    YES_NO = "yes_no", _("Yes or no")
    TEXT = "text", _("A few words")


class AssignmentMode(models.TextChoices):
    """How the tickets of a line find an owner."""

    OFF = "off", _("By hand")
    BALANCED = "balanced", _("In turn, to whoever has the fewest open tickets")


class TextPlace(models.TextChoices):
    """Where a text of a queue is shown."""

    FORM_HINT = "form_hint", _("Above the public form")
    PRIVACY_HINT = "privacy_hint", _("Beside the description: what not to write")
    RECEIPT_NEXT = "receipt_next", _("On the receipt: what happens next")
    ACKNOWLEDGEMENT = "acknowledgement", _("In the acknowledgement e-mail")
    OUT_OF_HOURS = "out_of_hours", _("In the acknowledgement e-mail, outside of the hours; {opens_at} is the next opening")
    SIGNATURE = "signature", _("Under every reply")
    REJECT_NOT_ENTITLED = "reject_not_entitled", _("In the rejection: not entitled, where to ask instead")
    REJECT_NOT_OURS = "reject_not_ours", _("In the rejection: not ours")
    REJECT_DUPLICATE = "reject_duplicate", _("In the rejection: asked before")


class MacroStatus(models.TextChoices):
    """Where a macro puts a ticket."""

    STALLED = "stalled", pgettext_lazy("status", "Stalled")
    RESOLVED = "resolved", pgettext_lazy("status", "Resolved")


class MacroWait(models.TextChoices):
    """What a ticket waits for that a macro stalls; the words of the ticket's own reasons."""

    REQUESTER = "requester", _("Waits for the requester")
    THIRD_PARTY = "third_party", _("Waits for a third party")
    DATE = "date", _("Waits until a date")
    PARKED = "parked", _("Parked by us")


class MacroOwner(models.TextChoices):
    """Whose a ticket is after a macro."""

    ME = "me", _("Who uses it")
    NOBODY = "nobody", _("Nobody")


class Notice(models.TextChoices):
    """What an agent may be told by e-mail, for each queue by itself: what asks the most of them first."""

    ASSIGNED = "assigned", _("I am given a ticket")
    WRITTEN = "written", _("The requester writes in a ticket of mine")
    MENTIONED = "mentioned", _("A colleague names me in a note")
    PROMISE = "promise", _("What I owe is late")
    DUE_SOON = "due_soon", _("What I owe is due soon")
    ARRIVED = "arrived", _("A ticket is escalated or passed to a line of mine")
    UNOWNED = "unowned", _("The requester writes, and nobody on my line owns the ticket")
    NEW = "new", _("A new ticket comes to a line of mine")
    FOLLOWED = "followed", _("There are news in a ticket that I follow")


class When(models.TextChoices):
    """When an agent is told."""

    NOW = "now", pgettext_lazy("when an agent is told", "At once")
    DIGEST = "digest", pgettext_lazy("when an agent is told", "Digest")
    NEVER = "never", pgettext_lazy("when an agent is told", "Not")


# Where the choices for every queue stand among those for single ones.
EVERYWHERE = "all"
# What whoever has chosen nothing is told: at once what concerns them; together what would lie without anybody.
USUAL: dict[Notice, When] = dict.fromkeys(Notice, When.NOW) | {Notice.UNOWNED: When.DIGEST, Notice.NEW: When.NEVER}


class Rhythm(models.TextChoices):
    """How often an agent gets a digest."""

    DAILY = "daily", _("Once a day")
    TWICE = "twice", _("Twice a day")
    HOURLY = "hourly", _("Every hour")


class AfterQuiet(models.TextChoices):
    """What becomes of news that came while an agent wanted none."""

    TOGETHER = "together", _("One e-mail when the quiet ends")
    DIGEST = "digest", _("In the next digest")
