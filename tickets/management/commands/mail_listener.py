"""Listen for mail."""

import asyncio
import signal
from argparse import ArgumentParser
from typing import Any

from aiosmtpd.smtp import SMTP
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tickets.listener import SIZE_LIMIT, TIMEOUT_SECONDS, Handler


class Conversation(SMTP):
    """An SMTP conversation that takes the long lines which many programs write, though RFC 5321 §4.5.3.1.6 allows them 1,000 octets."""

    line_length_limit = 1024 * 1024


async def serve(host: str, port: int) -> None:
    """Accept SMTP conversations until the process is told to stop. Raises ``OSError`` when the port is taken."""
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopped.set)
    handler = Handler()
    server = await loop.create_server(
        lambda: Conversation(
            handler, data_size_limit=SIZE_LIMIT, timeout=TIMEOUT_SECONDS, enable_SMTPUTF8=True, hostname=settings.SITE_HOST, ident="Suport"
        ),
        host=host,
        port=port,
    )
    async with server:
        await stopped.wait()


class Command(BaseCommand):
    """``mail_listener [--listen HOST:PORT]``."""

    help = "Listen for mail by SMTP; each mail is stored before it is answered."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--listen", default=settings.MAIL_LISTEN, help="host:port, by default from MAIL_LISTEN")

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve until told to stop."""
        host, _, port = options["listen"].rpartition(":")
        if not port.isdecimal():
            raise CommandError("--listen takes host:port, for example 127.0.0.1:8025.")
        self.stdout.write(f"Listening for mail on {host}:{port}")
        try:
            asyncio.run(serve(host or "127.0.0.1", int(port)))
        except OSError as problem:
            raise CommandError(f"Cannot listen on {options['listen']}: {problem.strerror}.") from problem
