"""Numbers as people write them."""


def digits_of(text: str) -> str:
    """Return the decimal digits of ``text`` in ASCII, without what stands between them; digits of every script count."""
    return "".join(str(int(c)) for c in text if c.isdecimal())
