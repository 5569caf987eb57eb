"""What the steps share: the house, the relay, the browsers, and what earlier steps learned."""

import re
import smtplib
from dataclasses import dataclass, field
from email.message import EmailMessage

from tests.smoke import cast
from tests.smoke.browser import Browser, Page, Upload
from tests.smoke.house import House
from tests.smoke.seen import Unexpected, expect, expect_equal, wait_for
from tests.smoke.sink import Letter, Sink

PICTURE = Upload("router at night.png", "image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))
_NUMBER = re.compile(r"/tickets/(\d+)/")
_CODE = re.compile(r"\b[A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}\b")


@dataclass
class Walk:
    """One walk through one house."""

    house: House
    sink: Sink
    requester: Browser
    agent: Browser
    lead: Browser
    treasurer: Browser
    ticket: int = 0
    acknowledgement: Letter | None = None
    reply: Letter | None = None
    codes: dict[int, str] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The reference of the ticket that most steps are about."""
        return f"suport#{self.ticket}"

    def browser(self, language: str = "en") -> Browser:
        """A new person's browser."""
        return Browser(self.house.base, language)

    def desk(self, who: Browser, number: int = 0) -> Page:
        """A ticket as the desk shows it."""
        page = who.get(f"/desk/tickets/{number or self.ticket}/")
        expect_equal(page.status, 200, f"the status of {page.url}")
        return page

    def wait_on_desk(self, words: str) -> Page:
        """The ticket on the desk, as soon as it shows ``words``."""

        def look() -> Page | None:
            page = self.desk(self.agent)
            return page if words in page.text else None

        return wait_for(look, f"{words!r} in {self.reference}", lambda: self.desk(self.agent).text)

    def act(self, who: Browser, verb: str, changes: dict[str, str] | None = None) -> Page:
        """Use one of the desk's forms for the ticket; return the page it leads to. Raises ``Unexpected`` when it was refused."""
        page = self.desk(who)
        if not page.has_form(f"/{self.ticket}/{verb}/"):
            page = who.get(f"/desk/tickets/{self.ticket}/{verb}/")
        page = who.submit(page.form(f"/{self.ticket}/{verb}/"), changes or {})
        expect(page.status == 200, f"{verb} is done", f"{page.status} {page.text}")
        return page

    def mail_in(self, content: bytes, *, to: str = cast.MAILBOX, sender: str = "somebody@example.net") -> str:
        """Hand a mail to the listener; return its answer to the content."""
        with smtplib.SMTP("127.0.0.1", self.house.mail_port, local_hostname="client.example.net", timeout=20) as smtp:
            smtp.ehlo()
            smtp.mail(sender)
            code, words = smtp.rcpt(to)
            expect_equal(code, 250, f"the listener's answer to RCPT TO:<{to}> ({words.decode(errors='replace')})")
            code, words = smtp.data(content)
        return f"{code} {words.decode(errors='replace')}"


def mail(sender: cast.Person, to: str, subject: str, text: str, **headers: str) -> EmailMessage:
    """Write a mail as a person's program does; further headers with ``_`` for ``-``."""
    message = EmailMessage()
    message["From"] = f"{sender.name} <{sender.email}>"
    message["To"] = to
    message["Subject"] = subject
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def number_in(page: Page) -> int:
    """The ticket number in a page's address. Raises ``Unexpected``."""
    found = _NUMBER.search(page.path)
    if found is None:
        raise Unexpected(f"expected: the address of a ticket\nseen: {page.status} {page.url} {page.text}")
    return int(found[1])


def code_in(page: Page) -> str:
    """The code printed on a receipt. Raises ``Unexpected``."""
    found = _CODE.search(page.text)
    if found is None:
        raise Unexpected(f"expected: a code on the receipt\nseen: {page.text}")
    return found[0]


def plain(text: str) -> str:
    """``text`` without the marks that keep a reference together in right-to-left lines."""
    return text.translate(ISOLATES)
