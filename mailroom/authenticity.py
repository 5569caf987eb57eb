"""What our own relay found out about who sent a mail: SPF, DKIM and DMARC, from its Authentication-Results (RFC 8601).

Anybody can write such a header. Only the first one that carries a name of our own relay counts: a relay puts its own above all that came
from outside, and what stands below it, in our name or not, was in the mail before. The relay has to write one header for all methods and
should remove those in its own name that come from outside (RFC 8601, section 5).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

_METHODS = ("spf", "dkim", "dmarc")
_RESULT = re.compile(r"\A\s*([a-z][a-z0-9-]{0,30})\s*(?:/\s*\d+\s*)?=\s*([a-z]{1,20})(?![\w=.@-])", re.IGNORECASE)
_HEADER_FROM = re.compile(r"(?:^|\s)header\.from\s*=\s*\"?([^\s\";]{1,320})", re.IGNORECASE)
_LONGEST = 8_000


@dataclass(frozen=True, slots=True)
class Authenticity:
    """The results of our relay, in its words (``pass``, ``fail``, ``none``, …); empty where it says nothing.

    Of several signatures one that passes is enough; of several verdicts about the sender's domain none may differ.
    """

    spf: str = ""
    dkim: str = ""
    dmarc: str = ""
    from_domain: str = ""

    @property
    def is_known(self) -> bool:
        """Whether our relay said anything."""
        return bool(self.spf or self.dkim or self.dmarc)

    @property
    def results(self) -> tuple[tuple[str, str], ...]:
        """The methods with their results."""
        return (("spf", self.spf), ("dkim", self.dkim), ("dmarc", self.dmarc))

    @property
    def is_failed(self) -> bool:
        """Whether the sender's domain disowns the mail, or nothing about it is right though something was claimed."""
        return self.dmarc == "fail" or (self.dmarc != "pass" and self.spf in _WRONG and self.dkim in _WRONG)

    def vouches_for(self, address: str) -> bool:
        """Whether the domain of ``address`` vouches for the mail: DMARC passed, and was about that very domain."""
        domain = address.rpartition("@")[2].lower().rstrip(".")
        return bool(domain) and self.dmarc == "pass" and self.from_domain in {"", domain}


_WRONG = {"fail", "softfail", "permerror"}


def read(headers: Sequence[str], relays: Collection[str]) -> Authenticity:
    """Return what the first of ``headers`` (Authentication-Results, topmost first, encoded words untouched) of one of ``relays`` says."""
    names = {name.lower() for name in relays}
    for header in headers:
        # A part cut short could end in what looks like a result: what is too long says nothing.
        parts = list(_parts(header)) if len(header) <= _LONGEST else []
        if parts and _relay(parts[0]) in names:
            return _results(parts[1:])
    return Authenticity()


def _relay(part: str) -> str:
    """The name of the relay: the first word, perhaps followed by a version."""
    words = part.split()
    return words[0].strip('"').lower() if words and len(words) <= 2 else ""


def _results(parts: Sequence[str]) -> Authenticity:
    found: dict[str, list[str]] = {method: [] for method in _METHODS}
    domain = ""
    for part in parts:
        result = _RESULT.match(part)
        if result is None or result[1].lower() not in found:
            continue
        method = result[1].lower()
        found[method].append(result[2].lower())
        about = _HEADER_FROM.search(part, result.end()) if method == "dmarc" else None
        domain = domain or (about[1].rpartition("@")[2].lower().rstrip(".") if about else "")
    dkim = "pass" if "pass" in found["dkim"] else next(iter(found["dkim"]), "")
    return Authenticity(_agreed(found["spf"]), dkim, _agreed(found["dmarc"]), domain)


def _agreed(results: Sequence[str]) -> str:
    """The one result; of several that differ the first that is no pass."""
    return next((result for result in results if result != "pass"), results[0] if results else "")


def _parts(header: str) -> Iterator[str]:
    """The parts between semicolons, without comments; inside quotes a semicolon is a letter like others (RFC 5322, section 3.2)."""
    part: list[str] = []
    depth, is_quoted, letters = 0, False, iter(header)
    for letter in letters:
        said = letter
        if letter == "\\" and (depth or is_quoted):
            next(letters, "")
            said = "_"
        elif is_quoted:
            is_quoted = letter != '"'
        elif letter == "(" or (letter == ")" and depth):
            depth += 1 if letter == "(" else -1
            said = " "
        elif letter == '"' and not depth:
            is_quoted = True
        elif letter == ";" and not depth:
            yield "".join(part)
            part = []
            continue
        if not depth:
            part.append("_" if is_quoted and said.isspace() else said)
    # What never closes is no result: the rest may be somebody else's words.
    if not depth and not is_quoted:
        yield "".join(part)
