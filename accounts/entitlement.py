"""Whether somebody may ask us for support, and why not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts import installation, tree
from accounts.enums import Asking, Why
from accounts.models import Organisation, PartnerGrant, User


@dataclass(frozen=True, slots=True)
class Entitlement:
    """The answer and its reason. ``organisation`` is whose contract decided it; ``until`` its last day, if it has one."""

    why: Why
    organisation: Organisation | None = None
    until: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether they may ask."""
        return self.why in {Why.MEMBER, Why.OPEN}

    @property
    def said(self) -> str:
        """The reason in words, with its day."""
        if self.until is None:
            return str(self.why.label)
        day = date_format(self.until, "SHORT_DATE_FORMAT")
        if self.why == Why.EXPIRED:
            return gettext("not entitled: ended on %(day)s") % {"day": day}
        return gettext("entitled until %(day)s") % {"day": day}


def of_organisation(organisation: Organisation, *, on: date) -> Entitlement:
    """Return whether an organisation is entitled on a day: it and all above it are active, and none has expired."""
    above = list(tree.lineage(organisation))
    stopped = next((each for each in above if not each.is_active), None)
    if stopped is not None:
        return Entitlement(Why.INACTIVE, stopped)
    dated = sorted((each for each in above if each.entitled_until is not None), key=lambda each: each.entitled_until or date.max)
    first = dated[0] if dated else None
    if first is None:
        return Entitlement(Why.MEMBER, organisation)
    is_over = first.entitled_until is not None and first.entitled_until < on
    return Entitlement(Why.EXPIRED if is_over else Why.MEMBER, first, first.entitled_until)


def of_person(person: User, *, on: date) -> Entitlement:
    """Return whether a person who proved who they are is entitled: by one of their organisations, or a client that they act for.

    Somebody without any organisation is entitled where the desk is open to everybody.
    """
    found = [of_organisation(each, on=on) for each in organisations_of(person, on=on)]
    if not found:
        return Entitlement(Why.OPEN if is_open_desk() else Why.STRANGER)
    return best(found)


def best(found: Iterable[Entitlement]) -> Entitlement:
    """Return the first that is given, else the first."""
    several = list(found)
    return next((one for one in several if one.is_given), several[0])


def organisations_of(person: User, *, on: date) -> list[Organisation]:
    """Return the organisations in whose name a person may ask: their own, then the clients that granted it."""
    own = list(Organisation.objects.with_above().filter(pk__in=person.contacts.values("organisation")).order_by("name", "pk"))
    granted = PartnerGrant.objects.given(on).filter(partner_id__in=[each.pk for each in own]).values("client")
    clients = Organisation.objects.with_above().filter(pk__in=granted).exclude(pk__in=[each.pk for each in own])
    return [*own, *clients.order_by("name", "pk")] if own else []


def is_open_desk() -> bool:
    """Whether people without an organisation may ask, too."""
    return installation.current().asking == Asking.OPEN
