"""What a stranger wrote makes no line of its own in the log."""

import logging
import sys
from typing import Any

import pytest
from django.conf import settings

from helpdesk.loglines import Lines

FORGED = "x\r\n2026-03-10 12:00:00 ERROR root All is lost"


def line(message: str, *given: object) -> str:
    record = logging.LogRecord("tickets", logging.WARNING, __file__, 1, message, given, None)
    return Lines("%(levelname)s %(message)s").format(record)


@pytest.mark.parametrize("text", [FORGED, "a\x1b[2J\x1b[31mb", "a\u2028b", "a\x85b", "a\x0bb\x0cc", "a\u202etxt.exe", "a\x9b31mb", "\x00"])
def test_a_record_is_one_line_without_anything_that_steers_a_terminal(text):
    said = line("Mail from %s", text)

    assert len(said.splitlines()) == 1
    assert said.isprintable()


def test_words_stay_as_they_are():
    assert line("Correu de %s: «què és?» \t 你好", "Núria") == "WARNING Correu de Núria: «què és?» \t 你好"


def test_a_traceback_is_set_in_so_that_no_line_of_it_passes_for_a_record():
    try:
        raise ValueError(FORGED)
    except ValueError:
        record = logging.LogRecord("tickets", logging.ERROR, __file__, 1, "It failed", (), sys.exc_info())

    first, *rest = Lines("%(levelname)s %(message)s").format(record).split("\n")

    assert first == "ERROR It failed"
    assert rest
    assert all(each.startswith("    ") for each in rest)


def test_the_log_is_written_so():
    formatters: Any = settings.LOGGING["formatters"]

    assert formatters["line"]["()"] == "helpdesk.loglines.Lines"
