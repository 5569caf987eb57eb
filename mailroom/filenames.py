"""The name of a file in a mail: what the sender called it, made harmless; or a plain one when it has none."""

import re
import unicodedata

from mailroom import encodedwords, headers, limits
from mailroom.pieces import Piece

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe"<>|:*?]')
_EXTENSIONS = {
    "application/gzip": ".gz",
    "application/json": ".json",
    "application/ms-tnef": ".dat",
    "application/msword": ".doc",
    "application/pdf": ".pdf",
    "application/pgp-encrypted": ".asc",
    "application/pgp-keys": ".asc",
    "application/pgp-signature": ".asc",
    "application/pkcs7-mime": ".p7m",
    "application/pkcs7-signature": ".p7s",
    "application/rtf": ".rtf",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/x-pkcs7-mime": ".p7m",
    "application/x-pkcs7-signature": ".p7s",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "audio/mpeg": ".mp3",
    "audio/ogg": ".ogg",
    "audio/wav": ".wav",
    "image/bmp": ".bmp",
    "image/gif": ".gif",
    "image/heic": ".heic",
    "image/jpeg": ".jpg",
    "image/jpg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/tiff": ".tif",
    "image/webp": ".webp",
    "message/delivery-status": ".txt",
    "message/disposition-notification": ".txt",
    "message/feedback-report": ".txt",
    "message/global": ".eml",
    "message/rfc822": ".eml",
    "message/rfc822-headers": ".txt",
    "text/calendar": ".ics",
    "text/css": ".css",
    "text/csv": ".csv",
    "text/directory": ".vcf",
    "text/enriched": ".txt",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/rfc822-headers": ".txt",
    "text/rtf": ".rtf",
    "text/vcard": ".vcf",
    "text/x-amp-html": ".html",
    "text/x-vcard": ".vcf",
    "text/xml": ".xml",
    "video/mp4": ".mp4",
}


def given(piece: Piece) -> str:
    """The name the sender gave to a piece, made harmless, or ''. The disposition's comes first (RFC 2183, 2.3)."""
    name = piece.disposition.get("filename") or piece.kind.get("name") or piece.disposition.get("name")
    return harmless(name) if name else ""


def name_for(piece: Piece, content: bytes, number: int) -> str:
    """The name of a file: given, else the subject of an attached mail, else its type and `number`."""
    name = given(piece)
    if name:
        return name
    if piece.content_type in ("message/rfc822", "message/global"):
        subject = subject_of(content)
        return harmless(subject.replace("/", "-").replace("\\", "-") + ".eml") if subject else f"message-{number}.eml"
    main, _, _ = piece.content_type.partition("/")
    stem = {"application": "file", "multipart": "part"}.get(main, main)
    return harmless(f"{stem}-{number}{_EXTENSIONS.get(piece.content_type, '.bin')}")


def subject_of(content: bytes) -> str:
    """The subject of a raw mail, decoded, or ''."""
    fields, _ = headers.read(content, headers.skip_envelope(content), len(content), limits.Shortfalls())
    return fields.get("Subject")


def harmless(name: str) -> str:
    """`name` without path, control and direction characters, at most `MAX_FILENAME` long with its extension kept."""
    name = unicodedata.normalize("NFC", " ".join(encodedwords.decode(name).split()))
    if "\\" in name or name.startswith(("/", "..", "./")):
        name = re.split(r"[\\/]", name.rstrip("\\/"))[-1]
    name = _UNSAFE.sub("", name.replace("/", "-").replace("\\", "-")).strip(" .-") or "file"
    if len(name) <= limits.MAX_FILENAME:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 20:
        return name[: limits.MAX_FILENAME]
    return stem[: limits.MAX_FILENAME - 1 - len(extension)] + dot + extension
