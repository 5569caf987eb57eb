"""Text from outside made harmless."""

import pytest

from foundation.safetext import file_name, isolate, one_line, printable, without_bidi_controls


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("a\r\nBcc: b", "a Bcc: b"),
        (" a \t b ", "a b"),
        ("a\u2028b\x85c\x0bd", "a b c d"),
        ("a\x00\x07\x1bb\ud800", "ab"),
        ("\u2068suport#1\u2069", "\u2068suport#1\u2069"),
        ("", ""),
    ],
)
def test_one_line_is_one_line(given, said):
    assert one_line(given) == said


def test_a_long_line_ends_with_a_mark():
    assert one_line("word " * 10, 12) == "word word w…"
    assert len(one_line("x" * 400)) == 300


def test_printable_text_keeps_lines_and_tabs_alone():
    assert printable("a\r\nb\rc\td\x00\x1b[0m\x7fe\ud800") == "a\nb\nc\td[0me"
    assert printable("abcdef", 3) == "abc"


def test_a_reference_is_isolated_for_right_to_left_text():
    assert isolate("suport#1") == "\u2068suport#1\u2069"


def test_controls_of_direction_are_taken_out():
    assert without_bidi_controls("a\u202eb\u2066c\u200fd\u061ce") == "abcde"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("photo.png", "photo.png"),
        ("/etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.txt", "b.txt"),
        ("..", "file"),
        ("a/", "file"),
        ("\x00\r\n", "file"),
        ("a\r\nb.txt", "a b.txt"),
        ("x" * 300, "x" * 150),
        ("x" * 300 + ".tar.gz", "x" * 147 + ".gz"),
        ("x" * 149 + "." + "y" * 60, "x" * 149 + "."),
        ("correu\u202egpj.exe", "correugpj.exe"),
        ("日本語.pdf", "日本語.pdf"),
    ],
)
def test_a_file_name_is_harmless(given, kept):
    assert file_name(given) == kept
