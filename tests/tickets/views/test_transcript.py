"""A ticket as a PDF: read back, for agents and for requesters."""

import io
import sys
from typing import Any

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import User
from foundation import pdf
from tickets.actions import conversation, lifecycle
from tickets.actions.conversation import Draft
from tickets.actions.resolving import Solution
from tickets.grants import link_token
from tickets.models import Ticket
from tickets.views.pdf import PDFS_PER_READER

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(ticket: Ticket, agent: User) -> Ticket:
    """A ticket with a note, a call, a reply, and what solved it."""
    conversation.note(ticket, Draft("SECRET note"), by=agent)
    conversation.log_call(ticket, Draft("She tried the cable."), by=agent)
    solution = Solution("SECRET fix", cause="SECRET cause")
    return lifecycle.resolve(ticket, Draft("A <b>new</b> router.\n\nAdéu!"), by=agent, solution=solution)


def read(response) -> Any:
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/pdf")
    return PdfReader(io.BytesIO(response.content))


def text(response) -> str:
    return " ".join("".join(page.extract_text() for page in read(response).pages).split())


def test_a_transcript_holds_the_conversation_with_title_and_language(told, agent, sign_in):
    response = sign_in(agent).get(f"/desk/tickets/{told.pk}/transcript.pdf")

    made = read(response)
    assert (made.metadata.title, made.trailer["/Root"]["/Lang"]) == (f"suport#{told.pk} No connection", "en")
    assert made.trailer["/Root"]["/MarkInfo"]["/Marked"].value is True
    assert all(said in text(response) for said in ("The light is red.", "She tried the cable.", "A <b>new</b> router."))
    assert "SECRET" not in text(response)


def test_notes_are_there_when_an_agent_asks_for_them(told, agent, sign_in):
    response = sign_in(agent).get(f"/desk/tickets/{told.pk}/transcript.pdf?notes=1")

    assert ("SECRET note" in text(response), "Not for giving away" in text(response)) == (True, True)
    assert response.headers["Content-Disposition"].startswith(f'attachment; filename="suport-{told.pk}-internal.pdf"')


def test_a_requester_never_gets_notes(told, requester, sign_in):
    by_link = Client()
    by_link.get(f"/tickets/{told.pk}/open/{link_token(told)}/")

    for client in (sign_in(requester), by_link):
        said = text(client.get(f"/tickets/{told.pk}/transcript.pdf?notes=1"))
        assert ("She tried the cable." in said, "SECRET" in said) == (True, False)


def test_it_speaks_the_reader_s_language(told, agent, sign_in):
    agent.language = "ca"
    agent.save()

    assert read(sign_in(agent).get(f"/desk/tickets/{told.pk}/transcript.pdf")).trailer["/Root"]["/Lang"] == "ca"


@pytest.mark.parametrize(("code", "said"), [(3, "PDFs cannot be made here"), (1, "could not be made just now")])
def test_a_machine_that_makes_none_has_a_page_that_says_so(told, requester, sign_in, monkeypatch, code, said):
    monkeypatch.setattr(pdf, "_CHILD", (sys.executable, "-c", f"import sys; sys.exit({code})"))

    response = sign_in(requester).get(f"/tickets/{told.pk}/transcript.pdf")

    assert (response.status_code, said in response.content.decode()) == (503, True)
    assert f'href="/tickets/{told.pk}/"' in response.content.decode()


def test_many_in_a_short_time_are_too_many(told, agent, sign_in, monkeypatch):
    monkeypatch.setattr(pdf, "_CHILD", (sys.executable, "-c", "print('%PDF-')"))
    client = sign_in(agent)

    codes = [client.get(f"/desk/tickets/{told.pk}/transcript.pdf").status_code for _ in range(PDFS_PER_READER + 1)]

    assert codes == [200] * PDFS_PER_READER + [429]
