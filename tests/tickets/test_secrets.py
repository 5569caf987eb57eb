"""What is not yours looks like what is not there, and what is for colleagues alone reaches nobody else."""

import re
import uuid
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from tests import factories
from tests.tickets.doors import NOT_THERE, status
from tickets.actions import conversation, files, lifecycle
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db


def seen(response: Any, *numbers: int) -> str:
    """What an answer says, but for the numbers and the form's token."""
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    return str(response.status_code) + re.sub(rf"\b({'|'.join(map(str, numbers))})\b", "N", page)


@pytest.mark.parametrize("name", ["tickets:ticket", "tickets:receipt", "tickets:answer", "desk:ticket", "desk:receipt"])
@pytest.mark.parametrize("viewer", ["anonymous", "stranger", "other_grantee", "treasurer"])
def test_not_yours_and_not_there_look_the_same(doors, ticket, viewer, name):
    pages = [seen(doors[viewer].get(reverse(name, args=[number])), ticket.pk, NOT_THERE) for number in (ticket.pk, NOT_THERE)]

    assert pages[0] == pages[1]


@pytest.mark.parametrize("viewer", ["anonymous", "stranger", "other_grantee", "treasurer"])
def test_writing_to_what_is_not_yours_looks_like_writing_to_nothing(doors, ticket, viewer):
    answers = [doors[viewer].post(reverse("tickets:answer", args=[number]), {"body": "x"}) for number in (ticket.pk, NOT_THERE)]

    assert seen(answers[0], ticket.pk, NOT_THERE) == seen(answers[1], ticket.pk, NOT_THERE)
    assert answers[0].headers.get("Location") == answers[1].headers.get("Location")


def test_a_file_that_is_not_yours_looks_like_none(doors, ticket, file):
    paths = [f"/tickets/{ticket.pk}/files/{file.pk}/", f"/tickets/{NOT_THERE}/files/{file.pk}/", f"/tickets/{ticket.pk}/files/{NOT_THERE}/"]

    pages = {seen(doors["stranger"].get(path), ticket.pk, file.pk, NOT_THERE) for path in paths}

    assert len(pages) == 1


def test_a_wrong_link_tells_nothing_of_the_ticket(doors, ticket):
    pages = [seen(doors["anonymous"].get(f"/tickets/{number}/open/x/"), ticket.pk, NOT_THERE) for number in (ticket.pk, NOT_THERE)]

    assert pages[0] == pages[1]
    assert pages[0].startswith("404")


def test_a_file_is_found_under_its_own_ticket_alone(doors, ticket, file, support, requester):
    other = factories.ticket(requester, support)

    assert status(doors["requester"].get(f"/tickets/{other.pk}/files/{file.pk}/")) == 404


@pytest.fixture
def note_file(ticket: Ticket, agent: User) -> Attachment:
    """A file beside an internal note."""
    form = uuid.UUID(int=2)
    files.keep_drafts(form, [SimpleUploadedFile("SECRET.txt", b"SECRET")])
    conversation.note(ticket, conversation.Draft("SECRET: she never pays.", form), by=agent)
    return Attachment.objects.get(file_name="SECRET.txt")


@pytest.mark.parametrize("viewer", ["requester", "grantee"])
def test_a_note_never_reaches_the_requester(doors, ticket, note_file, viewer):
    pages = [doors[viewer].get(reverse(name, args=[ticket.pk])).content.decode() for name in ("tickets:ticket", "tickets:receipt")]

    assert [("SECRET" in page) for page in pages] == [False, False]
    assert status(doors[viewer].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 404
    assert "SECRET" not in doors[viewer].get("/tickets/").content.decode()


def test_a_note_is_there_for_agents_of_the_queue(doors, ticket, note_file):
    assert "SECRET: she never pays." in doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).content.decode()
    assert status(doors["agent"].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 200
    assert status(doors["treasurer"].get(f"/tickets/{ticket.pk}/files/{note_file.pk}/")) == 404


def test_an_agent_who_is_the_requester_reads_no_notes_of_a_foreign_queue(doors, treasury, agent, treasurer):
    own = factories.ticket(agent, treasury)
    conversation.note(own, conversation.Draft("SECRET"), by=treasurer)

    page = doors["agent"].get(reverse("tickets:ticket", args=[own.pk]))

    assert (page.status_code, "SECRET" in page.content.decode()) == (200, False)
    assert doors["agent"].get(reverse("desk:ticket", args=[own.pk])).status_code == 404


def test_a_search_tells_nothing_of_a_foreign_queue(doors, ticket, note_file):
    pages = [
        doors["treasurer"].get("/desk/search/", {"q": text}).content.decode() for text in ("SECRET", "connection", "-zzz", f"{ticket.pk}")
    ]

    assert [("No connection" in page, "never pays" in page) for page in pages] == [(False, False)] * 4


def test_an_agent_sees_no_earlier_ticket_of_a_foreign_queue(doors, ticket, treasury, requester):
    factories.ticket(requester, treasury, title="Bank details of Marta")

    assert "Bank details" not in doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).content.decode()


def test_a_ticket_that_was_passed_on_is_gone_from_the_desk_it_left(doors, ticket, treasury, agent):
    lifecycle.take(ticket, by=agent)
    Ticket.objects.filter(pk=ticket.pk).update(queue=treasury)

    assert doors["agent"].get(reverse("desk:ticket", args=[ticket.pk])).status_code == 404
    assert doors["treasurer"].get(reverse("desk:ticket", args=[ticket.pk])).status_code == 200
    assert "No connection" not in doors["agent"].get("/desk/mine/").content.decode()


@pytest.mark.parametrize("number", ["0", "99999999999999999999999", "9223372036854775808"])
def test_an_absurd_number_is_not_there(doors, number):
    assert doors["requester"].get(f"/tickets/{number}/").status_code == 404
    assert doors["agent"].get(f"/desk/tickets/{number}/").status_code == 404
    assert doors["agent"].get(f"/desk/search/?q=suport%23{number}").context["found"].rows == []
