"""Mail addresses: one spelling each, and what makes one impossible."""

from email_validator import EmailNotValidError, validate_email


def normalised(address: str) -> str:
    """Return ``address`` as it is stored: trimmed, NFC, domain in lower case (Unicode form).

    Raises ``ValueError`` with the reason when no mail system could deliver to it (RFC 5321, RFC 6531). No DNS is asked.
    """
    try:
        return validate_email(address.strip(), check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error


def for_wire(address: str) -> str:
    """Return a normalised ``address`` with its domain in ASCII (IDNA), as an envelope wants it. Raises ``ValueError`` like ``normalised``."""
    try:
        found = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
    return found.ascii_email or f"{found.local_part}@{found.ascii_domain}"


def key_of(address: str) -> str:
    """Return what two spellings of one mailbox share in practice; a suppression is kept under it."""
    return address.strip().casefold()
