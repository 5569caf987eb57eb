"""Bytes to text: the declared charset first, then UTF-8, then a guess. Never raises, never returns a NUL.

What is declared is often wrong, so a declared single-byte charset gives way to text that is valid UTF-8, and the
Latin, Chinese and Korean names are read as the wider sets that senders really use (as the WHATWG Encoding
Standard does in browsers).
"""

import codecs
import re
from functools import lru_cache

from charset_normalizer import from_bytes

from mailroom import charsetguess

_ALIASES = {
    "ansi_x3.4-1968": "cp1252",
    "ascii": "cp1252",
    "big5": "big5hkscs",
    "cn-gb": "gb18030",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "hebrew": "cp1255",
    "iso-8859-1": "cp1252",
    "iso-8859-6-i": "iso-8859-6",
    "iso-8859-8-i": "cp1255",
    "iso-8859-9": "cp1254",
    "iso8859-1": "cp1252",
    "iso_8859-1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "latin1": "cp1252",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "tis-620": "cp874",
    "unicode-1-1-utf-7": "utf-7",
    "us-ascii": "cp1252",
    "windows-874": "cp874",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac-roman",
    "x-sjis": "cp932",
    "x-windows-949": "cp949",
}
_NO_CHARSETS = {"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"}
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,39}")
_MULTIBYTE = ("utf", "gb", "big5", "cp932", "cp949", "euc", "iso2022", "hz", "johab", "shift")
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127)) | {11: "\n", 12: "\n", 0x85: "\n", 0x2028: "\n"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x85\u2028]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAMPLE = 8_192
# What programs declare that do not care.
_MISUSED = ("cp1252", "latin-1")


@lru_cache(maxsize=256)
def known(name: str) -> str:
    """Python's name for the charset a mail declares, or '' when there is none that may be used."""
    wanted = name.partition(" ")[0].strip("\"'; \t").lower()
    wanted = _ALIASES.get(wanted, wanted)
    if not _NAME.fullmatch(wanted):
        return ""
    try:
        info = codecs.lookup(wanted)
    except LookupError:
        return ""
    if not getattr(info, "_is_text_encoding", True) or info.name in _NO_CHARSETS:
        return ""
    return _ALIASES.get(info.name, info.name)


def decode(data: bytes, declared: str = "", hint: str = "") -> str:
    """Text of `data`. `declared` is what its part says, `hint` the charset of the mail around it (for raw headers)."""
    return clean(_decode(data, known(declared), known(hint)))


def clean(text: str) -> str:
    """`text` with every line end as a line feed, without control characters and without halves of surrogates."""
    if "\r" in text:
        text = text.replace("\r\r\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROL.search(text):
        text = text.translate(_CONTROLS)
    return _SURROGATES.sub("\ufffd", text)


def _decode(data: bytes, declared: str, hint: str) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data.isascii() and not declared.startswith(("utf_7", "utf-7", "utf-16", "utf-32", "iso2022", "hz")):
        return _seven_bit(data)
    for name in _candidates(declared, hint):
        try:
            text = data.decode(name)
        except (UnicodeError, ValueError):
            continue
        if name in _MISUSED:
            return data.decode(charsetguess.likeliest(data, name) or name, "replace")
        return text
    return _nearly(data, declared) or _guess(data) or data.decode(declared or "cp1252", "replace")


def _seven_bit(data: bytes) -> str:
    if b"\x1b$B" in data or b"\x1b$@" in data:
        return data.decode("iso2022_jp_ext", "replace")
    if b"\x1b$)C" in data:
        return data.decode("iso2022_kr", "replace")
    return data.decode("ascii")


def _candidates(declared: str, hint: str) -> list[str]:
    if declared.startswith(_MULTIBYTE):
        return [declared, "utf-8"]
    if declared and declared != "cp1252":
        return ["utf-8", declared]
    if declared:
        return ["utf-8", "cp1252", "latin-1"]
    return ["utf-8", hint] if hint and hint != "utf-8" else ["utf-8"]


def _nearly(data: bytes, declared: str) -> str:
    """UTF-8 with a few broken characters (cut in the middle, say) is still UTF-8; so is any declared charset."""
    name = declared or "utf-8"
    text = data.decode(name, "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text[:100_000] if character > "\x7f") - broken
    return text if broken <= 1 + sound // 8 and sound > 0 else ""


def _guess(data: bytes) -> str:
    name = charsetguess.likeliest(data)
    if not name:
        best = from_bytes(data[:_SAMPLE], steps=3, chunk_size=1_024, enable_fallback=False).best()
        name = known(best.encoding) if best is not None else ""
    return data.decode(name, "replace") if name else ""
