"""A relay of our own: takes every mail and keeps it for reading. It can hold back its answer, so that a sender may die waiting."""

import asyncio
import re
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from types import TracebackType
from typing import cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.smoke.seen import wait_for


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail as it came over the wire."""

    to: str
    message: EmailMessage

    def header(self, name: str) -> str:
        """Return a header as text; empty when there is none."""
        return str(self.message.get(name, ""))

    @property
    def text(self) -> str:
        """The plain text."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


@dataclass
class Sink:
    """``with Sink() as sink`` listens on a free port of this machine."""

    letters: list[Letter] = field(default_factory=list)
    recipients_asked: int = 0
    port: int = 0
    _open: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Sink":
        self._open.set()
        self._loop = asyncio.new_event_loop()
        serving = self._loop.create_server(
            lambda: SMTP(self, hostname="sink.example.org", enable_SMTPUTF8=True, loop=self._loop), host="127.0.0.1", port=0
        )
        self._server = self._loop.run_until_complete(serving)
        self.port = self._server.sockets[0].getsockname()[1]
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.release()
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        conversations = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in conversations:
            task.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)

    @property
    def url(self) -> str:
        """What ``EMAIL_URL`` says."""
        return f"smtp://127.0.0.1:{self.port}"

    def hold(self) -> None:
        """Leave every further sender waiting before its content, until ``release``."""
        self._open.clear()

    def release(self) -> None:
        """Answer again."""
        self._open.set()

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Take the recipient, now or when released."""
        self.recipients_asked += 1
        await asyncio.to_thread(self._open.wait)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        message = message_from_bytes(cast("bytes", envelope.content), policy=default)
        self.letters += [Letter(address, message) for address in envelope.rcpt_tos]
        return "250 Taken"

    def to(self, address: str, *, words: str = "", after: int = 0) -> list[Letter]:
        """Return the mails to ``address`` whose text holds what ``words``, a regular expression, says, from the ``after``-th of all on."""
        return [letter for letter in self.letters[after:] if letter.to == address and re.search(words, letter.text)]

    def wait(self, address: str, *, words: str = "", after: int = 0) -> Letter:
        """Return the first such mail as soon as it is there. Raises ``Unexpected``."""
        found = wait_for(
            lambda: self.to(address, words=words, after=after),
            f"a mail to {address} with {words!r} in its text",
            lambda: [f"{letter.to}: {letter.header('Subject')}" for letter in self.letters[after:]],
        )
        return found[0]
