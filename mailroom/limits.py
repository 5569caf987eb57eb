"""How much of one mail is read. Beyond a limit the rest stays in the stored raw mail, and a code says so.

The numbers bound time and memory against mails made to hurt; ordinary mail stays far below each of them.
"""

MAX_BYTES = 64 * 1024 * 1024
MAX_HEADERS = 1_000
MAX_HEADER_LINES = 50_000
MAX_HEADER_BYTES = 64 * 1024
MAX_HEADER_BLOCK = 1024 * 1024
MAX_PARTS = 500
MAX_DEPTH = 30
MAX_ADDRESSES = 1_000
MAX_MESSAGE_IDS = 200
MAX_TEXT = 1_000_000
MAX_ASIDE = 50_000
MAX_HTML = 2_000_000
MAX_MARKED_HTML = 600_000
MAX_PLAIN_LINES = 20_000
MAX_FILENAME = 200

TOO_LARGE = "too-large"
TOO_MANY_HEADERS = "too-many-headers"
HEADER_TOO_LONG = "header-too-long"
TOO_MANY_PARTS = "too-many-parts"
TOO_DEEP = "too-deep"
TOO_MANY_ADDRESSES = "too-many-addresses"
TEXT_TOO_LONG = "text-too-long"
BROKEN_STRUCTURE = "broken-structure"
BROKEN_ENCODING = "broken-encoding"
UNREADABLE = "unreadable"


class Shortfalls:
    """Collects, once each and in order, the codes of what could not be fully read."""

    def __init__(self) -> None:
        self._codes: dict[str, None] = {}

    def add(self, code: str) -> None:
        """Note one of the codes above."""
        self._codes[code] = None

    def codes(self) -> tuple[str, ...]:
        """The codes noted so far."""
        return tuple(self._codes)
