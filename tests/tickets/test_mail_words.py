"""The log's reasons in the reader's language."""

import pytest
from django.utils.translation import override

from tickets.mail_words import KNOWN, found_by, why


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", ""),
        ("a new matter", "un asunto nuevo"),
        ("machine mail (auto-reply): kept in the log", "correo automático (auto-reply): queda en el registro"),
        ("delivery report: kept folded in suport#12", "informe de entrega: guardado plegado en suport#12"),
        ("OperationalError: disk", "OperationalError: disk"),
    ],
)
def test_a_reason_is_told_as_far_as_its_words_are_known(reason, said):
    with override("es"):
        assert why(reason) == said


def test_every_known_reason_is_told_in_spanish():
    with override("es"):
        assert [reason for reason in KNOWN if why(reason) == reason] == []


def test_by_what_a_ticket_was_found_is_told_in_words():
    assert (found_by("token"), found_by("x")) == ("our signed address or Message-ID", "x")
