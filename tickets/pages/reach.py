"""Whether a person's mail address works, in words for agents."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext, ngettext

from accounts.models import User
from notifications import addresses
from notifications.enums import SuppressionScope
from notifications.models import Suppression
from tickets.enums import Verb
from tickets.models import TicketEvent

# How far back mails that came back are counted.
COUNTED = timedelta(days=30)


def stopped(person: User | None, *, at: datetime) -> QuerySet[Suppression]:
    """Return why no mail goes to the address of ``person``, at most one row; none when it works, or when there is none."""
    address = addresses.key_of(person.email) if person is not None and person.email else ""
    return Suppression.objects.in_force(at).filter(address=address, scope=SuppressionScope.HARD_BOUNCE)


def sentence(address: str, until: datetime | None) -> str:
    """Say that mail to ``address`` comes back, and until when nothing is sent there."""
    if until is None:
        return gettext("Mail to %(address)s comes back: this address does not work. Nothing is sent there.") % {"address": address}
    said = gettext("Mail to %(address)s comes back: this address does not work. Nothing is sent there until %(day)s.")
    return said % {"address": address, "day": date_format(localtime(until), "SHORT_DATE_FORMAT")}


def of_person(person: User, *, at: datetime) -> str:
    """Say what is known of the address of ``person``: that it does not work, or how often mail came back lately; '' when all is well."""
    row = stopped(person, at=at).first()
    if row is not None:
        return sentence(row.address, row.expires_at)
    returned = TicketEvent.objects.filter(ticket__requester=person, verb=Verb.MAIL_FAILED, at__gte=at - COUNTED).exclude(
        payload__delayed=True
    )
    number = returned.count()
    if not number:
        return ""
    said = ngettext("%(number)d mail came back within 30 days.", "%(number)d mails came back within 30 days.", number)
    return said % {"number": number}
