"""One spelling for each e-mail address."""


def normalise(address: str | None) -> str | None:
    """Return ``address`` trimmed and lower-cased by Python (databases differ outside ASCII); ``None`` for nothing."""
    clean = (address or "").strip().lower()
    return clean or None


def mailbox_of(address: str) -> str:
    """Return the mailbox that ``address`` most likely ends in, for caps alone: what follows a plus in the local part is left out."""
    local, at, domain = (normalise(address) or "").rpartition("@")
    return f"{local.partition('+')[0]}{at}{domain}"
