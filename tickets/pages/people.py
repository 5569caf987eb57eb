"""What the desk shows of a person and of an organisation."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts import entitlement, tree
from accounts.models import Contact, Organisation, PartnerGrant, Phone, User
from accounts.viewer import Viewer
from foundation import clock
from foundation.keyset import page
from foundation.namepages import NamePage
from foundation.namepages import page as name_page
from foundation.safetext import one_line
from statuspage.models import Service
from tickets.forms.portal import NarrowForm
from tickets.models import Ticket
from tickets.pages import members, reach, shown
from tickets.pages.conversation import Fact

MOST_SHOWN = 50
LONGEST_SEARCH = 200


def people(text: str, cursor: str) -> NamePage[User]:
    """Return a page of people by name: all, or those that ``text`` finds, with their telephones and organisations."""
    words = one_line(text, LONGEST_SEARCH)
    rows = User.objects.matching(words) if words else User.objects.all()
    return name_page(rows.prefetch_related("phones", "contacts__organisation"), cursor=cursor)


def organisations(text: str, cursor: str) -> NamePage[Organisation]:
    """Return a page of organisations by name: all, or those that ``text`` finds."""
    words = one_line(text, LONGEST_SEARCH)
    rows = Organisation.objects.matching(words) if words else Organisation.objects.all()
    return name_page(rows.with_above(), cursor=cursor)


def person_page(person: User, who: Viewer, form: NarrowForm, *, cursor: str, on: date) -> dict[str, Any]:
    """Return the template context of a person's page: what is known, and what they asked in the viewer's queues."""
    contacts = list(person.contacts.select_related("organisation__parent__parent").order_by("organisation__name", "pk"))
    return {
        "person": person,
        "reachability": reach.of_person(person, at=clock.now()),
        "facts": list(_person_facts(person, list(person.phones.order_by("pk")), _addresses(person))),
        "places": [(contact, entitlement.of_organisation(contact.organisation, on=on).said) for contact in contacts],
        **_asked(who, form, cursor, here=reverse("desk:person", args=[person.pk]), requester_id=person.pk),
    }


def _person_facts(person: User, phones: Iterable[Phone], addresses: list[str]) -> Iterator[Fact]:
    yield Fact(gettext("E-mail"), person.email or gettext("None"), note=", ".join(each for each in addresses if each != person.email))
    yield Fact(gettext("Telephone"), ", ".join(_phone(each) for each in phones) or gettext("None"))
    yield Fact(gettext("Language"), str(dict(settings.LANGUAGES).get(person.language, gettext("Not known"))))
    yield Fact(gettext("Time zone"), person.time_zone or gettext("As the house"))
    yield Fact(gettext("Known since"), date_format(person.created_at, "SHORT_DATE_FORMAT"))
    if not person.is_active:
        yield Fact(gettext("Account"), gettext("Deactivated: cannot sign in"))


def _phone(phone: Phone) -> str:
    return f"{phone.number} ({phone.label})" if phone.label else phone.number


def _addresses(person: User) -> list[str]:
    rows = EmailAddress.objects.filter(user=person, verified=True).order_by("pk")
    return [address.email for address in rows]


def organisation_page(organisation: Organisation, who: Viewer, form: NarrowForm, *, cursor: str, on: date) -> dict[str, Any]:
    """Return the template context of an organisation's page: contract, people by role, services, what they asked."""
    contacts = Contact.objects.filter(organisation=organisation).select_related("user").prefetch_related("user__phones")
    below = Organisation.objects.filter(parent=organisation).order_by("name", "pk")
    return {
        "organisation": organisation,
        "facts": list(_organisation_facts(organisation, on=on)),
        "contacts": list(contacts.order_by("role", "user__name", "pk")[:MOST_SHOWN]),
        "invited": members.invited({organisation.pk}, at=clock.now()),
        "below": list(below[:MOST_SHOWN]),
        "services": list(Service.objects.active().filter(uses__organisation=organisation)),
        "grants": _grants(organisation, on=on),
        **_asked(who, form, cursor, here=reverse("desk:organisation", args=[organisation.pk]), organisation_id=organisation.pk),
    }


def _organisation_facts(organisation: Organisation, *, on: date) -> Iterator[Fact]:
    above = list(tree.lineage(organisation))[1:]
    decided = entitlement.of_organisation(organisation, on=on)
    by_another = decided.organisation is not None and decided.organisation.pk != organisation.pk
    note = gettext("by %(name)s") % {"name": decided.organisation} if by_another else ""
    yield Fact(gettext("Entitlement"), decided.said, note=note)
    yield Fact(gettext("Contract"), organisation.contract or gettext("None"))
    if above:
        yield Fact(gettext("Part of"), " › ".join(each.name for each in reversed(above)))
    yield Fact(gettext("Sharing"), organisation.get_sharing_display(), note=_reach(organisation))
    domains = ", ".join(organisation.domains.order_by("domain").values_list("domain", flat=True))
    yield Fact(gettext("Mail domains"), domains or gettext("None"))
    yield Fact(gettext("Postal address"), ", ".join(organisation.address.splitlines()) or gettext("Not known"))


def _reach(organisation: Organisation) -> str:
    return gettext("with the organisations below") if organisation.shares_below else ""


def _grants(organisation: Organisation, *, on: date) -> list[str]:
    """Return in words who acts for the organisation, and for whom it acts."""
    given = PartnerGrant.objects.given(on).select_related("partner", "client").order_by("pk")
    for_it = [gettext("%(name)s acts for it") % {"name": grant.partner} for grant in given.filter(client=organisation)[:MOST_SHOWN]]
    by_it = [gettext("It acts for %(name)s") % {"name": grant.client} for grant in given.filter(partner=organisation)[:MOST_SHOWN]]
    return [*for_it, *by_it]


def _asked(who: Viewer, form: NarrowForm, cursor: str, *, here: str, **whose: int) -> dict[str, Any]:
    rows = form.apply(Ticket.objects.worked_by(who).filter(**whose).with_people())
    found = page(rows, by="touched_at", cursor=cursor)
    return {"page": found, "tabs": shown.tabs(form, here), "is_narrowed": form.is_narrowed}


def notes_url(about: User | Organisation) -> str:
    """Return where the notes about a person or an organisation are written."""
    return reverse("desk:person_notes" if isinstance(about, User) else "desk:organisation_notes", args=[about.pk])
