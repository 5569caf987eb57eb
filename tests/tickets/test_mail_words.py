"""The log's reasons in the reader's language."""

import ast
import re
from collections.abc import Iterator

import pytest
from django.utils.translation import override

from helpdesk.settings import BASE_DIR
from mailroom import machine
from tickets.mail_words import KNOWN, MACHINES, found_by, why


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("", ""),
        ("a new matter", "un asunto nuevo"),
        ("delivery report: kept folded in suport#12", "informe de entrega: guardado plegado en suport#12"),
        ("machine mail (auto-reply): kept in the log", "correo automático (una respuesta automática): queda en el registro"),
        ("machine mail (unheard-of): kept in the log", "correo automático (unheard-of): queda en el registro"),
        ("held: the agent had not read everything", "retenido: el agente no lo había leído todo"),
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


def written() -> Iterator[str]:
    """Every reason that the code writes into the log: the second argument of an outcome, and what is called ``reason`` beside one."""
    for path in (BASE_DIR / "tickets" / "actions").glob("*.py"):
        source = path.read_text()
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Assign) and "Outcome(" in source and getattr(node.targets[0], "id", "") == "reason":
                yield from texts(node.value)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Outcome" and len(node.args) > 1:
                yield from texts(node.args[1])
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"open_ticket", "update"}:
                yield from (text for keyword in node.keywords if keyword.arg == "reason" for text in texts(keyword.value))


def texts(node: ast.expr) -> Iterator[str]:
    """The constant texts of an expression, with what is filled in left out."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def test_every_reason_that_is_written_is_known():
    found = {part.strip(": ") for text in written() for part in ([text] if text in KNOWN else text.split(": "))} - {""}
    shapes = re.compile(r"kept folded in|answer of the|answer in the|'s name, by the reference alone|not verified")

    assert {text for text in found if text not in KNOWN and not shapes.search(text)} == set()
    assert len(found) > 10


def test_every_kind_of_machine_is_told_in_words():
    codes = {value for name, value in vars(machine).items() if name.isupper() and not name.startswith("_") and isinstance(value, str)}

    assert codes - set(MACHINES) == set()
