"""Lines of plain words with gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.wildcards import parse


@pytest.mark.parametrize(
    ("line", "text", "kept"),
    [
        ("** PROBLEM * Alert: {problem} is *", "** PROBLEM Service Alert: web/HTTP is CRITICAL **", "web/HTTP"),
        ("[FIRING:*] {problem} (*)", "[FIRING:2] HighCPU web (prod x)", "HighCPU web"),
        ("[{problem}] [*Down]*", "[Shop] [🔴 Down] timeout", "Shop"),
        ("Resolved in *: {problem}", "Resolved in 5m 3s: Disk: full", "Disk: full"),
        ("DOWN | {problem}", "down  |\tNightly   backup", "Nightly backup"),
        ("{problem} is down", "Straße is DOWN", "Straße"),
        ("{problem} is down", "İzmir is down", "İzmir"),
        ("{problem} *", "two words here", "two"),
        ("a * b * {problem}", "a 1 b 2 b 3", "b 3"),
        ("all clear", "All  clear", ""),
        ("*", "anything", ""),
    ],
)
def test_a_line_keeps_what_stands_in_its_gap(line, text, kept):
    assert parse(line).find(text) == kept


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("Problem: {problem}", "Re: Problem: disk"),
        ("Problem: {problem}", "Problem: "),
        ("[OK] {problem}", "[Alerting] disk"),
        ("a*a", "a"),
        ("all clear", "all clear now"),
        ("", "x"),
        ("a * b * c", "a b c"),
    ],
)
def test_a_line_that_does_not_fit_finds_nothing(line, text):
    assert parse(line).find(text) is None


@given(st.lists(st.text("ab", max_size=4), min_size=1, max_size=6), st.text("ab", max_size=12))
def test_any_line_with_its_gaps_filled_fits(words, filling):
    assert parse("*".join(words)).find(filling.join(words)) == ""


def test_many_gaps_in_a_long_text_take_no_time_to_speak_of():
    line, text = parse("*a" * 100 + "b"), "a" * 200_000

    assert line.find(text) is None
