"""HTML to PDF in a child process: the library loads Pango when it is imported, takes memory, and may take long on odd input.

A machine without Pango, or a page that breaks the child, costs a PDF and never the site. The child knows no network and no files: what the
page shows stands in the page, as ``data:`` addresses. It writes PDF/UA-1 (ISO 14289-1): tagged, with a title and a language.
"""

import json
import os
import subprocess
import sys
import threading
from ctypes.util import find_library
from pathlib import Path

from foundation.pdf_child import MISSING

SECONDS = 30.0
# PDFs that one process of the site makes at once, and how long the next one waits for its turn.
AT_ONCE = 2
WAITS_FOR = 10.0
_CHILD = (sys.executable, "-m", "foundation.pdf_child")
_FOLDER = Path(__file__).parent.parent
# What the child may know of our surroundings: where libraries and fonts are. Keys and addresses of databases are none of its business.
_KNOWN = ("PATH", "HOME", "TMPDIR", "LANG", "LD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "FONTCONFIG_PATH", "FONTCONFIG_FILE")

# What lays out text, and is no Python package: the machine has it or not.
LIBRARIES = ("pango-1.0", "pangoft2-1.0")

_turns = threading.BoundedSemaphore(AT_ONCE)


class Unavailable(Exception):
    """This machine cannot make PDFs: a library is missing. The message says which."""


class Busy(Exception):
    """Others are made at the moment; later it works."""


class Failed(Exception):
    """The page could not be made into a PDF within its time."""


def missing_libraries() -> list[str]:
    """Return the names of the libraries that PDFs need and this machine does not have. Nothing is loaded."""
    return [name for name in LIBRARIES if find_library(name) is None]


def render(html: str, *, style: str = "", seconds: float = SECONDS) -> bytes:
    """Return the page ``html``, drawn by the style sheet ``style``, as a PDF. The page needs ``<html lang>`` and ``<title>``.

    Raises ``Unavailable``, ``Busy`` or ``Failed``.
    """
    if not _turns.acquire(timeout=WAITS_FOR):
        raise Busy
    try:
        return _run(json.dumps({"html": html, "style": style}).encode(), seconds)
    finally:
        _turns.release()


def _run(asked: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - our own module
            _CHILD, input=asked, capture_output=True, timeout=seconds, check=False, cwd=_FOLDER, env=_surroundings()
        )
    except subprocess.TimeoutExpired as late:
        raise Failed(f"not done within {seconds:g} s") from late
    if done.returncode == MISSING:
        raise Unavailable(_last_line(done.stderr))
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise Failed(f"exit {done.returncode}: {_last_line(done.stderr)}")
    return done.stdout


def _surroundings() -> dict[str, str]:
    return {name: os.environ[name] for name in _KNOWN if name in os.environ}


def _last_line(output: bytes) -> str:
    lines = output.decode(errors="replace").strip().splitlines()
    return lines[-1][:300] if lines else ""
