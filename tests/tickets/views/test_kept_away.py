"""Files that the virus scanner keeps away: nobody gets them, and everybody who sees them hears why."""

from typing import Any

import pytest
from django.test import Client

from tests.tickets.clamd import FOUND
from tests.tickets.doors import status
from tests.tickets.mails import arrive, log, raw, token_address
from tests.tickets.moments import NOON
from tickets.file_enums import FileCheck
from tickets.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def infected(file: Attachment) -> Attachment:
    """The requester's file, as the scanner left it."""
    Attachment.objects.filter(pk=file.pk).update(virus_check=FileCheck.INFECTED, finding=FOUND)
    return file


@pytest.fixture
def waiting(file: Attachment, settings: Any) -> Attachment:
    """The requester's file, before the scanner looked at it."""
    settings.VIRUS_SCANNER = "unix:/nowhere/clamd.ctl"
    Attachment.objects.filter(pk=file.pk).update(virus_check=FileCheck.WAITING, check_at=NOON)
    return file


@pytest.mark.parametrize("kind", ["infected", "waiting"])
def test_nobody_gets_it(ticket, agent, requester, kind, request):
    file = request.getfixturevalue(kind)
    for person in (agent, requester):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")

        assert client.get(f"/tickets/{ticket.pk}/files/{file.pk}/").status_code == 404


def test_an_agent_sees_its_name_its_size_and_why(ticket, infected, agent, sign_in):
    text = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "light.txt" in text
    assert "3\xa0bytes" in text
    assert f"found {FOUND} in it" in text
    assert f"/tickets/{ticket.pk}/files/{infected.pk}/" not in text


def test_its_requester_hears_why_there_is_no_link(ticket, infected, requester, sign_in):
    text = sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()

    assert "light.txt" in text
    assert "Kept away" in text
    assert f"/files/{infected.pk}/" not in text


def test_a_file_that_waits_says_so(ticket, waiting, agent, sign_in):
    text = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").content.decode()

    assert "Not checked for viruses yet" in text
    assert f"/files/{waiting.pk}/" not in text


def test_it_is_not_offered_to_be_sent_outside(ticket, infected, agent, sign_in):
    assert "light.txt" not in sign_in(agent).get(f"/desk/tickets/{ticket.pk}/consult/").content.decode()


def test_the_mail_that_brought_it_is_not_handed_out_whole(ticket, agent, sign_in):
    arrive(raw("See it."), to=token_address(ticket))
    client, path = sign_in(agent), f"/desk/mail/{log().pk}/raw/"
    assert status(client.get(path)) == 200
    Attachment.objects.create(
        message=ticket.messages.latest("pk"), digest="0" * 64, file_name="x", size=1, created_at=NOON, virus_check=FileCheck.INFECTED
    )

    response = client.get(path, follow=True)

    assert response.redirect_chain == [(f"/desk/mail/{log().pk}/", 302)]
    assert "kept away" in response.content.decode()
