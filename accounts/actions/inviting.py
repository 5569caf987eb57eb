"""Asking somebody to join an organisation, by a link to their address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext

from accounts import invitations, notices
from accounts.actions import people, throttle
from accounts.emails import mailbox_of, normalise
from accounts.enums import ContactRole
from accounts.errors import Refused
from accounts.models import Contact, Departure, Invitation, Organisation, User
from foundation import clock
from foundation.safetext import one_line

LIVES = timedelta(days=invitations.LIVES_DAYS)
PER_INVITER = 50
# However many people invite it: nobody's mailbox is filled through us.
PER_MAILBOX = 5
DAY = timedelta(days=1)
# Sent twice within this, it was one click too many.
SAME_CLICK = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Guest:
    """Who is invited: the address, what we call them until they say so themselves, as what, and in which language."""

    email: str
    name: str = ""
    role: ContactRole = ContactRole.MEMBER
    language: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Who accepted. ``may_enter`` tells whether the link alone may sign them in: only where there was nothing to protect yet."""

    person: User
    may_enter: bool


def link(invitation: Invitation) -> str:
    """Return the address that the mail holds."""
    return f"{settings.BASE_URL}{reverse('organisation:join', args=[invitations.token(invitation.pk, invitation.round)])}"


def of_link(given: str) -> Invitation | None:
    """Return the invitation that a link means, whatever became of it; ``None`` for a link that is not ours or was replaced by a newer one."""
    found = invitations.read(given)
    if found is None:
        return None
    return Invitation.objects.select_related("organisation", "invited_by").filter(pk=found[0], round=found[1]).first()


@transaction.atomic
def invite(organisation: Organisation, guest: Guest, *, by: User, at: datetime | None = None) -> Invitation:
    """Mail ``guest`` a link to join; an address that was asked already gets a new one, and the old one ends.

    Raises ``Refused`` for somebody who belongs there already, and for too many in a day. What the inviter hears is the same whether
    we know the address or not.
    """
    moment = clock.now(at)
    _lock(organisation)
    email = normalise(guest.email) or ""
    known = holder_of(email)
    if known is not None and known.is_active and known.contacts.filter(organisation=organisation).exists():
        raise Refused(gettext("Somebody with this address belongs to %(name)s already.") % {"name": organisation.name})
    row = Invitation.objects.filter(organisation=organisation, email=email, accepted_at=None, withdrawn_at=None).first()
    if row is not None and row.role == guest.role and moment - row.invited_at < SAME_CLICK:
        return row
    row = row or Invitation(organisation=organisation, email=email, round=0)
    row.name, row.role = one_line(guest.name, 200), guest.role
    row.language = known.language if known is not None and known.language else guest.language
    _send(row, by=by, at=moment)
    return row


@transaction.atomic
def resend(invitation: Invitation, *, by: User, at: datetime | None = None) -> Invitation:
    """Mail a new link; the earlier one ends. Raises ``Refused`` when it was accepted or withdrawn, and for too many in a day."""
    moment = clock.now(at)
    row = _locked(invitation)
    if row.accepted_at is not None or row.withdrawn_at is not None:
        raise Refused(gettext("This invitation is “%(state)s” meanwhile, so it was not sent again.") % {"state": row.state(moment).label})
    if moment - row.invited_at >= SAME_CLICK:
        _send(row, by=by, at=moment)
    return row


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User, at: datetime | None = None) -> Invitation:
    """End the link. Raises ``Refused`` when it was accepted meanwhile; twice is once."""
    row = _locked(invitation)
    if row.accepted_at is not None:
        raise Refused(gettext("This invitation was accepted meanwhile. Remove the person instead, if they should not be there."))
    if row.withdrawn_at is None:
        row.withdrawn_at = clock.now(at)
        row.save(update_fields=["withdrawn_at"])
    return row


@transaction.atomic
def accept(invitation: Invitation, *, name: str, by: User | None, at: datetime | None = None) -> Welcome:
    """Let the holder of the link join: the link came to the address, so it proves it as a mailed code does.

    ``by`` is who is signed in, if anybody. Raises ``Refused`` when the link has ended, when somebody else is signed in, and for an
    account that an administrator closed.
    """
    moment = clock.now(at)
    row = _locked(invitation)
    if not row.is_open(moment) or row.round != invitation.round:
        raise Refused(gettext("This invitation has ended."))
    person = holder_of(row.email)
    if by is not None and (person is None or person.pk != by.pk):
        raise Refused(gettext("Somebody else is signed in here. Please sign out first, then open the link again."))
    may_enter = person is None or _has_nothing_to_protect(person)
    person = _come_in(person, row)
    if not person.name:
        person.name = one_line(name, 200) or row.name
        person.save(update_fields=["name"])
    _prove(person, row.email)
    if row.role != ContactRole.MEMBER or not person.contacts.filter(organisation=row.organisation).exists():
        Contact.objects.get_or_create(user=person, organisation=row.organisation, role=row.role)
    row.accepted_at, row.accepted_by = moment, person
    row.save(update_fields=["accepted_at", "accepted_by"])
    return Welcome(person, may_enter)


def holder_of(address: str) -> User | None:
    """Return whose address it is: who proved it, else whose login it is, active or not."""
    proven = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return proven.user if proven is not None else User.objects.filter(email=address).first()


def _lock(organisation: Organisation) -> None:
    """Let one hand at a time change who belongs to an organisation."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update(of=("self",)).select_related("organisation", "invited_by").get(pk=invitation.pk)


def _send(row: Invitation, *, by: User, at: datetime) -> None:
    """Give the invitation a new link and mail it. Raises ``Refused`` for too many."""
    if not throttle.allow(f"invite-by:{by.pk}", limit=PER_INVITER, per=DAY, at=at):
        raise Refused(gettext("You have invited many people today. Please go on tomorrow, or ask us."))
    if not throttle.allow(f"invite-to:{mailbox_of(row.email)}", limit=PER_MAILBOX, per=DAY, at=at):
        raise Refused(gettext("This address got several invitations today. Please wait until tomorrow."))
    row.round += 1
    row.invited_by, row.invited_at, row.expires_at = by, at, at + LIVES
    if row._state.adding:  # noqa: SLF001 - documented under this name
        row.save(force_insert=True)
    else:
        row.save(update_fields=["name", "role", "language", "round", "invited_by", "invited_at", "expires_at"])
    notices.invite(row, url=link(row), at=at)


def _has_nothing_to_protect(person: User) -> bool:
    """Whether nobody has ever signed in as this person, who has no rights either: they only wrote to us, or were written down."""
    if person.is_staff or person.is_superuser or person.has_usable_password() or person.last_login is not None:
        return False
    return not EmailAddress.objects.filter(user=person, verified=True).exists()


def _come_in(person: User | None, row: Invitation) -> User:
    if person is None:
        try:
            with transaction.atomic():
                return User.objects.create_user(row.email, language=row.language)
        except IntegrityError:
            # A second request recorded the same person meanwhile.
            return people.find_or_record(address=row.email)
    if not person.is_active:
        last = Departure.objects.filter(user=person).order_by("-at", "-pk").first()
        if last is None or not last.closed_account:
            raise Refused(gettext("This account is closed. Please call us or write to us."))
        person.is_active = True
        person.save(update_fields=["is_active"])
        last.closed_account = False
        last.save(update_fields=["closed_account"])
    return person


def _prove(person: User, address: str) -> None:
    """Note that the address is the person's."""
    has_main = EmailAddress.objects.filter(user=person, primary=True).exists()
    entry, _is_new = EmailAddress.objects.get_or_create(user=person, email=address, defaults={"primary": not has_main})
    if not entry.verified:
        entry.verified = True
        entry.save(update_fields=["verified"])
