"""Find every translatable text of Suport: in Python calls and in templates."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
NOT_PRODUCT = {"bench", "bin", "docs", "migrations", "tests", "var"}
TEMPLATES = {".html", ".txt", ".xml"}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extracted(root: Path = ROOT) -> Catalog:
    """Return a catalogue of all texts under ``root``, without translations; locations are file names alone."""
    catalog = Catalog(charset="utf-8")
    for path in product_files(root):
        name = path.relative_to(root).as_posix()
        for _line, message, comments, context in extract(
            "python", BytesIO(as_python(path)), keywords=KEYWORDS, comment_tags=["Translators:"]
        ):
            catalog.add(message, locations=[(name, 0)], auto_comments=comments, context=context)
    return catalog


def product_files(root: Path) -> Iterator[Path]:
    """Yield the Python files and templates of the product, sorted by name."""
    for path in sorted(root.rglob("*")):
        parts = path.relative_to(root).parts
        if any(part.startswith(".") or part in NOT_PRODUCT for part in parts[:-1]):
            continue
        if path.suffix == ".py" or (path.suffix in TEMPLATES and "templates" in parts):
            yield path


def as_python(path: Path) -> bytes:
    """Return Python source that holds the texts of ``path``: the file itself, or what Django makes of a template."""
    if path.suffix == ".py":
        return path.read_bytes()
    calls = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # A template's indentation means nothing to Python and would confuse its tokenizer.
    return "\n".join(line.lstrip() for line in calls.splitlines()).encode()
