"""The child that makes one PDF: page and style sheet as JSON on standard input, PDF on standard output. ``foundation.pdf`` starts it."""

import base64
import importlib
import io
import json
import resource
import sys
from pathlib import Path
from typing import Any

# Exit codes beside 0: a library is missing.
MISSING = 3
CPU_SECONDS = 60
MOST_MEMORY = 2 * 1024**3
FONTS = Path(__file__).parent.parent / "static" / "fonts"
FAMILY = "Atkinson Hyperlegible Next"
# The same parts as static/css/base/fonts.css: which letters each file holds.
FACES = (
    ("latin", "normal", "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193"),
    ("latin-ext", "normal", "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0"),
)


def faces() -> str:
    """Return the house's typeface as rules that hold the fonts themselves."""
    return "".join(_face(*face) for face in FACES)


def _face(part: str, style: str, letters: str) -> str:
    font = FONTS / f"atkinson-hyperlegible-next-{part}-wght-{style}.woff2"
    data = base64.b64encode(font.read_bytes()).decode()
    source = f'src:url("data:font/woff2;base64,{data}") format("woff2");'
    return f'@font-face{{font-family:"{FAMILY}";font-style:{style};font-weight:200 800;{source}unicode-range:{letters};}}'


def made(weasyprint: Any, html: str, style: str) -> bytes:
    """Return the PDF of ``html`` as ``style`` draws it. Nothing is fetched but what the page itself holds."""
    fetcher = importlib.import_module("weasyprint.urls").URLFetcher(allowed_protocols={"data"})
    config = importlib.import_module("weasyprint.text.fonts").FontConfiguration()
    sheet = weasyprint.CSS(string=faces() + style, font_config=config, url_fetcher=fetcher)
    page = weasyprint.HTML(string=html, base_url=None, url_fetcher=fetcher)
    target = io.BytesIO()
    page.write_pdf(target, stylesheets=[sheet], font_config=config, pdf_variant="pdf/ua-1")
    return target.getvalue()


def main() -> int:
    """Read, make, write. Returns the exit code."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    asked = json.loads(sys.stdin.buffer.read())
    try:
        # Loads Pango, which a machine may lack.
        weasyprint = importlib.import_module("weasyprint")
    except (ImportError, OSError) as missing:
        sys.stderr.write(f"{missing}\n")
        return MISSING
    sys.stdout.buffer.write(made(weasyprint, asked["html"], asked["style"]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
