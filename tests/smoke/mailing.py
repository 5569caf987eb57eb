"""Steps through the mail listener: answers, strangers, garbage, and mails that nobody here wrote."""

import importlib.util
import json
import os
import re
import sys
from pathlib import Path
from typing import Any

from tests.smoke import cast
from tests.smoke.asking import TITLE, sign_in_by_code
from tests.smoke.browser import Page
from tests.smoke.seen import Unexpected, expect, expect_equal, expect_no_words, expect_words, wait_for
from tests.smoke.walk import Walk, mail, plain

MAIL_ANSWER = "The light is red again, and I restarted it twice."
GARBAGE = (b"\x00\xff\xfe\r\n=?utf-8?b?////?=:\r\n\x80\x81\r\n", b"", b"From\r\nContent-Type: multipart/mixed; boundary=\r\n\r\n--\r\n")
PACKAGE = f"libpython{sys.version_info.major}.{sys.version_info.minor}-testsuite"
LOG = "/admin/tickets/inboundmail/"
_LOG_ROW = re.compile(rf"{LOG}\d+/change/")
_LINE_END = re.compile(rb"\r\n|\r|\n")


def answer(walk: Walk) -> None:
    """The requester answers the reply by mail, and the answer stands in the ticket without the quoted text"""
    assert walk.reply is not None
    answered = walk.reply.header("Message-ID")
    text = f"{MAIL_ANSWER}\n\nOn Monday, Suport wrote:\n> {walk.reply.text.splitlines()[0]}\n"
    references = {"In_Reply_To": answered, "References": f"{walk.reply.header('References')} {answered}"}
    to = walk.reply.header("Reply-To")
    message = mail(cast.REQUESTER, to, f"Re: {TITLE}", text, Message_ID="<answer.1@example.net>", **references)
    expect_words(walk.mail_in(message.as_bytes(), to=to, sender=cast.REQUESTER.email), "250 ")
    walk.wait_on_desk(MAIL_ANSWER)


def answers_thread(walk: Walk) -> None:
    """The next reply answers the requester's own mail, so that their program keeps the thread together"""
    before = len(walk.sink.letters)
    walk.act(walk.agent, "reply", {"body": "A technician comes tomorrow."})
    letter = walk.sink.wait(cast.REQUESTER.email, after=before)
    expect_equal(letter.header("In-Reply-To"), "<answer.1@example.net>", "In-Reply-To")
    expect_words(letter.header("References"), f"<ticket.{walk.ticket}.0.", "<answer.1@example.net>")


def stranger(walk: Walk) -> None:
    """A stranger's mail with the reference opens a ticket of its own; their acknowledgement tells nothing of the other"""
    before = len(walk.sink.letters)
    text = "I found this number on a paper. What is it about?"
    message = mail(cast.STRANGER, cast.MAILBOX, f"Re: [{walk.reference}]", text, Message_ID="<stranger.1@example.com>")
    expect_words(walk.mail_in(message.as_bytes(), sender=cast.STRANGER.email), "250 ")
    letter = walk.sink.wait(cast.STRANGER.email, after=before)
    found = re.search(r"suport#(\d+)", plain(letter.header("Subject")))
    expect(found is not None and int(found[1]) != walk.ticket, "another reference", letter.header("Subject"))
    expect_no_words(plain(letter.message.as_string() + letter.text), TITLE, cast.REQUESTER.email, f"{walk.reference}\n")
    expect_no_words(walk.desk(walk.agent).text, text)
    expect_equal(len(walk.sink.letters) - before, 1, "mails for a stranger's mail")


def garbage(walk: Walk) -> None:
    """Garbage is answered 250, a foreign address is refused, and the listener lives on"""
    for content in GARBAGE:
        expect_words(walk.mail_in(content), "250 ")
    try:
        walk.mail_in(b"Subject: relay me\r\n\r\n", to="somebody@example.com")
    except Unexpected as refused:
        expect_words(str(refused), "550")
    else:
        raise Unexpected("expected: a refusal, since this is no relay\nseen: 250")
    message = mail(cast.Person("Nil Bosch", "nil.bosch@example.net"), cast.MAILBOX, "After the garbage", "Still there?")
    expect_words(walk.mail_in(message.as_bytes()), "250 ")
    wait_for(
        lambda: "After the garbage" in walk.agent.get("/desk/queues/support/").text,
        "the next mail in the queue",
        lambda: walk.agent.get("/desk/queues/support/").text,
    )


def python_mails() -> list[bytes]:
    """The messages that CPython tests its own mail package with, in CRLF lines; none where they are not installed."""
    package = importlib.util.find_spec("test.test_email")
    if package is None or package.origin is None:
        return []
    files = sorted((Path(package.origin).parent / "data").glob("msg_*.txt"))
    return [_LINE_END.sub(b"\r\n", path.read_bytes()).removesuffix(b"\r\n") + b"\r\n" for path in files]


def foreign_mails(walk: Walk) -> str:
    """The messages of CPython's own tests: each is answered 250 and processed"""
    contents = python_mails()
    if not contents:
        expect(
            os.environ.get("SUPORT_REQUIRE_ALL") != "1",
            f"Python's own test mails (Debian: apt-get install {PACKAGE})",
            "they are not installed",
        )
        return f"not installed here, so none were sent; Debian: apt-get install {PACKAGE}"
    for content in contents:
        expect_words(walk.mail_in(content), "250 ")
    # One worker takes them in order, so when this one is in the queue the others were tried.
    last = mail(cast.Person("Nil Bosch", "nil.bosch@example.net"), cast.MAILBOX, "The last of many", "All there?")
    expect_words(walk.mail_in(last.as_bytes()), "250 ")
    wait_for(
        lambda: "The last of many" in walk.agent.get("/desk/queues/support/").text,
        "the last mail in the queue",
        lambda: walk.house.said("worker"),
    )
    again = through_stream(walk, contents)
    # A twin is known only once the first was processed to its end.
    unprocessed = [line for line in again if line["message_id_known"] and line["reason"] != "the same mail was received before"]
    expect(not unprocessed, "every mail with a Message-ID known as processed", unprocessed)
    return f"{len(contents)} messages"


def inbound_log(walk: Walk) -> str:
    """An administrator looks at the log of received mail: every one is processed, none failed, none waits"""
    admin = walk.browser()
    sign_in_by_code(walk, admin, cast.ADMIN)
    for state in ("stored", "failed"):
        page = admin.get(f"{LOG}?state__exact={state}")
        expect_equal((page.status, _rows(page)), (200, 0), f"status and rows of the log of {state} mails")
    done = _rows(admin.get(f"{LOG}?state__exact=done"))
    expect(done, "processed mails in the log")
    return f"{done} on the first page"


def _rows(page: Page) -> int:
    return len({link for link in page.links if _LOG_ROW.search(link)})


def through_stream(walk: Walk, contents: list[bytes]) -> list[dict[str, Any]]:
    """Give the same mails to ``receive_email --stream``; return its lines."""
    given = b"".join(b"%d\n%b" % (len(content), content) for content in contents)
    done = walk.house.run("python", "manage.py", "receive_email", "--stream", "--uncapped", "--mailbox", cast.MAILBOX, given=given)
    expect_equal(done.returncode, 0, f"the exit code of receive_email ({done.stderr.decode(errors='replace')[-2000:]})")
    lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    expect_equal(len(lines), len(contents), "lines printed by receive_email")
    for line, content in zip(lines, contents, strict=True):
        head = content.partition(b"\r\n\r\n")[0].lower()
        line["message_id_known"] = b"\r\nmessage-id:" in b"\r\n" + head
    return lines
