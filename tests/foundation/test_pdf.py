"""PDFs from a child process: tagged, titled, in a language, with nothing fetched, and never longer than allowed."""

import io
import sys
import threading
from typing import Any

import pytest
from pypdf import PdfReader

from foundation import pdf

PAGE = '<!doctype html><html lang="ca"><head><title>Títol</title></head><body><h1>Hola</h1><p>Què tal</p>{more}</body></html>'


@pytest.fixture(scope="module")
def made() -> Any:
    return PdfReader(io.BytesIO(pdf.render(PAGE.format(more='<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="A dot">'))))


def test_a_pdf_says_its_title_and_language_and_is_tagged(made):
    root = made.trailer["/Root"]

    assert (made.metadata.title, root["/Lang"], root["/MarkInfo"]["/Marked"].value) == ("Títol", "ca", True)
    assert "/StructTreeRoot" in root
    assert "pdfuaid:part" in root["/Metadata"].get_object().get_data().decode()


def test_its_words_can_be_read_back(made):
    assert "Hola" in made.pages[0].extract_text()


def test_it_is_set_in_the_house_s_own_typeface():
    page: Any = PdfReader(io.BytesIO(pdf.render(PAGE.format(more="<style>p{font-family:'Atkinson Hyperlegible Next'}</style>")))).pages[0]

    assert any("Atkinson" in str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values())


def test_nothing_is_fetched(tmp_path):
    secret = tmp_path / "secret.css"
    secret.write_text("p::after { content: 'SECRET' }")
    more = f'<link rel="stylesheet" href="file://{secret}"><img src="http://127.0.0.1:9/x.png" alt="Nothing">'

    assert "SECRET" not in PdfReader(io.BytesIO(pdf.render(PAGE.format(more=more)))).pages[0].extract_text()


def test_what_takes_too_long_is_given_up():
    with pytest.raises(pdf.Failed, match="not done within"):
        pdf.render(PAGE.format(more=""), seconds=0.01)


@pytest.mark.parametrize(("code", "error"), [(3, pdf.Unavailable), (1, pdf.Failed), (0, pdf.Failed)])
def test_a_child_that_ends_badly_says_why(monkeypatch, code, error):
    child = (sys.executable, "-c", f"import sys; sys.stderr.write('no pango\\n'); sys.exit({code})")
    monkeypatch.setattr(pdf, "_CHILD", child)

    with pytest.raises(error, match="no pango"):
        pdf.render("x")


def test_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "SECRET")
    child = (sys.executable, "-c", "import os, sys; sys.stderr.write(os.environ.get('SECRET_KEY', 'nothing')); sys.exit(1)")
    monkeypatch.setattr(pdf, "_CHILD", child)

    with pytest.raises(pdf.Failed, match="nothing"):
        pdf.render("x")


def test_a_few_are_made_at_once_and_the_next_one_is_told_to_come_again(monkeypatch):
    monkeypatch.setattr(pdf, "_turns", threading.BoundedSemaphore(1))
    monkeypatch.setattr(pdf, "WAITS_FOR", 0.01)

    with pdf._turns, pytest.raises(pdf.Busy):
        pdf.render("x")
