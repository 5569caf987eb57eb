"""What people are to an organisation, and their leaving it."""

from collections.abc import Collection
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils.translation import gettext

from accounts import tree
from accounts.enums import ContactRole
from accounts.errors import Refused
from accounts.models import Contact, Departure, Invitation, Organisation, User
from foundation import clock

# What managers give and take; the rest is for administrators.
GIVEN_BY_MANAGERS = (ContactRole.MEMBER, ContactRole.MANAGER, ContactRole.TECHNICAL, ContactRole.BILLING)


class LastManager(Refused):
    """Nobody would be left who looks after the organisation's people."""


@transaction.atomic
def set_roles(person: User, organisation: Organisation, roles: Collection[ContactRole], *, by: User, at: datetime | None = None) -> None:
    """Make ``person``, who belongs there, exactly this to ``organisation``; a role that managers do not give stays.

    Raises ``Refused`` for none, for somebody who is gone, and ``LastManager`` when nobody would look after the people any more.
    """
    _lock(organisation)
    _require_member(person, organisation)
    wanted = set(roles) & set(GIVEN_BY_MANAGERS)
    if not wanted:
        raise Refused(gettext("Please choose at least one role. To take somebody out, use “Remove”."))
    if ContactRole.MANAGER not in wanted:
        _require_another_manager(person, organisation)
    here = Contact.objects.filter(user=person, organisation=organisation)
    here.filter(role__in=set(GIVEN_BY_MANAGERS) - wanted).delete()
    for role in wanted:
        Contact.objects.get_or_create(user=person, organisation=organisation, role=role)


@transaction.atomic
def take_out(
    person: User, organisation: Organisation, *, works_here: bool, successor: User | None, by: User, at: datetime | None = None
) -> Departure:
    """Take ``person`` out of ``organisation``. Sessions end at once, but for those who work here: their rights have another source.

    Who belongs nowhere else and does not work here can no longer sign in. ``successor`` becomes manager before that. Raises
    ``Refused`` when the person is gone already, ``LastManager`` when no manager would be left.
    """
    moment = clock.now(at)
    _lock(organisation)
    _require_member(person, organisation)
    if successor is not None:
        _require_member(successor, organisation)
        Contact.objects.get_or_create(user=successor, organisation=organisation, role=ContactRole.MANAGER)
    _require_another_manager(person, organisation)
    Contact.objects.filter(user=person, organisation=organisation).delete()
    _withdraw_invitations(person, organisation, at=moment)
    works_here = works_here or person.is_staff or person.is_superuser
    closes = person.is_active and not works_here and not person.contacts.exists()
    if closes:
        person.is_active = False
        person.save(update_fields=["is_active"])
    if not works_here:
        end_sessions(person)
    return Departure.objects.create(user=person, organisation=organisation, by=by, at=moment, closed_account=closes)


@transaction.atomic
def taken_out(person: User, organisation: Organisation, *, by: User, at: datetime | None = None) -> None:
    """Do what follows when an administrator deleted the last contact of ``person`` in ``organisation``: the account stays open.

    Invitations and sessions end; they sign in again with the rights they have now. Somebody who still belongs there is left alone.
    """
    moment = clock.now(at)
    if Contact.objects.filter(user=person, organisation=organisation).exists():
        return
    _withdraw_invitations(person, organisation, at=moment)
    if person.pk != by.pk:
        end_sessions(person)
    Departure.objects.create(user=person, organisation=organisation, by=by, at=moment, closed_account=False)


@transaction.atomic
def deactivate(person: User) -> None:
    """Close the account of ``person``: they can no longer sign in, their sessions end, and no mailed link or code opens their tickets."""
    User.objects.filter(pk=person.pk).update(is_active=False)
    person.is_active = False
    end_sessions(person)


def _withdraw_invitations(person: User, organisation: Organisation, *, at: datetime) -> None:
    """End the invitations to ``organisation`` that wait for ``person`` under any proven address."""
    proven = EmailAddress.objects.filter(user=person, verified=True).values_list("email", flat=True)
    waiting = Invitation.objects.filter(organisation=organisation, accepted_at=None, withdrawn_at=None)
    waiting.filter(email__in=[person.email or "", *proven]).update(withdrawn_at=at)


def end_sessions(person: User) -> None:
    """Sign ``person`` out everywhere."""
    for session in UserSession.objects.filter(user=person):
        session.end()


def is_last_manager(person: User, organisation: Organisation) -> bool:
    """Whether ``person`` looks after the people of ``organisation`` and nobody else does, there or above."""
    managers = Contact.objects.filter(role=ContactRole.MANAGER, user__is_active=True)
    if not managers.filter(user=person, organisation=organisation).exists():
        return False
    places = [each.pk for each in tree.lineage(organisation)]
    return not managers.filter(organisation__in=places).exclude(user=person).exists()


def _require_another_manager(person: User, organisation: Organisation) -> None:
    if is_last_manager(person, organisation):
        raise LastManager(gettext("Nobody else looks after the people of %(name)s. Name another manager first.") % {"name": organisation})


def _require_member(person: User, organisation: Organisation) -> None:
    if not person.is_active or not Contact.objects.filter(user=person, organisation=organisation).exists():
        raise Refused(
            gettext("%(person)s does not belong to %(name)s any more.") % {"person": person.display_name, "name": organisation.name}
        )


def _lock(organisation: Organisation) -> None:
    """Let one hand at a time change who belongs to an organisation, so that the last two managers cannot remove each other."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
