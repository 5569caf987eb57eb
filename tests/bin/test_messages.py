"""The translation machinery: what is found, what is kept, what is complained about."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from bin.lib.catalogues import between_arabic, mirrored
from bin.lib.extraction import extracted
from bin.lib.messages import complaints_about, merge


def catalog(**texts: str) -> Catalog:
    """A Catalan catalogue of texts by name: the source is the name with spaces."""
    made = Catalog(locale="ca")
    for name, translation in texts.items():
        made.add(name.replace("_", " "), translation)
    return made


def entry(within: Catalog, text: str) -> Message:
    """The entry of a text that must be there."""
    found = within.get(text)
    assert found is not None
    return found


def source(*texts: str | tuple[str, str]) -> Catalog:
    """A catalogue as extraction gives it."""
    made = Catalog()
    for text in texts:
        made.add(text)
    return made


def test_texts_are_found_in_python_and_in_templates_of_any_indentation(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "views.py").write_text('_("Saved.")\nngettext("%(n)d day", "%(n)d days", n)\npgettext("a day", "Sun")\n')
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "    <p>It's {% translate 'Welcome' %}\n  ({{ name|default:_('Nobody') }}\n"
        "      {% blocktranslate trimmed count n=total %}\n {{ n }} ticket {% plural %}\n {{ n }} tickets {% endblocktranslate %}\n"
        "{% translate 'Save 10%' context 'button' %}"
    )

    found = {(message.id, message.context) for message in extracted(tmp_path) if message.id}

    assert found == {
        ("Saved.", None),
        (("%(n)d day", "%(n)d days"), None),
        ("Sun", "a day"),
        ("Welcome", None),
        ("Nobody", None),
        (("%(n)s ticket", "%(n)s tickets"), None),
        ("Save 10%%", "button"),
    }


def test_an_update_keeps_exact_translations_and_guesses_nothing() -> None:
    merged = merge(source("Send", "Send reply"), catalog(Send="Envia", Sent="Enviat"), "ca")

    assert {message.id: message.string for message in merged if message.id} == {"Send": "Envia", "Send reply": ""}


def test_an_update_forgets_the_translation_of_a_text_that_became_a_plural() -> None:
    merged = merge(source(("a day", "%(n)s days")), catalog(a_day="un dia"), "ca")

    assert entry(merged, "a day").string == ("", "")


def test_a_complete_catalogue_gets_no_complaint() -> None:
    assert list(complaints_about(source("Send"), catalog(Send="Envia"))) == []


def test_missing_empty_fuzzy_and_stale_texts_are_complained_about() -> None:
    mine = catalog(Empty="", Fuzzy="Borrós", Stale="Vell")
    entry(mine, "Fuzzy").flags.add("fuzzy")

    assert list(complaints_about(source("Missing", "Empty", "Fuzzy"), mine)) == [
        "missing (run bin/messages update): 'Missing'",
        "untranslated: 'Empty'",
        "fuzzy: 'Fuzzy'",
        "stale (run bin/messages update): 'Stale'",
    ]


@pytest.mark.parametrize(
    ("text", "translation"),
    [
        ("Dear %(name)s", "Benvolgut %(nom)s"),
        ("Dear %(name)s", "Benvolgut"),
        ("%s of %s", "%s de"),
        ("Dear {name}", "Benvolgut {nom}"),
        ("Hello", "Hola %(name)s"),
    ],
)
def test_other_placeholders_than_the_source_has_are_complained_about(text: str, translation: str) -> None:
    mine = Catalog(locale="ca")
    mine.add(text, translation)

    assert list(complaints_about(source(text), mine)) == [f"other placeholders: {text!r}"]


def test_the_form_for_one_thing_may_leave_the_number_out() -> None:
    plural = ("%(n)s ticket of %(name)s", "%(n)s tickets of %(name)s")
    mine = Catalog(locale="ca")
    mine.add(plural, ("un tiquet de %(name)s", "%(n)s tiquets de %(name)s"))

    assert list(complaints_about(source(plural), mine)) == []


def test_the_mirrored_locale_lengthens_every_form_and_keeps_placeholders() -> None:
    made = mirrored(source(("%(n)s ticket", "%(n)s tickets")))

    assert entry(made, "%(n)s ticket").string == ("اب %(n)s ticket تث", "اب %(n)s tickets تث")


def test_a_mirrored_text_keeps_the_spaces_at_its_ends() -> None:
    assert between_arabic("\n  Send reply\n") == "\n  ا Send reply بت\n"
