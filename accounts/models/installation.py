"""The house that runs this installation."""

from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.enums import Asking, SignUp
from accounts.models.named import in_language


def validate_time_zone(name: str) -> None:
    """Raise ``ValidationError`` unless ``name`` is a zone of the tz database."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone. An example is Europe/Madrid."), params={"name": name})


class Installation(models.Model):
    """The single row about the house: its name, official zone, languages, and how people reach it."""

    name = models.CharField(_("name"), max_length=120, default="Suport")
    time_zone = models.CharField(_("official time zone"), max_length=64, default="Europe/Madrid", validators=[validate_time_zone])
    language = models.CharField(_("default language"), max_length=10, default="ca", choices=settings.LANGUAGES)
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    call_cost_notes = models.JSONField(
        _("what a call costs"), default=dict, blank=True, help_text=_("For example: call to the national fixed network.")
    )
    hours_notes = models.JSONField(_("opening hours"), default=dict, blank=True)
    channel_notes = models.JSONField(_("other ways to reach us"), default=dict, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    web = models.URLField(_("website"), blank=True)
    undo_seconds = models.PositiveSmallIntegerField(
        _("seconds to take a reply back"),
        default=15,
        validators=[MaxValueValidator(120)],
        help_text=_("So long a reply waits before it is mailed, and its writer may cancel it. 0: it leaves at once."),
    )
    due_soon_minutes = models.PositiveSmallIntegerField(
        _("minutes between a warning and what is due"),
        default=60,
        validators=[MaxValueValidator(10_080)],
        help_text=_("So long before promised news is due, its agent is told, as they chose. 0: nobody is."),
    )
    asking = models.CharField(_("who may ask for help"), max_length=10, choices=Asking.choices, default=Asking.OPEN)
    joining_notes = models.JSONField(
        _("how to join"), default=dict, blank=True, help_text=_("The first thing that people who are not entitled read.")
    )
    public_channel_notes = models.JSONField(
        _("help that is open to everybody"), default=dict, blank=True, help_text=_("For people who are not entitled: a forum, a meeting.")
    )
    sign_up = models.CharField(_("who gets an account"), max_length=10, choices=SignUp.choices, default=SignUp.INVITED)
    raw_mail_days = models.PositiveSmallIntegerField(
        _("days to keep e-mails as they came"),
        default=90,
        validators=[MaxValueValidator(3_650)],
        help_text=_(
            "So long a received e-mail can be downloaded whole and processed again. What it said stays in its ticket, and the log stays. "
            "0: for ever."
        ),
    )
    mail_relays = models.CharField(
        _("names of our mail relay"),
        max_length=300,
        blank=True,
        help_text=_(
            "The first word of the Authentication-Results header that it writes, such as mx.example.org; several with spaces between them. "
            "Only what it says of a sender is believed. The relay has to remove such headers in its name from what comes in. Empty: nothing is."
        ),
    )
    mails_no_content = models.BooleanField(
        _("e-mails hold no content"),
        default=False,
        help_text=_(
            "In every queue: they say that there is news, with reference and link; the title, what was written and appointments are read on "
            "the web. A queue or a person may want that for themselves alone."
        ),
    )
    agents_need_second_factor = models.BooleanField(_("agents need a second factor"), default=False)

    class Meta:
        verbose_name = _("installation")
        verbose_name_plural = _("installation")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="installation_is_one_row")]

    def __str__(self) -> str:
        return self.name

    @property
    def call_cost_note(self) -> str:
        """What a call costs, in the reader's language."""
        return in_language(self.call_cost_notes, get_language())

    @property
    def hours_note(self) -> str:
        """The opening hours, in the reader's language."""
        return in_language(self.hours_notes, get_language())

    @property
    def other_channels(self) -> str:
        """The other ways to reach the house, in the reader's language."""
        return in_language(self.channel_notes, get_language())

    @property
    def joining_note(self) -> str:
        """How to join, in the reader's language."""
        return in_language(self.joining_notes, get_language())

    @property
    def public_channels(self) -> str:
        """The help that is open to everybody, in the reader's language."""
        return in_language(self.public_channel_notes, get_language())
