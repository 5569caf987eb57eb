"""Finding and recording people."""

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.emails import normalise
from accounts.models import Organisation, Phone, User
from foundation.digits import digits_of
from foundation.safetext import one_line


def by_address(address: str) -> User | None:
    """Return the active person whose login, or a verified further address, is ``address``; ``None`` when nobody has it."""
    email = normalise(address)
    if email is None:
        return None
    person = User.objects.active().filter(email=email).first()
    if person is not None:
        return person
    further = EmailAddress.objects.filter(email=email, verified=True, user__is_active=True).select_related("user").first()
    return further.user if further is not None else None


def find_or_record(*, address: str, name: str = "", language: str = "") -> User:
    """Return the person with ``address``, recorded now when new. A known person's name is never overwritten by a stranger."""
    return by_address(address) or record_unknown(address=address, name=name, language=language)[0]


def record_unknown(*, address: str, name: str = "", language: str = "") -> tuple[User, bool]:
    """Record the person with ``address``, which ``by_address`` did not find, and tell whether they are new: else another process was faster."""
    try:
        with transaction.atomic():
            return User.objects.create_user(address, name=one_line(name, 200), language=language), True
    except IntegrityError:
        # A second request recorded the same person meanwhile, or the address belongs to somebody inactive.
        return User.objects.get(email=normalise(address)), False


def record_without_address(*, name: str, phone: str = "", language: str = "") -> User:
    """Record a person who has no e-mail: a caller or a visitor."""
    person = User.objects.create_user(None, name=one_line(name, 200), language=language)
    add_phone(person, phone)
    return person


def introduce(*, name: str, address: str, phone: str, language: str) -> User:
    """Return the person that somebody unknown says to be, recorded now when new.

    Only an address finds a known person, and nothing is added to one: a telephone number that anybody can type proves nothing.
    """
    if not address:
        return record_without_address(name=name, phone=phone, language=language)
    is_known = by_address(address) is not None
    person = find_or_record(address=address, name=name, language=language)
    if not is_known:
        add_phone(person, phone)
    return person


def record(*, name: str, address: str, phone: str, language: str) -> User:
    """Return the person whom an agent wrote down, recorded now when new; the telephone is kept with a known one, too."""
    if not address:
        return record_without_address(name=name, phone=phone, language=language)
    person = find_or_record(address=address, name=name, language=language)
    add_phone(person, phone)
    return person


def add_phone(person: User, number: str) -> None:
    """Keep ``number`` with ``person`` unless it is empty or known already."""
    if number.strip():
        Phone.objects.get_or_create(user=person, digits=digits_of(number), defaults={"number": number.strip()})


def speak(person: User, *, language: str) -> None:
    """Speak ``language`` with ``person`` from now on, on pages and in mail."""
    if person.language != language:
        person.language = language
        person.save(update_fields=["language"])


def organisation_of(person: User) -> Organisation | None:
    """Return the person's organisation when it is the only one; with several, somebody has to choose."""
    found = list(Organisation.objects.filter(contacts__user=person).distinct()[:2])
    return found[0] if len(found) == 1 else None


def choose_content(person: User, *, none: bool) -> None:
    """Keep whether e-mails about tickets to ``person`` hold no content, only the reference and a link."""
    person.mails_no_content = none
    person.save(update_fields=["mails_no_content"])
