"""Receive raw mails from standard input, one JSON line for each."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from mailroom.mail import ParsedMail
from mailroom.reading import read
from notifications.bounce_addresses import read_bounce_address
from queues.models import Mailbox
from tickets.actions import inbound, processing
from tickets.actions.arrival import Outcome
from tickets.enums import InboundAction
from tickets.mail_addresses import mailbox_for

# sysexits.h: a temporary failure; the mail server keeps the mail and tries again. And: there is no such address; it tells the sender so.
EX_TEMPFAIL, EX_NOUSER = 75, 67
LONGEST_FRAME = 200 * 1024 * 1024


def frames(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the mails of ``--stream``: a decimal byte count alone on a line, then that many bytes. Raises ``CommandError`` on other input."""
    while line := stream.readline(32):
        if not line.strip():
            continue
        if not line.strip().isdigit() or int(line) > LONGEST_FRAME:
            raise CommandError("A frame starts with a byte count alone on a line.")
        content = stream.read(int(line))
        if len(content) < int(line):
            raise CommandError("The last frame is cut off.")
        yield content


def answer(outcome: Outcome, parsed: ParsedMail) -> dict[str, Any]:
    """Return what is printed for one mail; the fields are an interface that other programs rely on."""
    bounce = parsed.bounce
    return {
        "action": outcome.action.value,
        "reference": outcome.ticket.reference if outcome.ticket is not None else None,
        "reason": outcome.reason,
        "subject": " ".join(parsed.subject.split()),
        "from": parsed.sender.address,
        "from_name": parsed.sender.name,
        "body": parsed.body,
        "quoted": parsed.quoted,
        "attachments": [{"filename": file.filename, "content_type": file.content_type, "size": file.size} for file in parsed.files],
        "auto_submitted": parsed.auto_submitted,
        "bounce": {"recipient": bounce.recipient, "status": bounce.status, "hard": bounce.hard} if bounce is not None else None,
        "message_id": outcome.answer_id,
    }


class Command(BaseCommand):
    """``receive_email [--mailbox ADDRESS] [--uncapped] [--stream] < message.eml``; exit 75 when a mail could not be stored."""

    help = "Receive one raw mail (or, with --stream, many) from standard input and print one JSON line for each."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("--mailbox", default="", help="the address that received the mail")
        parser.add_argument("--uncapped", action="store_true", help="apply no flood caps: for imports and measuring")
        parser.add_argument("--stream", action="store_true", help="read frames: a byte count alone on a line, then that many bytes")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, store, process, print."""
        mailbox = self._mailbox(options["mailbox"])
        if options["mailbox"] and mailbox is None and read_bounce_address(options["mailbox"]) is None:
            raise CommandError(f"There is no mailbox {options['mailbox']}.", returncode=EX_NOUSER)
        source = sys.stdin.buffer
        for raw in frames(source) if options["stream"] else [source.read()]:
            line = self._receive(raw, options["mailbox"], mailbox, is_capped=not options["uncapped"])
            self.stdout.write(json.dumps(line, ensure_ascii=False))
            self.stdout.flush()

    def _mailbox(self, address: str) -> Mailbox | None:
        try:
            return mailbox_for(address) if address else None
        except DatabaseError as problem:
            self.stderr.write(f"The mailbox could not be looked up: {problem}")
            sys.exit(EX_TEMPFAIL)

    def _receive(self, raw: bytes, address: str, mailbox: Mailbox | None, *, is_capped: bool) -> dict[str, Any]:
        try:
            stored = inbound.store(raw, envelope_to=address, mailbox=mailbox, is_claimed=True)
        except (OSError, DatabaseError) as problem:
            self.stderr.write(f"The mail could not be stored: {problem}")
            sys.exit(EX_TEMPFAIL)
        try:
            done = processing.process_claimed(stored, is_capped=is_capped)
        except Exception as problem:  # noqa: BLE001 - stored and swept later; a bad mail is an answer, not a crash
            return answer(Outcome(InboundAction.REJECTED, f"stored; will be tried again ({type(problem).__name__})"), read(raw))
        if done is None:
            return answer(Outcome(InboundAction.IGNORED, "another process has it"), read(raw))
        return answer(*done)
