"""Roles, and leaving an organisation."""

import pytest

from accounts.actions import membership
from accounts.actions.membership import LastManager
from accounts.enums import ContactRole
from accounts.errors import Refused
from accounts.models import Contact, Departure, Organisation, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def council(house) -> Organisation:
    return Organisation.objects.create(name="Vilaclara")


@pytest.fixture
def manager(council) -> User:
    person = factories.person("rosa@example.net", "Rosa Pujades")
    Contact.objects.create(user=person, organisation=council, role=ContactRole.MANAGER)
    return person


@pytest.fixture
def member(council: Organisation, colleague: User) -> User:
    Contact.objects.create(user=colleague, organisation=council)
    return colleague


def roles_of(person: User) -> list[str]:
    return sorted(person.contacts.values_list("role", flat=True))


def test_roles_are_exactly_those_chosen_and_what_managers_do_not_give_stays(council, manager, member):
    Contact.objects.create(user=member, organisation=council, role=ContactRole.PARTNER)

    membership.set_roles(member, council, [ContactRole.TECHNICAL, ContactRole.BILLING], by=manager)

    assert roles_of(member) == ["billing", "partner", "technical"]


def test_a_role_that_managers_do_not_give_is_not_taken_from_them(council, manager, member):
    with pytest.raises(Refused):
        membership.set_roles(member, council, [ContactRole.PARTNER], by=manager)
    assert roles_of(member) == ["member"]


def test_the_last_manager_stays_one(council, manager, member):
    with pytest.raises(LastManager):
        membership.set_roles(manager, council, [ContactRole.MEMBER], by=manager)
    with pytest.raises(LastManager):
        membership.take_out(manager, council, works_here=False, successor=None, by=manager)
    assert roles_of(manager) == ["manager"]


def test_a_manager_above_is_one_more(council, manager, member):
    above = Organisation.objects.create(name="Valley")
    Organisation.objects.filter(pk=council.pk).update(parent=above)
    council.refresh_from_db()
    Contact.objects.create(user=member, organisation=above, role=ContactRole.MANAGER)

    membership.set_roles(manager, council, [ContactRole.MEMBER], by=manager)

    assert roles_of(manager) == ["member"]


def test_the_last_manager_leaves_once_another_is_named(council, manager, member):
    membership.take_out(manager, council, works_here=False, successor=member, by=manager)

    assert (roles_of(manager), roles_of(member)) == ([], ["manager", "member"])


def test_who_belongs_nowhere_else_can_no_longer_sign_in(council, manager, member):
    left = membership.take_out(member, council, works_here=False, successor=None, by=manager)

    member.refresh_from_db()
    assert (member.is_active, left.closed_account, roles_of(member)) == (False, True, [])
    assert list(Departure.objects.values_list("user", "organisation", "by")) == [(member.pk, council.pk, manager.pk)]


def test_who_belongs_elsewhere_works_here_or_administers_keeps_the_account(council, manager, member, agent, stranger):
    Contact.objects.create(user=member, organisation=Organisation.objects.create(name="Elsewhere"))
    User.objects.filter(pk=stranger.pk).update(is_staff=True)
    stranger.refresh_from_db()
    for person in (agent, stranger):
        Contact.objects.create(user=person, organisation=council)

    for person in (member, agent, stranger):
        membership.take_out(person, council, works_here=person == agent, successor=None, by=manager)

    assert User.objects.filter(is_active=False).count() == 0


def test_who_is_gone_is_not_taken_out_twice(council, manager, member):
    membership.take_out(member, council, works_here=False, successor=None, by=manager)

    with pytest.raises(Refused):
        membership.take_out(member, council, works_here=False, successor=None, by=manager)
    with pytest.raises(Refused):
        membership.set_roles(member, council, [ContactRole.MEMBER], by=manager)
    assert Departure.objects.count() == 1
