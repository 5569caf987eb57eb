"""Steps of the people at the desk: signing in, answering, moving a ticket, recording a caller."""

from tests.smoke import cast
from tests.smoke.asking import BODY, TITLE, follow_with_code, sign_in_by_code, write_code
from tests.smoke.browser import Browser, Page, Upload
from tests.smoke.seen import expect, expect_equal, expect_no_words, expect_words
from tests.smoke.walk import PICTURE, Walk, code_in, number_in, plain

NOTE = "NOTE FOR COLLEAGUES: the cabinet in the street is wet."
REPLY = "Please restart the box and tell us the colour of the light."
GUIDE = Upload("how to restart.txt", "text/plain", b"Unplug. Count to ten. Plug in.\n")


def sign_in(walk: Walk) -> None:
    """An agent signs in with a password, another with a code from their mail; a wrong password opens nothing"""
    refused = with_password(walk.browser(), cast.AGENT, "not the password")
    expect(refused.path.startswith("/accounts/login"), "the sign-in page again", refused.url)
    before = len(walk.sink.letters)
    page = with_password(walk.agent, cast.AGENT, cast.PASSWORD)
    expect_equal(page.path, "/accounts/confirm-email/", "where the first sign-in of an address nobody confirmed leads")
    page = write_code(walk, walk.agent, page, walk.sink.wait(cast.AGENT.email, after=before))
    expect_equal((page.status, page.path), (200, "/desk/"), "where an agent lands")
    page = with_password(walk.browser(), cast.AGENT, cast.PASSWORD)
    expect_equal((page.status, page.path), (200, "/desk/"), "where the second sign-in leads")
    page = sign_in_by_code(walk, walk.lead, cast.LEAD)
    expect_equal(page.path, "/desk/", "where a lead lands")


def with_password(browser: Browser, person: cast.Person, password: str) -> Page:
    form = browser.get("/accounts/login/").form("password")
    return browser.submit(form, {"login": person.email, "password": password})


def queue(walk: Walk) -> None:
    """The support queue shows the new ticket; its page shows the words and the file, byte for byte"""
    page = walk.agent.get("/desk/queues/support/")
    expect_words(page.text, walk.reference, TITLE, cast.REQUESTER.name)
    page = walk.desk(walk.agent)
    expect_words(page.text, TITLE, BODY.splitlines()[0], PICTURE.name)
    address = next(link for link in page.links if f"/tickets/{walk.ticket}/files/" in link)
    file = walk.agent.get(address)
    expect(file.content == PICTURE.content, "the bytes that were sent", f"{file.status}, {len(file.content)} bytes")
    expect_words(file.headers["content-disposition"], "attachment;")
    expect_equal(walk.browser().get(address).status, 404, "the status of the file for a stranger")


def reply(walk: Walk) -> None:
    """The agent writes a note, which nobody is told, and a reply with a file, which is mailed as from a person"""
    before = len(walk.sink.letters)
    walk.act(walk.agent, "note", {"body": NOTE})
    page = walk.agent.submit(walk.desk(walk.agent).form("/reply/"), {"body": REPLY}, {"files": GUIDE})
    expect_words(page.text, NOTE, REPLY, GUIDE.name)
    letter = walk.reply = walk.sink.wait(cast.REQUESTER.email, after=before)
    expect_equal(len(walk.sink.letters) - before, 1, "mails for a note and a reply")
    expect_words(plain(letter.header("Subject")), TITLE, f"[{walk.reference}]")
    expect_words(letter.text, REPLY, GUIDE.name)
    expect_no_words(letter.message.as_string() + letter.text, "NOTE FOR COLLEAGUES")
    expect_equal((letter.header("Auto-Submitted"), letter.header("Precedence")), ("", ""), "the marks of an automatic mail")
    assert walk.acknowledgement is not None
    expect_words(letter.header("Reply-To"), f"suport+{walk.ticket}.")
    expect_equal(letter.header("References"), walk.acknowledgement.header("References"), "the thread")
    expect(letter.header("Message-ID") != walk.acknowledgement.header("Message-ID"), "a Message-ID of its own")
    expect_words(letter.header("From"), cast.AGENT.name.split()[0])


def move(walk: Walk) -> None:
    """The ticket is taken, escalated with a reason, handed back, and passed to treasury"""
    walk.act(walk.agent, "take")
    expect_words(walk.desk(walk.agent).text, f"Owner: {cast.AGENT.name}")
    escalation = walk.agent.get(f"/desk/tickets/{walk.ticket}/escalate/").form("/escalate/")
    page = walk.agent.submit(escalation, {"tier": "2", "reason": "skills", "tried": ""})
    expect_equal(page.status, 422, "the status of an escalation that does not say what was tried")
    walk.act(walk.agent, "escalate", {"tier": "2", "reason": "skills", "tried": "Restarted the box twice."})
    expect_words(walk.desk(walk.agent).text, "Restarted the box twice.")
    walk.act(walk.lead, "hand-back", {"reason": "It is the cable, line 1 can do it."})
    expect_words(walk.desk(walk.agent).text, "It is the cable, line 1 can do it.")
    walk.act(walk.agent, "transfer", {"note": "The fee was not collected."})
    expect_equal(walk.agent.get(f"/desk/tickets/{walk.ticket}/").status, 404, "the status of a ticket of a queue one does not work in")


def resolve(walk: Walk) -> None:
    """The treasurer finds it with the note, answers and resolves; the requester is told once"""
    sign_in_by_code(walk, walk.treasurer, cast.TREASURER)
    before = len(walk.sink.letters)
    expect_words(walk.treasurer.get("/desk/queues/treasury/").text, walk.reference)
    expect_words(walk.desk(walk.treasurer).text, "The fee was not collected.", NOTE, REPLY)
    walk.act(walk.treasurer, "reply", {"body": "The fee is settled.", "then": "resolve", "fix": "Collected the fee."})
    letter = walk.sink.wait(cast.REQUESTER.email, after=before)
    expect_words(letter.text, "The fee is settled.")
    expect_no_words(letter.text, "The fee was not collected.")
    expect_equal(len(walk.sink.to(cast.REQUESTER.email, after=before)), 1, "mails for an answer that resolves")
    expect_words(walk.desk(walk.treasurer).text, "Resolved")


def record_caller(walk: Walk) -> None:
    """An agent records a caller who has no e-mail; the printed reference and code open the ticket"""
    form = walk.agent.get("/desk/tickets/new/").form("submission")
    title = "No dial tone since the storm"
    page = walk.agent.submit(
        form, {"name": cast.CALLER, "phone": "+34 600 000 001", "channel": "phone", "title": title, "body": "Silence."}, {}
    )
    number = number_in(page)
    expect_equal(page.path, f"/desk/tickets/{number}/receipt/", "where recording leads")
    walk.codes[number] = code_in(page)
    follow_with_code(walk, number, title)
