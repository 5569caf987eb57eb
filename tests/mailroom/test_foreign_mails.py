"""Mails that nobody here wrote: those of CPython's own tests, where they are installed."""

import email
import importlib.util
from pathlib import Path

import pytest

from mailroom.reading import _read
from tests.mailroom.test_anything import assert_sound


def installed() -> list[Path]:
    spec = importlib.util.find_spec("test.test_email")
    places = (spec.submodule_search_locations or []) if spec else []
    return sorted(path for place in places for path in (Path(place) / "data").glob("msg_*.txt"))


@pytest.mark.parametrize("path", installed(), ids=lambda path: path.stem)
def test_a_foreign_mail_is_read(path):
    content = path.read_bytes()

    found = _read(content)

    assert_sound(found)
    leaves = [part for part in email.message_from_bytes(content).walk() if not part.is_multipart()]
    assert found.text or found.files or not any(str(leaf.get_payload()).strip() for leaf in leaves)
