"""Content-addressed storage."""

import hashlib
import os
import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from foundation import blobs

HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def files() -> list[Path]:
    return sorted(path for path in Path(storages["blobs"].path("")).rglob("*") if path.is_file())


def test_content_is_stored_under_its_own_digest():
    digest = blobs.put(b"hello")

    assert (digest, blobs.read(digest)) == (HELLO, b"hello")
    assert [str(path)[-67:] for path in files()] == [f"2c/{HELLO}"]


def test_the_same_content_is_written_once():
    blobs.put(b"hello")
    inode = files()[0].stat().st_ino

    blobs.put(b"hello")

    assert [path.stat().st_ino for path in files()] == [inode]


def test_blobs_are_private():
    blobs.put(b"hello")

    assert stat.S_IMODE(files()[0].stat().st_mode) == 0o600
    assert stat.S_IMODE(files()[0].parent.stat().st_mode) == 0o700


def test_a_blob_is_flushed_to_disk_before_it_gets_its_name_and_the_name_after(monkeypatch: pytest.MonkeyPatch):
    steps: list[str] = []

    def noting(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any) -> Any:
            steps.append(name)
            return call(*args)

        return noted

    monkeypatch.setattr(os, "fsync", noting("fsync", os.fsync))
    monkeypatch.setattr(Path, "rename", noting("rename", Path.rename))

    blobs.put(b"hello")

    assert steps == ["fsync", "rename", "fsync"]


def test_a_disk_that_is_full_leaves_no_half_of_a_file(monkeypatch: pytest.MonkeyPatch):
    def full(_number: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="No space left"):
        blobs.put(b"hello")

    assert files() == []


def test_many_hands_may_store_the_same_and_other_things_at_once():
    contents = [b"%d" % (number % 7) * 100_000 for number in range(56)]

    with ThreadPoolExecutor(8) as hands:
        digests = list(hands.map(blobs.put, contents))

    assert [hashlib.sha256(content).hexdigest() for content in contents] == digests
    assert (len(files()), {blobs.read(digest) for digest in digests}) == (7, set(contents))


def test_what_was_never_stored_is_not_found():
    with pytest.raises(FileNotFoundError):
        blobs.read("0" * 64)


def test_a_storage_that_is_no_folder_keeps_blobs_too(settings):
    settings.STORAGES = {**settings.STORAGES, "blobs": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}

    digests = [blobs.put(b"hello"), blobs.put(b"hello")]

    assert (digests, blobs.read(HELLO)) == ([HELLO, HELLO], b"hello")
