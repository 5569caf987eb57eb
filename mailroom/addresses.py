"""Addresses and message ids from header values: RFC 5322 where it is kept, sense where it is not.

One pass over each value. The structure is read before encoded words are decoded, so that a comma or an angle bracket
hidden in an encoded name cannot add an address.
"""

import re
from collections.abc import Iterator

from mailroom import encodedwords, limits
from mailroom.headers import Headers
from mailroom.mail import Address

_BARE = re.compile(r"(?<![^\s<>()\[\]\",;:@])[^\s<>()\[\]\",;:@]{1,320}@[^\s<>()\",;:@]{1,255}")
_ANGLE_ID = re.compile(r"<([^<>]{1,998})>")
_BARE_ID = re.compile(r"[^\s<>,;\"()]{1,500}")
_ESCAPED = re.compile(r"\\(.)")
_PLAIN = re.compile(r"=\?[^?\s]{1,60}\?[bBqQ]\?[^?\s]{0,900}\?=|[^=\"<(,;:]+")
_CLOSING = {'"': '"', "<": ">", "(": ")"}


def addresses(headers: Headers, name: str, shortfalls: limits.Shortfalls) -> tuple[Address, ...]:
    """All addresses of every `name` header, in order, without repeats; entries without an address are left out."""
    found: dict[str, Address] = {}
    for value in headers.structured(name):
        for entry in _entries(value):
            address = one(entry)
            if "@" not in address.address:
                continue
            if len(found) == limits.MAX_ADDRESSES:
                shortfalls.add(limits.TOO_MANY_ADDRESSES)
                return tuple(found.values())
            found.setdefault(address.address.lower(), address)
    return tuple(found.values())


def sender(headers: Headers) -> Address:
    """Who wrote: the first of From, Sender, Return-Path that names anybody (RFC 5322, 3.6.2)."""
    best = Address("", "")
    for name in ("From", "Sender", "Return-Path"):
        for value in headers.structured(name)[:1]:
            found = [one(entry) for entry in _entries(value)]
            named = next((address for address in found if "@" in address.address), None)
            if named is not None:
                return Address(best.name or named.name, named.address)
            if found and best == Address("", ""):
                best = found[0]
    return best


def bare(headers: Headers, *names: str) -> tuple[str, ...]:
    """The bare addresses in the headers `names`, in order, without repeats."""
    found: dict[str, None] = {}
    for name in names:
        for value in headers.structured(name)[: limits.MAX_ADDRESSES]:
            match = _BARE.search(value)
            if match:
                found[match[0]] = None
    return tuple(found)


def message_ids(headers: Headers, name: str) -> tuple[str, ...]:
    """The ids in every `name` header, without angle brackets or white space, in order, without repeats."""
    found: dict[str, None] = {}
    for value in headers.structured(name):
        ids = _ANGLE_ID.findall(value) or [word for word in _BARE_ID.findall(value) if "@" in word]
        found.update(dict.fromkeys("".join(text.split()) for text in ids))
    found.pop("", None)
    ids = list(found)
    if len(ids) > limits.MAX_MESSAGE_IDS:
        ids = [ids[0], *ids[1 - limits.MAX_MESSAGE_IDS :]]
    return tuple(ids)


def message_id(headers: Headers, name: str = "Message-ID") -> str:
    """The one id of `name`; a value without '@' or brackets is taken as it stands."""
    found = message_ids(headers, name)
    return found[0] if found else "".join(headers.first(name).strip("<> ").split())[:998]


def one(entry: str) -> Address:
    """The address that one entry of a list names, and the display name beside it."""
    before, angle, comments = _parts(entry)
    if not angle:
        match = _BARE.search(before) or _BARE.search(encodedwords.decode(before))
        if match:
            angle = match[0]
            before = before.replace(angle, " ") if angle in before else encodedwords.decode(before).replace(angle, " ")
        elif "@" in before or " " not in before.strip():
            before, angle = "", before
    name = _tidy(encodedwords.decode(before)) or _tidy(encodedwords.decode(comments))
    address = "".join(angle.split()).strip("<>\"',;")
    if "@" not in address and (match := _BARE.search(name)):
        address = match[0]
    address = address.removeprefix("mailto:")
    if address.startswith("@"):  # a route, RFC 5322, 4.4
        address = address.rpartition(":")[2]
    return Address("" if name == address else name, address[:320])


def _tidy(name: str) -> str:
    return " ".join(name.split()).strip("<>\"' ,;")[:500]


def _parts(entry: str) -> tuple[str, str, str]:
    """(words before the angle brackets, what is inside them, comments)."""
    words: list[str] = []
    angle = comments = ""
    for opener, text in _atoms(entry):
        if opener == "<":
            angle = text if "@" in text or not angle else angle
        elif opener == "(":
            comments += text + " "
        elif opener == '"':
            words.append(_ESCAPED.sub(r"\1", text))
        else:
            words.append(text)
    return "".join(words), angle, comments


def _entries(value: str) -> list[str]:
    """`value` cut at the commas, semicolons and group names that stand outside quotes, comments and brackets.

    A piece without an address belongs to the next one: "Prat, Ana <ana@example.org>" is one person.
    """
    entries: list[str] = []
    current = ""
    for opener, text in _atoms(value):
        if opener:
            current += opener + text + _CLOSING[opener]
        elif text in ",;":
            if "@" in current or text == ";":
                entries.append(current)
                current = ""
            elif current.strip():
                current += text
        elif text == ":" and "@" not in current and current.strip().lower() not in ("mailto", "smtp"):
            current = ""
        else:
            current += text
    entries.append(current)
    return [entry.strip(" ,;") for entry in entries if entry.strip(" ,;")]


def _atoms(text: str) -> Iterator[tuple[str, str]]:
    """Quoted strings, comments and angles as (opening character, inside); everything else as ("", piece)."""
    position = 0
    unclosed: set[str] = set()
    while position < len(text):
        character = text[position]
        end = -1
        if character in _CLOSING and character not in unclosed:
            end = _end_of(text, position)
            if end < 0:
                unclosed.add(character)
        if end >= 0:
            yield character, text[position + 1 : end]
            position = end + 1
        else:
            piece = _PLAIN.match(text, position)
            length = len(piece[0]) if piece else 1
            yield "", text[position : position + length]
            position += length


def _end_of(text: str, start: int) -> int:
    """Where the quote, comment or angle that opens at `start` closes, or -1."""
    opener, closer, depth, position = text[start], _CLOSING[text[start]], 0, start + 1
    while position < len(text):
        character = text[position]
        if character == "\\" and opener != "<":
            position += 1
        elif character == closer:
            if not depth:
                return position
            depth -= 1
        elif character == opener == "(":
            depth += 1
        position += 1
    return -1
