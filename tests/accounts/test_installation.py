"""The house's own row."""

import pytest
from django.db import IntegrityError, OperationalError, connection

from accounts import installation
from accounts.models import Installation
from accounts.models.named import in_language


def test_a_house_without_a_row_has_defaults(db):
    assert (installation.current().name, installation.current().language) == ("Suport", "ca")


def test_the_row_is_read_once_in_a_while(house, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert [installation.current().name, installation.current().name] == ["Suport", "Suport"]


def test_a_forgotten_row_is_read_afresh(house):
    installation.current()
    Installation.objects.update(name="Ajuda")

    installation.forget()

    assert installation.current().name == "Ajuda"


def test_without_a_database_the_house_still_has_a_name(db):
    def away(*_call):
        raise OperationalError("gone")

    with connection.execute_wrapper(away):
        assert installation.current().name == "Suport"


def test_there_is_one_house(house):
    with pytest.raises(IntegrityError):
        Installation.objects.create(pk=2, name="Second")


@pytest.mark.parametrize(
    ("texts", "wanted", "given"),
    [
        ({"ca": "Suport", "en": "Support"}, "en", "Support"),
        ({"ca": "Suport", "pt": "Suporte"}, "pt-br", "Suporte"),
        ({"en": "Support", "es": "Soporte"}, "fr", "Soporte"),
        ({"en": "", "fr": "Aide"}, "en", "Aide"),
        ({"fr": "Aide"}, None, "Aide"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_told_in_the_nearest_language_there_is(texts, wanted, given):
    assert in_language(texts, wanted) == given
