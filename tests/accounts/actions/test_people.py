"""Finding and recording people."""

import pytest

from accounts.actions import people
from accounts.models import Contact, Organisation, Phone, User
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_person_is_found_by_login_in_any_case(requester):
    assert people.by_address("  MARTA@Example.NET ") == requester


@pytest.mark.parametrize(("is_proven", "is_found"), [(True, True), (False, False)])
def test_a_further_address_counts_when_it_is_proven(requester, is_proven, is_found):
    requester.emailaddress_set.create(email="soler@example.org", verified=is_proven)

    assert (people.by_address("Soler@example.org") == requester) is is_found


@pytest.mark.parametrize("address", ["", " ", "nobody@example.net"])
def test_nobody_is_found_where_nobody_is(requester, address):
    assert people.by_address(address) is None


def test_a_person_who_left_is_not_found(requester):
    requester.is_active = False
    requester.save(update_fields=["is_active"])

    assert people.by_address("marta@example.net") is None


def test_asking_in_the_name_of_somebody_who_left_makes_no_second_person(requester):
    User.objects.update(is_active=False)

    assert people.find_or_record(address="marta@example.net", name="Other") == requester


def test_a_new_person_is_recorded_once_and_cannot_sign_in_with_a_password(house):
    first = people.find_or_record(address="Joan@Example.COM", name="Joan Puig", language="ca")

    again = people.find_or_record(address="joan@example.com", name="Somebody Else", language="es")

    assert again == first
    again.refresh_from_db()
    assert (again.email, again.name, again.language, again.has_usable_password()) == ("joan@example.com", "Joan Puig", "ca", False)


def test_letters_outside_ascii_are_folded_too(house):
    person = people.find_or_record(address="ÀNGELS@exemple.cat")

    assert person.email == "àngels@exemple.cat"
    assert people.by_address("Àngels@Exemple.cat") == person


def test_a_name_is_one_line(house):
    named = people.find_or_record(address="a@example.org", name="Joan\r\nBcc: x\x00")
    caller = people.record_without_address(name=" Joan\nPuig " + "x" * 300)

    assert (named.name, caller.name[:10], len(caller.name)) == ("Joan Bcc: x", "Joan Puig ", 200)


def test_a_caller_needs_no_address(house):
    first = people.record_without_address(name="Joan", phone=" +34 600 000 000 ", language="ca")
    second = people.record_without_address(name="Joan")

    assert (first.email, second.email, first == second) == (None, None, False)
    assert list(Phone.objects.values_list("user", "number", "digits")) == [(first.pk, "+34 600 000 000", "34600000000")]


@pytest.mark.parametrize("again", ["+34600000000", "(+34) 600-000-000", "+٣٤ ٦٠٠ ٠٠٠ ٠٠٠"])
def test_the_same_number_is_kept_once(requester, again):
    people.add_phone(requester, "+34 600 000 000")

    people.add_phone(requester, again)
    people.add_phone(requester, " ")

    assert [phone.number for phone in requester.phones.all()] == ["+34 600 000 000"]


def test_one_organisation_in_two_roles_is_one(requester):
    council = Organisation.objects.create(name="Vic Council")
    for role in ("member", "technical"):
        Contact.objects.create(user=requester, organisation=council, role=role)

    assert people.organisation_of(requester) == council


def test_of_two_organisations_somebody_has_to_choose(requester):
    council, other = Organisation.objects.create(name="Vic Council"), Organisation.objects.create(name="Manlleu Council")
    for role, organisation in (("member", council), ("technical", council), ("member", other)):
        Contact.objects.create(user=requester, organisation=organisation, role=role)

    assert people.organisation_of(requester) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("soler", ["Marta Soler"]),
        ("MARTA@", ["Marta Soler"]),
        ("600 000", ["Marta Soler"]),
        ("600", []),
        ("%", []),
        ("e", ["Marta Soler", "Pere Valls"]),
    ],
)
def test_people_are_found_by_parts_of_name_address_and_phone(requester, colleague, text, found):
    people.add_phone(requester, "+34 600 000 000")
    factories.person("old@example.org", "", is_active=False)

    assert sorted(person.name for person in User.objects.matching(text).active()) == found
