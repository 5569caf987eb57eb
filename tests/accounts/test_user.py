"""People and how they are called."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from accounts.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("email", "name", "display", "short"),
    [
        ("a@example.org", "Ana Puig", "Ana Puig", "Ana"),
        ("a@example.org", "", "a@example.org", "a@example.org"),
        ("a@example.org", "  ", "  ", "  "),
    ],
)
def test_a_person_is_called_by_name_else_by_address(house, email, name, display, short):
    person = factories.person(email, name)

    assert (person.display_name, person.short_name) == (display, short)


def test_a_person_without_anything_is_called_by_number(house):
    person = factories.person(None, "")

    assert str(person) == f"#{person.pk}"


def test_an_address_belongs_to_one_person_and_none_to_many(requester):
    for _ in range(2):
        factories.person(None, "Caller")

    with pytest.raises(IntegrityError):
        factories.person("MARTA@example.net", "Twin")


def test_an_administrator_may_do_everything_there(house):
    person = User.objects.create_superuser("Root@Example.org", "secret words here")

    assert (person.email, person.is_staff, person.is_superuser, person.check_password("secret words here")) == (
        "root@example.org",
        True,
        True,
        True,
    )
    assert User.objects.get_by_natural_key("ROOT@example.org") == person


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/Argentina/Ushuaia", ""])
def test_a_zone_is_one_of_the_tz_database(requester, zone):
    requester.time_zone = zone

    requester.full_clean(exclude=["password"])


@pytest.mark.parametrize("zone", ["Europe/Vic", "../etc/passwd", "CEST", " "])
def test_another_zone_is_refused(requester, zone):
    requester.time_zone = zone

    with pytest.raises(ValidationError, match="is not a time zone"):
        requester.full_clean(exclude=["password"])
