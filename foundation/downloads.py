"""Files that leave as downloads."""

from urllib.parse import quote


def attachment_header(name: str) -> str:
    """Return the Content-Disposition that saves a file as ``name``: spelt in ASCII for old programs, and exactly (RFC 6266 §4.3)."""
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '?"\\' else "_" for c in name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
