"""Which of the offered languages to speak."""

import pytest

from accounts.languages import first_offered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("codes", "spoken"),
    [((), "en"), (("ca", "es"), "ca"), (("", "fr", "pt-BR"), "pt"), (("ES",), "es"), (("xx", "\x00"), "en")],
)
def test_the_first_offered_language_is_spoken_else_the_house_s(house, codes, spoken):
    assert first_offered(*codes) == spoken
