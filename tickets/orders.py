"""The commands in the first lines of an agent's mail: ``#owner me``, ``#status stalled until 2026-12-01``. Read here, done elsewhere."""

import re
from dataclasses import dataclass
from difflib import get_close_matches

WORDS = ("owner", "status", "queue", "priority", "category", "escalate", "note", "follow", "unfollow", "close", "send", "help")
_LINE = re.compile(r"#([^\W\d_]{2,20})(?:[ \t:]+(.*))?")
# How much alike a word has to be to be a slip of the pen: "#statis" is one, "#summer" is not.
_ALIKE = 0.75


@dataclass(frozen=True, slots=True)
class Order:
    """One command: its word, in lower case, and what stands behind it."""

    word: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Orders:
    """What a mail asks for: its commands in their order, the text below, and slips: what was written, and the word it is most like."""

    orders: tuple[Order, ...]
    text: str
    slips: tuple[tuple[str, str], ...] = ()

    def rest_of(self, word: str) -> str | None:
        """Return what stands behind the first command ``word``; ``None`` when it is not there."""
        return next((order.rest for order in self.orders if order.word == word), None)

    @property
    def doubled(self) -> tuple[str, ...]:
        """Words that stand there more than once."""
        said = [order.word for order in self.orders]
        return tuple(dict.fromkeys(word for word in said if said.count(word) > 1))


def read(body: str) -> Orders:
    """Return the commands that lead ``body``, and its text. The first line that begins with no command word ends them.

    ``#1 in the list`` and ``#summer`` are text. A word very much like a command is a slip: nobody wants ``#statis`` to reach a requester.
    """
    orders: list[Order] = []
    slips: list[tuple[str, str]] = []
    lines = body.strip().splitlines()
    for number, line in enumerate(lines):
        plain = line.strip()
        if not plain:
            continue
        found = _LINE.fullmatch(plain)
        like = get_close_matches(found[1].lower(), WORDS, n=1, cutoff=_ALIKE) if found is not None else []
        if found is None or not like:
            return Orders(tuple(orders), "\n".join(lines[number:]).strip(), tuple(slips))
        if like[0] == found[1].lower():
            orders.append(Order(like[0], (found[2] or "").strip()))
        else:
            slips.append((plain, f"#{like[0]}"))
    return Orders(tuple(orders), "", tuple(slips))
