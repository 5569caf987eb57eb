"""Read, write and compile the catalogues of ``locale/``; make the mirrored pseudo-locale. Needs Babel alone."""

import os
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "locale"
# English is the language of the source, so it has no catalogue.
TRANSLATED = ("ca", "es", "pt")
PSEUDO = "ar_XB"
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
# A catalogue is read as text by people in reviews: the header has no dates, no names and no tool versions.
HEADER = """\
# {language} texts of Suport: kept up to date by `bin/messages update`, translated by people.
msgid ""
msgstr ""
"Project-Id-Version: suport\\n"
"Language: {code}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plural}\\n"

"""


def path_of(code: str, suffix: str = "po") -> Path:
    """Return the path of the catalogue of locale ``code``."""
    return LOCALE / code / "LC_MESSAGES" / f"django.{suffix}"


def load(code: str) -> Catalog:
    """Return the catalogue of locale ``code``; an empty one when it has no file yet."""
    path = path_of(code)
    if not path.exists():
        return Catalog(locale=code, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=code, charset="utf-8")


def save(code: str, catalog: Catalog) -> bool:
    """Write ``catalog`` as the catalogue of ``code``, sorted; tell whether the file changed."""
    body = BytesIO()
    write_po(body, catalog, omit_header=True, sort_output=True, include_lineno=False, ignore_obsolete=True, width=100)
    header = HEADER.format(language=Locale.parse(code).get_display_name("en"), code=code, plural=catalog.plural_forms)
    content = header.encode() + body.getvalue()
    path = path_of(code)
    if path.exists() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content)
    return True


def compile_all() -> list[str]:
    """Compile what is newer than its compiled form, the pseudo-locale included; return the codes that were compiled."""
    done = [code for code in TRANSLATED if is_outdated(code) and compile_one(code, load(code))]
    if TRANSLATED[0] in done or not path_of(PSEUDO, "mo").exists():
        compile_one(PSEUDO, mirrored(load(TRANSLATED[0])))
        done.append(PSEUDO)
    return done


def is_outdated(code: str) -> bool:
    """Tell whether the catalogue of ``code`` changed since it was compiled."""
    source, compiled = path_of(code), path_of(code, "mo")
    return source.exists() and (not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns)


def compile_one(code: str, catalog: Catalog) -> bool:
    """Write the compiled form of ``catalog`` for ``code``; running processes never see half of it."""
    content = BytesIO()
    write_mo(content, catalog)
    path = path_of(code, "mo")
    path.parent.mkdir(parents=True, exist_ok=True)
    replace(path, content.getvalue())
    return True


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.replace(path)


def mirrored(source: Catalog) -> Catalog:
    """Return the right-to-left pseudo-locale: the texts of ``source``, longer and between Arabic letters."""
    # English plural forms: the words between the letters stay English.
    catalog = Catalog(locale="en", charset="utf-8")
    for message in source:
        if message.id:
            catalog.add(message.id, mirrored_text(message), context=message.context)
    return catalog


def mirrored_text(message: Message) -> str | tuple[str, ...]:
    """Return the pseudo-translation of ``message``, one text per plural form."""
    return between_arabic(message.id) if isinstance(message.id, str) else tuple(between_arabic(text) for text in message.id)


def between_arabic(text: str) -> str:
    """Return ``text`` about 30 % longer, between Arabic letters; spaces at its ends and all placeholders stay as they are."""
    inner = text.strip()
    if not inner:
        return text
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    letters = max(2, round(len(inner) * 0.3))
    padding = (ARABIC * (letters // len(ARABIC) + 1))[:letters]
    return f"{before}{padding[: letters // 2]} {inner} {padding[letters // 2 :]}{after}"
