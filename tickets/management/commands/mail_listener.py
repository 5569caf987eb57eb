"""Listen for mail."""

import asyncio
import signal
import ssl
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tickets.listener import Conversation, Door, LocalConversation

Listens = Callable[[str, int], None]


def _tls() -> ssl.SSLContext | None:
    """Return what STARTTLS is offered with. Raises ``OSError`` when the certificate cannot be read."""
    if not settings.MAIL_DOOR.certificate:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(settings.MAIL_DOOR.certificate, settings.MAIL_DOOR.certificate_key or None)
    return context


async def serve(host: str, port: int, *, is_local: bool, listens: Listens) -> None:
    """Take mail until the process is told to stop, then finish what is being stored. Raises ``OSError`` when the port is taken.

    ``is_local``: speak LMTP. ``listens`` is told the host and the port.
    """
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    door, tls, kind = Door(), _tls(), LocalConversation if is_local else Conversation
    server = await loop.create_server(lambda: kind(door, tls), host=host, port=port)
    listens(*server.sockets[0].getsockname()[:2])
    await stopped.wait()
    server.close()
    await door.close()


class Command(BaseCommand):
    """``mail_listener [--listen HOST:PORT] [--lmtp]``."""

    help = "Listen for mail by SMTP or LMTP; each mail is stored before it is answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--listen", default=settings.MAIL_LISTEN, help="host:port, by default from MAIL_LISTEN")
        parser.add_argument("--lmtp", action="store_true", help="speak LMTP instead of SMTP: one answer for each recipient")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        host, _, port = options["listen"].rpartition(":")
        if not port.isdecimal():
            raise CommandError("--listen takes host:port, for example 127.0.0.1:8025.")
        try:
            asyncio.run(serve(host or "127.0.0.1", int(port), is_local=options["lmtp"], listens=self._say))
        except OSError as problem:
            raise CommandError(f"Cannot listen on {options['listen']}: {problem.strerror or problem}.") from problem

    def _say(self, host: str, port: int) -> None:
        self.stdout.write(f"Listening for mail on {host}:{port}")
        self.stdout.flush()
