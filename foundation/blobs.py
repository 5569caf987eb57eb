"""Content-addressed storage of raw mails and attachments: ``blobs/ab/<sha256>`` behind the storage alias ``blobs``.

Written under a temporary name, flushed to disk, then renamed, so a name never stands for half a file. The caller writes its row afterwards.
"""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, storages


def name_of(digest: str) -> str:
    """Return the storage name of the blob whose SHA-256 is ``digest`` (64 lower-case hex characters)."""
    return f"{digest[:2]}/{digest}"


def put(content: bytes) -> str:
    """Store ``content`` durably and return its SHA-256 in hex. Storing the same bytes again is free.

    Raises ``OSError`` when it cannot be stored.
    """
    digest = hashlib.sha256(content).hexdigest()
    storage = storages["blobs"]
    if isinstance(storage, FileSystemStorage):
        _put_in_folder(Path(storage.path(name_of(digest))), content)
    elif not storage.exists(name_of(digest)):
        storage.save(name_of(digest), ContentFile(content))
    return digest


def _put_in_folder(target: Path, content: bytes) -> None:
    try:
        # Young again: the sweep of unused blobs leaves it alone until the caller's row is written.
        os.utime(target)
        return
    except FileNotFoundError:
        pass
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.parent / f".{target.name}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(target)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def open_blob(digest: str) -> "File[bytes]":
    """Open the blob for reading. Raises ``FileNotFoundError`` when there is none."""
    return storages["blobs"].open(name_of(digest), "rb")


def read(digest: str) -> bytes:
    """Return the whole blob. Raises ``FileNotFoundError`` when there is none."""
    with open_blob(digest) as file:
        content: bytes = file.read()
    return content


def unused_before(moment: datetime, used: Callable[[list[str]], set[str]]) -> Iterator[str]:
    """Yield the digests of blobs last written before ``moment`` that ``used`` does not name, asking it for a folder at a time.

    Only for blobs in a folder: elsewhere the storage's own life-cycle rules do this.
    """
    storage = storages["blobs"]
    if not isinstance(storage, FileSystemStorage) or not Path(storage.location).exists():
        return
    for folder in sorted(Path(storage.location).iterdir()):
        old = [file.name for file in folder.iterdir() if len(file.name) == 64 and file.stat().st_mtime < moment.timestamp()]
        kept = used(old) if old else set()
        yield from (digest for digest in old if digest not in kept)


def delete(digest: str) -> None:
    """Delete the blob. The caller knows that no row names it."""
    storages["blobs"].delete(name_of(digest))
