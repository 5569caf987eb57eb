"""Mails put together anew, where a provider posts only the fields that it took a mail apart into.

The same post makes the same bytes, so that a post sent twice is one mail.
"""

import hashlib
from base64 import encodebytes
from collections.abc import Iterator
from email.message import Message
from email.policy import SMTP
from typing import Any

from anymail.inbound import AnymailInboundMessage

from foundation.safetext import one_line
from tickets.channels.posts import NotUnderstood, Posted, from_json

_FROM, _SUBJECT, _ID = ("From", "from", "Sender", "sender"), ("Subject", "subject"), ("MessageId", "Message-Id", "Message-ID")
_TEXT = ("TextBody", "Text-part", "RawTextBody", "body-plain", "text")
_LONGEST_FIELD = 60_000


def rebuilt(message: AnymailInboundMessage) -> bytes:
    """Return the bytes of a message that was put together from fields. It is used up by this. Raises whatever Python's own parts raise."""
    ours = ("content-", "mime-version")
    head = b"".join(_field(name, value) for name, value in message.items() if not name.lower().startswith(ours))
    for name in set(message.keys()):
        if name.lower() != "content-type":
            del message[name]
    digest = hashlib.sha256(head)
    for leaf in _leaves(message):
        if "Content-Transfer-Encoding" not in leaf:
            _encode(leaf)
        digest.update(str(leaf.get_payload()).encode("utf-8", "replace"))
    for number, part in enumerate(_branches(message)):
        part.set_boundary(f"={digest.hexdigest()[:32]}={number}")
    content: bytes = message.as_bytes(policy=SMTP)
    return head + b"MIME-Version: 1.0\r\n" + content


def kept(posted: Posted) -> bytes:
    """Return a mail that holds all that was posted as a file, with its sender, subject and text as far as they are found.

    For what cannot be put together in full: a mail that is hard to read is no mail to lose. Raises ``NotUnderstood`` when nobody is
    named as its sender: then it is no mail.
    """
    fields = _fields(posted)
    sender = _first(fields, _FROM)
    if "@" not in sender:
        raise NotUnderstood("it names no sender")
    boundary = f"={hashlib.sha256(posted.content).hexdigest()[:32]}"
    head = [("From", sender), ("Subject", _first(fields, _SUBJECT)), ("Message-ID", _first(fields, _ID))]
    lines = [_field(name, value) for name, value in head if value]
    kind = posted.content_type or "application/octet-stream"
    return b"".join(
        [
            *lines,
            f'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="{boundary}"\r\n\r\n--{boundary}\r\n'.encode(),
            b"Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n",
            encodebytes(_first(fields, _TEXT).encode("utf-8", "replace")).replace(b"\n", b"\r\n"),
            f"\r\n--{boundary}\r\nContent-Type: {one_line(kind)}\r\n".encode(),
            b'Content-Disposition: attachment; filename="mail.data"\r\nContent-Transfer-Encoding: base64\r\n\r\n',
            encodebytes(posted.content).replace(b"\n", b"\r\n"),
            f"\r\n--{boundary}--\r\n".encode(),
        ]
    )


def _field(name: str, value: Any) -> bytes:
    """Return one header, in UTF-8 as it is: whatever came as text is read as text again."""
    words = " ".join(str(value).split())[:_LONGEST_FIELD]
    plain = "".join(letter for letter in name if letter.isascii() and letter.isprintable() and letter not in ": ")
    return f"{plain}: {words}\r\n".encode("utf-8", "replace")


def _parts(message: Message) -> list[Message]:
    inside = message.get_payload() if message.get_content_maintype() == "multipart" else None
    return [part for part in inside if isinstance(part, Message)] if isinstance(inside, list) else []


def _leaves(message: Message) -> Iterator[Message]:
    for part in _parts(message):
        if part.get_content_maintype() == "multipart":
            yield from _leaves(part)
        else:
            yield part


def _branches(message: Message) -> Iterator[Message]:
    if message.get_content_maintype() == "multipart":
        yield message
        for part in _parts(message):
            yield from _branches(part)


def _encode(leaf: Message) -> None:
    if leaf.get_content_maintype() == "message":
        return
    content = leaf.get_payload(decode=True)
    leaf.set_payload(encodebytes(content if isinstance(content, bytes) else b"").decode("ascii"))
    leaf["Content-Transfer-Encoding"] = "base64"


def _fields(posted: Posted) -> dict[str, Any]:
    if posted.exact:
        return {name: posted.text(name) for name in posted.exact}
    told = from_json(posted.content)
    items = told.get("items") if isinstance(told, dict) else None
    told = items[0] if isinstance(items, list) and items else told
    return told if isinstance(told, dict) else {}


def _first(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, dict):
            value = value.get("Address") or value.get("Email")
        if isinstance(value, str) and value.strip():
            return value
    return ""
