"""A message broker made of files, for an installation without Redis.

kombu's own file transport writes a message under its final name, so a consumer can read half of it, and rewrites its binding
tables in place. This one writes a temporary name and renames, keeps one folder a queue, and takes a message by renaming it into a
private folder: a rename succeeds for one consumer alone. Messages are taken oldest first. A message taken by a consumer that is
then killed is lost, which the users of this broker must bear (tasks are nudges; sweeps find the work).
"""

import os
import secrets
import time
from collections import deque
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import virtual
from kombu.utils.json import dumps, loads

# kombu's virtual transport is the base to build on; its file transport has other folders and names, so nothing of it is kept.


def _made(folder: Path) -> Path:
    """Make ``folder`` and what is missing above it, private at every level (``mkdir`` gives its mode to the last one alone)."""
    if not folder.is_dir():
        _made(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write_whole(target: Path, text: str) -> None:
    """Write ``text`` so that ``target`` never stands for half of it. Raises ``OSError``."""
    draft = target.parent / f".{target.name}.{secrets.token_hex(4)}.tmp"
    draft.touch(mode=0o600, exist_ok=False)
    draft.write_text(text, encoding="utf-8")
    draft.rename(target)


class Channel(virtual.Channel):
    """One conversation with the folder named by the transport option ``folder``."""

    # Bindings live in this process alone: every queue is bound to the direct exchange of its own name.
    supports_fanout = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._seen: dict[str, deque[str]] = {}

    @property
    def folder(self) -> Path:
        """Where queues are folders."""
        client: Any = self.connection.client
        return Path(client.transport_options["folder"])

    def _queue_folder(self, queue: str) -> Path:
        if not queue or queue.startswith(".") or Path(queue).name != queue:
            raise ValueError(f"not a queue name: {queue!r}")
        return self.folder / "queues" / queue

    def _put(self, queue: str, message: dict[str, Any], **kwargs: Any) -> None:
        name = f"{time.time_ns():020}-{secrets.token_hex(6)}.json"
        _write_whole(_made(self._queue_folder(queue)) / name, dumps(message))

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        waiting = self._seen.setdefault(queue, deque())
        if not waiting:
            waiting.extend(self._names(queue))
        while waiting:
            text = self._take(queue, waiting.popleft())
            if text is not None:
                message: dict[str, Any] = loads(text)
                return message
        raise Empty

    def _names(self, queue: str) -> list[str]:
        try:
            return sorted(path.name for path in self._queue_folder(queue).iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []

    def _take(self, queue: str, name: str) -> str | None:
        taken = _made(self.folder / "taken") / f"{os.getpid()}-{secrets.token_hex(4)}-{name}"
        try:
            (self._queue_folder(queue) / name).rename(taken)
        except FileNotFoundError:
            return None  # another consumer was quicker
        text = taken.read_text(encoding="utf-8")
        taken.unlink()
        return text

    def _size(self, queue: str) -> int:
        return len(self._names(queue))

    def _purge(self, queue: str) -> int:
        return sum(self._take(queue, name) is not None for name in self._names(queue))

    def _has_queue(self, queue: str, **kwargs: Any) -> bool:
        return self._queue_folder(queue).is_dir()

    def _new_queue(self, queue: str, **kwargs: Any) -> None:
        _made(self._queue_folder(queue))

    def _delete(self, queue: str, *args: Any, **kwargs: Any) -> None:
        self._purge(queue)


class Transport(virtual.Transport):
    """Messages as files below one private folder."""

    Channel = Channel
    # One state for the whole process, as with other brokers without a server: bindings declared once are known to every channel.
    global_state = virtual.BrokerState()
    driver_type = driver_name = "filesystem"
    default_port = 0

    def __init__(self, client: Any, **kwargs: Any) -> None:
        super().__init__(client, **kwargs)
        self.state = self.global_state

    def driver_version(self) -> str:
        """Return the version of the format of the files."""
        return "1"
