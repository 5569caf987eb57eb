"""Rules for templates and style sheets: nothing inline, components that introduce themselves."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, place, templates

COMMENTS = re.compile(r"\{#.*?#\}|\{% comment.*?%\}.*?\{% endcomment %\}", re.DOTALL)
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    # A block of JSON is data: no browser runs it.
    "an inline script": re.compile(r"<script\b(?![^>]*application/json)[^>]*>\s*[^\s<]", re.IGNORECASE),
    "a javascript address": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
    "a data address": re.compile(r"(?:src|href)\s*=\s*[\"']data:", re.IGNORECASE),
}
LONGEST_TEMPLATE = 120
LONGEST_SHEET = 250


def pages() -> list[Path]:
    """Templates that a browser shows; the HTML of mails follows other rules, for mail programs know no style sheets."""
    return [path for path in templates() if path.name != "body.html" and not {"mail", "mails", "email"} & set(path.parts)]


def sheets() -> list[Path]:
    """Our own style sheets."""
    return [path for path in sorted((ROOT / "static").rglob("*.css")) if "vendor" not in path.parts]


@pytest.mark.parametrize("what", INLINE)
def test_no_page_holds_anything_inline(what: str) -> None:
    """The content security policy of every page is 'self' alone: the browser would refuse it."""
    found = []
    for path in pages():
        text = COMMENTS.sub(lambda match: "\n" * match.group().count("\n"), path.read_text(encoding="utf-8"))
        found += [place(path, text.count("\n", 0, match.start()) + 1) for match in INLINE[what].finditer(text)]

    assert found == []


def test_every_component_opens_with_a_comment_that_says_what_it_is_and_takes() -> None:
    components = [path for path in templates() if "components" in path.parts]
    silent = [place(path, 1) for path in components if not path.read_text(encoding="utf-8").lstrip().startswith(("{#", "{% comment"))]

    assert silent == []


def test_no_template_is_longer_than_120_lines() -> None:
    counted = {path: path.read_text(encoding="utf-8").count("\n") for path in templates()}

    assert [place(path, lines) for path, lines in counted.items() if lines > LONGEST_TEMPLATE] == []


def test_no_style_sheet_is_longer_than_250_lines() -> None:
    counted = {path: path.read_text(encoding="utf-8").count("\n") for path in sheets()}

    assert [place(path, lines) for path, lines in counted.items() if lines > LONGEST_SHEET] == []


def test_no_rule_of_a_style_sheet_shouts_over_the_others() -> None:
    assert [place(path, 1) for path in sheets() if "!important" in path.read_text(encoding="utf-8")] == []


def test_every_script_is_loaded_from_our_own_files() -> None:
    script = re.compile(r"<(?:script|link)\b[^>]*\b(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)

    assert [place(path, 1) for path in pages() if script.search(path.read_text(encoding="utf-8"))] == []
