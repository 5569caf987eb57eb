"""Getting an account by oneself, as far as the house allows it."""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts import installation
from accounts.actions import throttle
from accounts.emails import normalise
from accounts.enums import SignUp
from accounts.models import Contact, OrganisationDomain, User
from foundation import clock

PER_NETWORK = 20
HOUR = timedelta(hours=1)


def sign_up(address: str, *, network: str, language: str, at: datetime | None = None) -> User | None:
    """Return a person made for an address that nobody has, or ``None`` when the house gives it no account.

    Nothing is proven by that: the code that follows does. An address that somebody has, even somebody who left, is never given anew.
    """
    email = normalise(address)
    if email is None or not _is_admitted(email) or _is_taken(email):
        return None
    if not throttle.allow(f"sign-up:{network}", limit=PER_NETWORK, per=HOUR, at=at):
        return None
    try:
        with transaction.atomic():
            return User.objects.create_user(email, language=language, signed_up_at=clock.now(at))
    except IntegrityError:
        # A second request was quicker.
        return None


def join_by_domain(person: User) -> list[Contact]:
    """Make ``person`` a member wherever the domain of a proven address belongs, if the house lets domains decide; return what is new.

    Who was taken out of an organisation comes back by invitation only.
    """
    if installation.current().sign_up == SignUp.INVITED:
        return []
    proven = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    domains = {spelt for address in proven for spelt in _domains_of(address)}
    rows = OrganisationDomain.objects.filter(domain__in=domains, organisation__is_active=True)
    rows = rows.exclude(organisation__contacts__user=person).exclude(organisation__departures__user=person)
    made = [Contact.objects.get_or_create(user=person, organisation_id=pk) for pk in set(rows.values_list("organisation_id", flat=True))]
    return [contact for contact, is_new in made if is_new]


def _is_admitted(email: str) -> bool:
    mode = installation.current().sign_up
    if mode == SignUp.OPEN:
        return True
    rows = OrganisationDomain.objects.filter(domain__in=_domains_of(email), organisation__is_active=True)
    return mode == SignUp.DOMAIN and rows.exists()


def _is_taken(email: str) -> bool:
    return User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email).exists()


def _domains_of(address: str) -> set[str]:
    """Return the domain of an address, as it is written and as people read it."""
    domain = address.rpartition("@")[2].lower()
    try:
        return {domain, domain.encode("ascii").decode("idna")}
    except UnicodeError:
        return {domain}
