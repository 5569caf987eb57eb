"""Every mail of the tests cut short, doubled, shuffled and with bytes changed is answered, within bounded work."""

import importlib
import pkgutil
import random
import re
import time

import pytest

import mailroom
from mailroom.reading import _read
from tests.mailroom.pages import REPLIES
from tests.mailroom.test_anything import SAMPLE, assert_sound
from tests.mailroom.test_broken_mails import READ_ALL_THE_SAME

HEAD = b"From: Anna Prat <anna@example.org>\nSubject: Re: [suport#3] =?utf-8?Q?l=C3=ADnia?=\nContent-Type: text/html; charset=utf-8\n\n"
MAILS = {"sample": SAMPLE} | READ_ALL_THE_SAME | {name: HEAD + page.encode() for name, page in list(REPLIES.items())[::6]}


def variants(mail: bytes, chance: random.Random) -> list[bytes]:
    lines = mail.splitlines(keepends=True)
    shuffled = chance.sample(lines, len(lines))
    flipped = bytearray(mail)
    for _ in range(1 + len(mail) // 100):
        flipped[chance.randrange(len(mail))] ^= 1 << chance.randrange(8)
    cut = chance.randrange(len(mail))
    return [
        mail[:cut],
        mail[cut:],
        mail + mail,
        b"".join(line + line for line in lines),
        b"".join(shuffled),
        bytes(flipped),
        mail.replace(b"\n", b"\r"),
        mail.replace(b"\n", b""),
        mail.replace(b" ", b"\n"),
        mail[::-1],
    ]


@pytest.mark.parametrize("name", MAILS)
def test_every_variant_of_a_mail_is_answered(name):
    chance = random.Random(name)

    for _ in range(5):
        for variant in variants(MAILS[name], chance):
            assert_sound(_read(variant))


PIECES = (
    "a",
    " ",
    ">",
    "-",
    "<a@",
    "<",
    "\n",
    "1:",
    "=?a?q?",
    "--\n",
    "_",
    '"',
    "文",
    "begin 644 a\n",
    "\n--a\nContent-",
    "http://",
    "+1 ",
)


def patterns() -> list[tuple[str, re.Pattern[str] | re.Pattern[bytes]]]:
    modules = [importlib.import_module(f"mailroom.{module.name}") for module in pkgutil.iter_modules(mailroom.__path__)]
    return [(f"{m.__name__}.{name}", value) for m in modules for name, value in vars(m).items() if isinstance(value, re.Pattern)]


@pytest.mark.parametrize(("name", "pattern"), patterns(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_pattern_runs_over_a_hundred_kilobytes_of_anything(name, pattern):
    for piece in PIECES:
        text = piece * (100_000 // len(piece)) + "!"

        began = time.process_time()
        pattern.search(text.encode() if isinstance(pattern.pattern, bytes) else text)

        assert time.process_time() - began < 0.5, (name, piece)
