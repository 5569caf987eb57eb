"""The way of a requester and an agent through the pages. It goes by fields and addresses, so it is the same in every language."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from notifications.models import MailText
from tests.journeys.conftest import PASSWORD
from tickets.models import Ticket

TITLE = "Fibre drops every evening at nine"
NOTE = "The cabinet in the street is wet."
REPLY = "Please restart the box and tell us the colour of the light."
LAST_WORDS = "The cable was changed."
LINK = re.compile(r"/tickets/\d+/open/[^/\s]+/")
CODE = re.compile("[A-Z0-9]{3,6}-[A-Z0-9]{3,6}")
Look = Callable[[Any], None]


def nothing(page: Any) -> None:
    """Look at nothing in particular."""


def go(page: Any, to: str) -> None:
    """Click what leads to another page, and wait until that page is there."""
    with page.expect_navigation():
        page.click(to)


def ask(page: Any, picture: Path, look: Look = nothing) -> int:
    """From the front door through the form, once with an error, to the receipt and the ticket; return its number."""
    page.goto("/")
    look(page)
    page.click(".menu summary")
    look(page)
    go(page, "main a[href='/tickets/new/']")
    look(page)
    page.fill("[name=title]", TITLE)
    page.set_input_files("[name=files]", picture)
    go(page, "main form .button--primary")
    look(page)
    assert page.input_value("[name=title]") == TITLE
    assert picture.name in page.inner_text("main")
    page.fill("[name=body]", "The light on the box turns red.")
    page.check("[name=people][value=some]")
    page.select_option("[name=service]", index=1)
    page.fill("[name=name]", "Marta Soler")
    page.fill("[name=email]", "marta@example.net")
    go(page, "main form .button--primary")
    page.wait_for_url("**/receipt/")
    look(page)
    number = Ticket.objects.get().pk
    assert f"suport#{number}" in page.inner_text("main")
    go(page, "main a.button--primary")
    look(page)
    assert picture.name in page.inner_text(".conversation")
    return number


def sign_in(page: Any, address: str, look: Look = nothing) -> None:
    """Sign in with a password; agents land on the desk."""
    page.goto("/desk/")
    look(page)
    page.fill("[name=login]", address)
    page.fill("[name=password]", PASSWORD)
    go(page, "form:has([name=password]) .form-actions button")
    page.wait_for_url("**/desk/")
    look(page)


def enter_by_code(page: Any, address: str) -> None:
    """Sign in with a code from the mail, at the first try."""
    page.goto("/accounts/login/code/")
    page.fill("[name=email]", address)
    go(page, "main form .button--primary")
    lines = MailText.objects.filter(mail__topic="").latest("pk").text.splitlines()
    page.fill("[name=code]", next(line.strip() for line in lines if CODE.fullmatch(line.strip())))
    go(page, "main form .button--primary")
    page.wait_for_url("**/tickets/")


def sign_in_by_code(page: Any, address: str, look: Look = nothing) -> None:
    """Sign in with a code from the mail; requesters land on their tickets."""
    page.goto("/accounts/login/code/")
    look(page)
    page.fill("[name=email]", address)
    go(page, "main form .button--primary")
    page.wait_for_url("**/code/confirm/")
    look(page)
    page.fill("[name=code]", "WRONG-CODE")
    go(page, "main form .button--primary")
    look(page)
    text = MailText.objects.filter(mail__topic="").latest("pk").text
    page.fill("[name=code]", next(line for line in text.splitlines() if CODE.fullmatch(line)))
    go(page, "main form .button--primary")
    page.wait_for_url("**/tickets/")
    look(page)
    assert TITLE in page.inner_text("main")


def work(page: Any, number: int, picture: Path, look: Look = nothing) -> None:
    """Find the ticket in its queue, note, reply with a file, take, resolve."""
    page.goto("/desk/queues/support/")
    look(page)
    go(page, f"a[href='/desk/tickets/{number}/']")
    look(page)
    write(page, number, "note", NOTE)
    write(page, number, "reply", REPLY, picture)
    look(page)
    page.click(f"form[action='/desk/tickets/{number}/take/'] button")
    page.wait_for_selector(f"form[action='/desk/tickets/{number}/take/']", state="detached")
    write(page, number, "reply", "")
    look(page)
    escalate = f"form[action='/desk/tickets/{number}/escalate/']"
    page.click(f".verbs a[href='/desk/tickets/{number}/escalate/']")
    page.wait_for_selector(escalate)
    look(page)
    go(page, f"{escalate} .button--primary")
    look(page)
    assert page.is_visible(f"{escalate} [name=tried]")
    page.goto(f"/desk/tickets/{number}/")
    page.click(".composer__solve > summary")
    page.fill(".composer__solve [name=fix]", "Replaced the router.")
    look(page)
    write(page, number, "reply", LAST_WORDS, button="[name=then]")
    look(page)
    said = page.inner_text(".conversation")
    assert all(words in said for words in (NOTE, REPLY, LAST_WORDS, picture.name))


def write(page: Any, number: int, kind: str, text: str, picture: Path | None = None, button: str = ".button--primary") -> None:
    """Use one of the composer's forms."""
    page.check(f"[name=composer-kind][value={kind}]")
    form = f"form[action='/desk/tickets/{number}/{kind}/']"
    page.fill(f"{form} [name=body]", text)
    if picture is not None:
        page.set_input_files(f"{form} [name=files]", picture)
    go(page, f"{form} {button}")


def follow(page: Any, number: int, look: Look = nothing) -> None:
    """Open the ticket by the link of the last mail, and answer."""
    page.goto(link_of_last_mail(number))
    look(page)
    said = page.inner_text(".conversation")
    assert REPLY in said
    assert NOTE not in said
    page.fill("#answer [name=body]", "It is red again.")
    page.click("#answer .button--primary")
    page.wait_for_url("**#message-*")
    look(page)
    assert "It is red again." in page.inner_text(".conversation")


def link_of_last_mail(number: int) -> str:
    """The path of the signed link that the newest mail about the ticket carries."""
    text = MailText.objects.filter(mail__topic=f"ticket:{number}").latest("pk").text
    # A mail may carry further links, which open at the question whether it works.
    return str(LINK.findall(text)[0])
