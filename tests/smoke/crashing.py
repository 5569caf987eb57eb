"""Steps in which a worker dies."""

import time

from tests.smoke import cast
from tests.smoke.seen import expect_equal, expect_no_words, expect_words, wait_for
from tests.smoke.walk import Walk

WHILE_DOWN = "Written while no worker ran."
IN_HAND = "Written while the relay kept a worker waiting."
_LONG_ENOUGH_TO_SEND = 1.0


def down(walk: Walk) -> None:
    """The worker is killed (-9); a reply is taken all the same, and mailed once when a worker is back"""
    walk.house.kill("worker")
    before = len(walk.sink.letters)
    walk.act(walk.agent, "reply", {"body": WHILE_DOWN})
    time.sleep(_LONG_ENOUGH_TO_SEND)
    expect_equal(len(walk.sink.letters), before, "mails sent without a worker")
    walk.house.start("worker")
    letter = walk.sink.wait(cast.REQUESTER.email, after=before)
    expect_words(letter.text, WHILE_DOWN)


def in_hand(walk: Walk) -> None:
    """The worker is killed (-9) with a mail in its hands, before the relay has it; the next worker sends it once"""
    walk.sink.hold()
    before, asked = len(walk.sink.letters), walk.sink.recipients_asked
    walk.act(walk.agent, "reply", {"body": IN_HAND})
    wait_for(lambda: walk.sink.recipients_asked > asked, "a worker that speaks to the relay", lambda: walk.house.said("worker"))
    walk.house.kill("worker")
    walk.sink.release()
    walk.house.start("worker")
    letter = walk.sink.wait(cast.REQUESTER.email, after=before)
    expect_words(letter.text, IN_HAND)


def ready(walk: Walk) -> None:
    """/healthz and /readyz say that all is well"""
    browser = walk.browser()
    expect_equal(browser.get("/healthz").content, b'{"status": "ok"}', "/healthz")
    wait_for(lambda: browser.get("/readyz").status == 200, "/readyz with 200", lambda: browser.get("/readyz").content)


def once(walk: Walk) -> None:
    """Every mail was sent exactly once"""
    sent = [letter.header("Message-ID") for letter in walk.sink.letters]
    twice = {identifier for identifier in sent if sent.count(identifier) > 1}
    expect_equal(twice, set(), "Message-IDs that came twice")
    written = [letter.text for letter in walk.sink.to(cast.REQUESTER.email)]
    for text in (WHILE_DOWN, IN_HAND):
        expect_equal(sum(text in said for said in written), 1, f"mails that hold {text!r}")


def quiet(walk: Walk) -> None:
    """No process complained, and all end when asked"""
    names = list(walk.house.processes)
    forced = walk.house.stop_all()
    expect_equal(forced, [], "processes that had to be forced")
    for name in names:
        expect_no_words(walk.house.said(name), "Traceback", " ERROR ", " CRITICAL ")
