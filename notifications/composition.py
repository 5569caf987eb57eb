"""From rows to the bytes of a mail."""

import re
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from foundation import blobs
from notifications import addresses
from notifications.message_ids import message_id, thread_id
from notifications.models import Delivery, MailText

_FOREIGN_ID = re.compile(r"<[\x21-\x3b\x3d\x3f-\x7e]{1,250}>")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
_METHOD = re.compile(r"^METHOD:([A-Z]{1,20})$", re.MULTILINE)
_LINE = 76
_FILE_TYPES = frozenset({"application", "audio", "image", "text", "video"})
_SUBTYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,80}")
_FIRST_REFERENCES = 4
_LAST_REFERENCES = 6
_LONGEST_REFERENCES = 1500
# UTF-8 bytes in one encoded word, which may have 75 characters (RFC 2047 §2) and shares the first line with the name of its header.
_WORD = 36


class MailPolicy(EmailPolicy):
    """CRLF lines and 7-bit bodies, fit for every relay; headers folded at spaces alone.

    Python's own folding turns an identifier longer than a line into an encoded word, which no mail client reads as one, and loses
    spaces between the encoded words of a long subject.
    """

    def fold(self, name: str, value: Any) -> str:
        """Return the header as lines that end in CRLF."""
        if name.lower().startswith(("content-", "mime-")):
            return str(super().fold(name, value))
        people = getattr(value, "addresses", None)
        words = _encoded(str(value)) if people is None else ", ".join(map(_mailbox, people))
        lines = [f"{name}:"]
        for word in words.split():
            if len(lines[-1]) + len(word) + 1 > _LINE and lines[-1] != f"{name}:":
                lines.append("")
            lines[-1] += f" {word}"
        return "\r\n".join(lines) + "\r\n"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return the header as bytes that end in CRLF."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii")


def _encoded(text: str) -> str:
    """Return ``text`` as it is when it is ASCII, else as encoded words, whose separating spaces a reader drops."""
    if text.isascii() and "=?" not in text:
        return text
    pieces = [""]
    for character in text:
        if len((pieces[-1] + character).encode()) > _WORD:
            pieces.append("")
        pieces[-1] += character
    return " ".join(f"=?utf-8?b?{b64encode(piece.encode()).decode('ascii')}?=" for piece in pieces)


def _mailbox(person: Address) -> str:
    name = _encoded(person.display_name)
    if name == person.display_name and not _ATOMS.fullmatch(name):
        name = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return f"{name} <{person.addr_spec}>" if name else person.addr_spec


PLAIN = MailPolicy(linesep="\r\n", cte_type="7bit", max_line_length=_LINE)
INTERNATIONAL = PLAIN.clone(utf8=True)


def compose(delivery: Delivery, said: MailText, *, at: datetime) -> bytes:
    """Return the mail of ``delivery`` with the words ``said``, ready for SMTP. Reads ``delivery.mail``.

    The same delivery has the same Message-ID however often it is composed. The thread's own ID stands first in References, so a
    client that missed a mail still keeps the rest together. Raises ``ValueError`` when an address cannot be written in a header,
    ``FileNotFoundError`` when a file that goes along is kept no longer.
    """
    mail = delivery.mail
    message = EmailMessage(policy=PLAIN if _local_part(delivery.address).isascii() else INTERNATIONAL)
    message["From"] = _address(mail.from_name, mail.from_address)
    message["To"] = _address(delivery.name, delivery.address)
    message["Subject"] = said.subject
    message["Date"] = at
    message["Message-ID"] = message_id(mail.topic, delivery.pk)
    _add_thread(message, mail.topic, delivery.tokens.get("in_reply_to", ""))
    if delivery.tokens.get("reply_to"):
        message["Reply-To"] = delivery.tokens["reply_to"]
    if mail.is_automatic:
        message["Auto-Submitted"] = "auto-replied" if "in_reply_to" in delivery.tokens else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        if mail.topic:
            # What vacation programs of before RFC 3834 look for; some relays let such mail wait, so no code for signing in carries it.
            message["Precedence"] = "bulk"
    for name, value in mail.headers.items():
        message[name] = value
    _add_body(message, said)
    if said.calendar:
        _add_calendar(message, said.calendar)
    for file in mail.files:
        _add_file(message, file)
    message["Content-Language"] = said.language
    return message.as_bytes()


def _local_part(address: str) -> str:
    return address.rpartition("@")[0]


def _address(name: str, address: str) -> Address:
    username, _, domain = addresses.for_wire(address).rpartition("@")
    return Address(display_name=name, username=username, domain=domain)


def _add_thread(message: EmailMessage, topic: str, in_reply_to: str) -> None:
    answered = _FOREIGN_ID.findall(in_reply_to)
    references = _bounded(([thread_id(topic)] if topic else []) + answered)
    if references:
        message["References"] = " ".join(references)
    if answered:
        message["In-Reply-To"] = answered[-1]


def _bounded(references: list[str]) -> list[str]:
    """Return the first few, which begin the thread in every client, and as many of the last as fit into a header that every server takes."""
    known = list(dict.fromkeys(references))
    first, last = known[:_FIRST_REFERENCES], known[_FIRST_REFERENCES:][-_LAST_REFERENCES:]
    while last and len(" ".join(first + last)) > _LONGEST_REFERENCES:
        last = last[1:]
    return first + last


def _add_body(message: EmailMessage, said: MailText) -> None:
    if said.text or not said.html:
        message.set_content(said.text)
        if said.html:
            message.add_alternative(said.html, subtype="html")
    else:
        message.set_content(said.html, subtype="html")


def _add_calendar(message: EmailMessage, calendar: str) -> None:
    """Add an iCalendar object twice (RFC 6047 §2.4): as one more way to read the mail, for calendars, and as a file, for everything else."""
    lines = calendar.replace("\r\n", "\n").replace("\n", "\r\n")
    method = _METHOD.search(calendar)
    message.add_alternative(lines, subtype="calendar", params={"method": method[1]} if method is not None else None)
    message.add_attachment(lines.encode(), maintype="application", subtype="ics", filename="invitation.ics")


def _add_file(message: EmailMessage, file: Mapping[str, str]) -> None:
    """Add a stored file. A type that would be read as mail, or as several parts, is not believed."""
    main, _, sub = file["type"].partition("/")
    known = (main, sub) if main in _FILE_TYPES and _SUBTYPE.fullmatch(sub) else ("application", "octet-stream")
    message.add_attachment(blobs.read(file["digest"]), maintype=known[0], subtype=known[1], filename=file["name"])
