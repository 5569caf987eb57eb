"""Values with parameters (Content-Type, Content-Disposition), RFC 2045 and RFC 2231, read leniently.

Accepts what senders get wrong: no quotes around a value with spaces, encoded words inside a parameter, RFC 2231 pieces
out of order or without a charset, a missing semicolon at the end, raw 8-bit text.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from mailroom import charset, encodedwords

_MAX_PARAMETERS = 200
_KEY = re.compile(r"\s{0,50}([^\s=;\"<>()*]{1,60})(?:\*(\d{1,3}))?(\*?)\s*=\s*")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_BARE = re.compile(r"[^;]*")
_ESCAPE = re.compile(r"\\([\"\\])")


@dataclass(frozen=True, slots=True)
class Value:
    """The value in lower case, without its parameters, and the parameters under their lower-case names."""

    value: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """The decoded parameter `name`, or ''."""
        return self.parameters.get(name, "")


def parse(header: str) -> Value:
    """The value and the parameters of an unfolded header."""
    main, _, rest = header.partition(";")
    if "=" in main and "/" not in main.partition("=")[0]:  # 'filename="a.pdf"' without the value before it
        main, rest = "", header
    pieces: dict[str, dict[int, tuple[str, bool]]] = {}
    plain: dict[str, str] = {}
    for name, number, extended, text in _pieces(rest):
        if number is None and not extended:
            plain.setdefault(name, encodedwords.decode(text))
        else:
            pieces.setdefault(name, {}).setdefault(number or 0, (text, extended))
    joined = {name: _join(parts) for name, parts in pieces.items()}
    return Value(main.partition("(")[0].strip().strip('"').lower(), plain | {name: text for name, text in joined.items() if text})


def _pieces(rest: str) -> list[tuple[str, int | None, bool, str]]:
    found: list[tuple[str, int | None, bool, str]] = []
    position = 0
    while position < len(rest) and len(found) < _MAX_PARAMETERS:
        key = _KEY.match(rest, position)
        if not key:
            position = rest.find(";", position) + 1
            if not position:
                break
            continue
        text, position = _text(rest, key.end())
        found.append((key[1].lower(), int(key[2]) if key[2] else None, bool(key[3]), text))
        position = rest.find(";", position) + 1
        if not position:
            break
    return found


def _text(rest: str, start: int) -> tuple[str, int]:
    quoted = _QUOTED.match(rest, start)
    if quoted:
        return _ESCAPE.sub(r"\1", quoted[1]), quoted.end()
    bare = _BARE.match(rest, start)
    end = bare.end() if bare else len(rest)
    return rest[start:end].strip().strip('"'), end


def _join(parts: dict[int, tuple[str, bool]]) -> str:
    """The pieces of one RFC 2231 parameter, in the order of their numbers, decoded together."""
    name = ""
    data = b""
    for index, number in enumerate(sorted(parts)):
        text, extended = parts[number]
        if extended and not index and text.count("'") >= 2:
            name, _, text = text.split("'", 2)
        data += unquote_to_bytes(text) if extended else text.encode("utf-8", "replace")
    return encodedwords.decode(charset.decode(data, name))
