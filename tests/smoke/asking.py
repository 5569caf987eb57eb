"""Steps of somebody who asks: the form, the receipt, the acknowledgement, following."""

import re
from urllib.parse import urlsplit

from tests.smoke import cast
from tests.smoke.browser import Browser, Page
from tests.smoke.seen import Unexpected, expect, expect_equal, expect_no_words, expect_words
from tests.smoke.sink import Letter
from tests.smoke.walk import PICTURE, Walk, code_in, number_in, plain

_CODE = re.compile(r"(?m)^[A-Z0-9]{3,8}(-[A-Z0-9]{3,8})?$")
TITLE = "Fibre drops every evening at nine"
BODY = "The light on the box turns red.\nThen it comes back."
WEB_ANSWER = "It is green since this morning."
ASKED = {"title": TITLE, "body": BODY, "people": "some", "name": cast.REQUESTER.name, "email": cast.REQUESTER.email}


def front_door(walk: Walk) -> None:
    """The front door opens, in the reader's language"""
    page = walk.requester.get("/")
    expect_equal((page.status, page.language), (200, "ca"), "status and language of the home page")
    expect("default-src 'none'" in page.headers.get("content-security-policy", ""), "a strict security policy", page.headers)


def empty_form(walk: Walk) -> None:
    """An empty form comes back with words on what is missing, and keeps what was typed"""
    page = walk.requester.submit(walk.requester.get("/tickets/new/").form("submission"), {"title": TITLE})
    expect_equal(page.status, 422, "the status of a refused form")
    expect_equal(page.form("submission").one("title"), TITLE, "the title that was typed")


def ask(walk: Walk) -> None:
    """A person opens a ticket with a file and sees the receipt; the same form again is the same ticket"""
    form = walk.requester.get("/tickets/new/").form("submission")
    page = walk.requester.submit(form, ASKED, {"files": PICTURE})
    walk.ticket = number_in(page)
    walk.codes[walk.ticket] = code_in(page)
    expect_equal(page.path, f"/tickets/{walk.ticket}/receipt/", "where the form leads")
    expect_words(page.text, walk.reference, TITLE)
    again = walk.requester.submit(form, ASKED, {"files": PICTURE})
    expect_equal(again.path, page.path, "where the same form leads when sent again")


def acknowledged(walk: Walk) -> None:
    """The acknowledgement comes by mail: reference, link, headers, language, and none of the sender's words"""
    letter = walk.acknowledgement = walk.sink.wait(cast.REQUESTER.email)
    expect_words(plain(letter.header("Subject")), walk.reference)
    expect_words(plain(letter.text), walk.reference, f"{walk.house.base}/tickets/{walk.ticket}/open/")
    expect_no_words(letter.message.as_string() + letter.text, TITLE, "light on the box", cast.REQUESTER.name)
    seen = {name: letter.header(name) for name in ("Auto-Submitted", "X-Auto-Response-Suppress", "Content-Language", "To")}
    expected = {
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "Content-Language": "ca",
        "To": cast.REQUESTER.email,
    }
    expect_equal(seen, expected, "headers")
    expect_words(letter.header("Message-ID"), f"<ticket.{walk.ticket}.", "@example.org>")
    expect_words(letter.header("Reply-To"), f"suport+{walk.ticket}.", "@example.org")
    expect_words(letter.header("References"), f"<ticket.{walk.ticket}.0.")
    expect(letter.header("Date"), "a date", letter.message.as_string())
    expect_equal(len(walk.sink.to(cast.REQUESTER.email)), 1, "acknowledgements for a form sent twice")


def strangers_see_nothing(walk: Walk) -> None:
    """A stranger who knows the reference sees a page that helps (404), and nothing of the ticket"""
    for address in (f"/tickets/{walk.ticket}/", f"/tickets/{walk.ticket}/receipt/", "/tickets/999999/"):
        page = walk.browser().get(address)
        expect_equal(page.status, 404, f"the status of {address} for a stranger")
        expect_no_words(page.text, TITLE)
        page.form("/tickets/follow/")


def follow_link(walk: Walk) -> None:
    """The link in the mail opens the ticket without signing in; a note of the desk is not there; an answer arrives"""
    assert walk.reply is not None
    link = next(word for word in walk.reply.text.split() if f"/tickets/{walk.ticket}/open/" in word)
    follower = walk.browser("ca")
    page = follower.get(link)
    expect_equal((page.status, urlsplit(page.url).path), (200, f"/tickets/{walk.ticket}/"), "where the link leads")
    expect_words(page.text, TITLE, walk.reference)
    expect_no_words(page.text, "NOTE FOR COLLEAGUES")
    page = follower.submit(page.form("/answer/"), {"body": WEB_ANSWER}, {})
    expect_equal(page.status, 200, "the status after answering")
    expect_words(page.text, WEB_ANSWER)
    walk.wait_on_desk(WEB_ANSWER)


def spoilt_link(walk: Walk) -> None:
    """A link with one letter changed opens nothing"""
    assert walk.reply is not None
    link = next(word for word in walk.reply.text.split() if f"/tickets/{walk.ticket}/open/" in word)
    page = walk.browser().get(link.rstrip("/")[:-1] + ("A/" if link.rstrip("/")[-1] != "A" else "B/"))
    expect_equal(page.status, 404, "the status of a spoilt link")
    expect_no_words(page.text, TITLE)


def follow_with_code(walk: Walk, number: int, title: str) -> Page:
    """Open a ticket with the reference and the code of its printed receipt; a wrong code opens nothing."""
    follower = walk.browser()
    refused = _follow(follower, number, "ABCD-EFGH-IJKL")
    expect_equal(refused.status, 422, "the status of a wrong code")
    expect_no_words(refused.text, title)
    page = _follow(follower, number, walk.codes[number].lower().replace("-", " "))
    expect_equal((page.status, page.path), (200, f"/tickets/{number}/"), "where reference and code lead")
    expect_words(page.text, title)
    return page


def _follow(follower: Browser, number: int, code: str) -> Page:
    form = follower.get("/tickets/follow/").form("code")
    return follower.submit(form, {"reference": f"Suport #{number}", "code": code})


def signed_in_by_code(walk: Walk) -> None:
    """The requester signs in with a mailed code and finds the ticket among their own"""
    page = sign_in_by_code(walk, walk.requester, cast.REQUESTER)
    expect_equal(page.path, "/tickets/", "where a requester lands")
    expect_words(page.text, TITLE, walk.reference)


def sign_in_by_code(walk: Walk, browser: Browser, person: cast.Person) -> Page:
    """Ask for a code, read it from the mail, write it; return the page one lands on."""
    before = len(walk.sink.letters)
    page = browser.get("/accounts/login/code/")
    page = browser.submit(page.form("email"), {"email": person.email})
    return write_code(walk, browser, page, walk.sink.wait(person.email, words=_CODE.pattern, after=before))


def write_code(walk: Walk, browser: Browser, page: Page, letter: Letter) -> Page:
    """Write the code of ``letter`` into the form of ``page``; return the page one lands on."""
    code = _CODE.search(letter.text)
    if code is None:
        raise Unexpected(f"expected: a code alone on a line\nseen: {letter.text}")
    expect_equal(letter.header("Auto-Submitted"), "auto-generated", "Auto-Submitted of the mail with the code")
    page = browser.submit(page.form("code"), {"code": code[0]})
    expect_equal(page.status, 200, "the status after the code")
    return page
