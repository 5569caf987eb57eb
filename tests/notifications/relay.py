"""A mail relay for tests: real SMTP on a free port of this machine, which answers as it is told."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

Answer = Callable[[str], str | None]


def _nothing(address: str) -> str | None:
    return None


@dataclass
class Relay:
    """What arrived, and what to answer. An answer of ``None`` means 250."""

    mails: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    connections: int = 0
    to_recipient: Answer = _nothing
    to_content: Answer = _nothing
    port: int = 0

    @property
    def url(self) -> str:
        """How ``EMAIL_URL`` names it."""
        return f"smtp://127.0.0.1:{self.port}?timeout=5"

    async def handle_EHLO(self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]) -> list[str]:  # noqa: N802
        """Count conversations."""
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:  # noqa: N802
        """Take or refuse one recipient."""
        answer = self.to_recipient(address)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse the content; what is refused is not kept."""
        answer = self.to_content(envelope.rcpt_tos[0])
        if answer is None or answer.startswith("2"):
            content = cast("bytes", envelope.content)
            self.raw.append(content)
            self.mails.append(message_from_bytes(content, policy=default))
            self.recipients += envelope.rcpt_tos
            self.senders.append(str(envelope.mail_from))
        return answer or "250 Taken"


@contextmanager
def running(**answers: Any) -> Iterator[Relay]:
    """Run a relay on a free port for the length of a block."""
    relay = Relay(**answers)
    loop = asyncio.new_event_loop()
    # The loop runs in its thread from the first: this one may have a loop of a browser's already.
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    serving = loop.create_server(lambda: SMTP(relay, hostname="relay.example.org", loop=loop), host="127.0.0.1", port=0)
    server = asyncio.run_coroutine_threadsafe(serving, loop).result()
    relay.port = server.sockets[0].getsockname()[1]
    try:
        yield relay
    finally:
        asyncio.run_coroutine_threadsafe(_stop(server, loop), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _stop(server: asyncio.Server, loop: asyncio.AbstractEventLoop) -> None:
    server.close()
    conversations = [task for task in asyncio.all_tasks(loop) if task is not asyncio.current_task()]
    for task in conversations:
        task.cancel()
    await asyncio.gather(*conversations, return_exceptions=True)
