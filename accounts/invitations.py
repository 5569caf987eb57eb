"""The mailed link of an invitation."""

from foundation import tokens

LIVES_DAYS = 14
_PURPOSE = "invitation"


def token(pk: int, times: int) -> str:
    """Return what the link of an invitation that was sent for the ``times``th time holds."""
    return f"{pk}-{times}-{tokens.signature(_PURPOSE, f'{pk}.{times}')}"


def read(given: str) -> tuple[int, int] | None:
    """Return the invitation's number and which sending it was, or ``None`` when we did not write ``given``."""
    number, _, rest = given[:80].partition("-")
    times, _, signed = rest.partition("-")
    if not all(each.isascii() and each.isdecimal() and len(each) < 19 for each in (number, times)):
        return None
    return (int(number), int(times)) if tokens.is_valid(_PURPOSE, f"{int(number)}.{int(times)}", signed) else None
