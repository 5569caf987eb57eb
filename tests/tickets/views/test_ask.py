"""Asking for help without an account."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Phone, User
from notifications.models import Delivery
from queues.enums import TextPlace
from queues.models import Queue
from statuspage.models import Service
from tests.tickets.moments import NOON
from tickets.models import Attachment, Ticket

pytestmark = pytest.mark.django_db

NEW = reverse("tickets:new")
FORM = str(uuid.UUID(int=1))


def asked(**changes: Any) -> dict[str, Any]:
    form = {"submission": FORM, "title": "No connection", "body": "The light is red.", "name": "Joan Puig", "email": "joan@example.com"}
    return {**form, **changes}


def upload(name: str = "light.txt", content: bytes = b"red") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_what_was_asked_is_what_the_ticket_says(client, support):
    fibre = Service.objects.create(slug="fibre", names={"en": "Fibre"})

    response = client.post(NEW, asked(service=fibre.pk, people="many", started_at="2026-03-10T09:30", phone="+34 600 000 000"))

    ticket = Ticket.objects.select_related("requester").get()
    assert response.headers["Location"] == f"/tickets/{ticket.pk}/receipt/"
    assert (ticket.title, ticket.queue, ticket.channel, ticket.people, ticket.language) == ("No connection", support, "web", "many", "en")
    assert (list(ticket.services.all()), ticket.started_at) == ([fibre], NOON - timedelta(hours=3, minutes=30))
    assert (str(ticket.requester), ticket.requester_proven, ticket.messages.get().is_verified) == ("Joan Puig", False, False)
    assert Phone.objects.get().number == "+34 600 000 000"


def test_the_receipt_and_the_ticket_open_in_the_same_browser_alone(client, support):
    path = client.post(NEW, asked()).headers["Location"]

    assert client.get(path).status_code == client.get(f"/tickets/{Ticket.objects.get().pk}/").status_code == 200
    assert type(client)().get(path).status_code == 404


def test_a_double_click_is_one_ticket_and_one_person(client, support):
    forms = [asked(email="", phone="600 000 000")] * 2

    paths = {client.post(NEW, form).headers["Location"] for form in forms}

    assert (len(paths), Ticket.objects.count(), User.objects.count(), Delivery.objects.count()) == (1, 1, 1, 0)


def test_an_empty_form_explains_itself_field_by_field(client, support):
    response = client.post(NEW, asked(title="", body="", name="", email=""))

    assert response.status_code == 422
    assert {name for name, errors in response.context["form"].errors.items() if errors} == {"title", "body", "name", "email"}
    assert "error-summary" in response.content.decode()
    assert Ticket.objects.count() == 0


def test_an_error_keeps_what_was_typed(client, support):
    page = client.post(NEW, asked(title="", body="The <b>light</b> is red.")).content.decode()

    assert "The &lt;b&gt;light&lt;/b&gt; is red." in page
    assert ('value="Joan Puig"' in page, f'value="{FORM}"' in page) == (True, True)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "not an address"}, "email"),
        ({"email": "", "phone": "call me"}, "phone"),
        ({"email": "", "phone": "123"}, "phone"),
        ({"started_at": "2026-03-10T14:00"}, "started_at"),
        ({"started_at": "1999-12-31T10:00"}, "started_at"),
        ({"started_at": "yesterday"}, "started_at"),
        ({"people": "everybody"}, "people"),
        ({"service": "999"}, "service"),
        ({"title": "x" * 201}, "title"),
        ({"title": "a\x00b"}, "title"),
        ({"body": "x" * 20_001}, "body"),
        ({"submission": "not-an-id"}, "submission"),
    ],
)
def test_what_cannot_be_is_explained_beside_its_field(client, support, changes, field):
    response = client.post(NEW, asked(**changes))

    assert (response.status_code, list(response.context["form"].errors), Ticket.objects.count()) == (422, [field], 0)


@pytest.mark.parametrize("changes", [{"name": "Joan\r\nBcc: x@example.com"}, {"title": "one\r\ntwo"}, {"body": "a\r\n\x1b[31mb"}])
def test_text_that_would_smuggle_is_taken_and_made_harmless(client, support, changes):
    assert client.post(NEW, asked(**changes)).status_code == 302

    ticket = Ticket.objects.select_related("requester").get()
    assert "\n" not in ticket.title + str(ticket.requester)
    assert "\x1b" not in ticket.messages.get().body


def test_files_survive_an_error_and_are_attached_once(client, support):
    wrong = client.post(NEW, asked(title="", files=[upload(), upload("manual.txt", b"how")]))

    client.post(NEW, asked(files=upload()))

    assert "manual.txt" in wrong.content.decode()
    assert sorted(file.file_name for file in Ticket.objects.get().messages.get().attachments.all()) == ["light.txt", "manual.txt"]
    assert Attachment.objects.count() == 2


def test_a_kept_file_may_be_left_out_again(client, support):
    client.post(NEW, asked(title="", files=[upload(), upload("manual.txt", b"how")]))
    left_out = Attachment.objects.get(file_name="light.txt")

    client.post(NEW, asked(remove_files=[str(left_out.pk), "x", "9" * 30]))

    assert [file.file_name for file in Ticket.objects.get().messages.get().attachments.all()] == ["manual.txt"]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([upload("empty.txt", b"")], "“empty.txt” is empty."),
        ([upload("setup.exe")], "“setup.exe” is a program."),
        ([upload("photo.png", b"MZ\x90")], "“photo.png” is a program."),
        ([upload(f"{number}.txt", b"%d" % number) for number in range(11)], "“10.txt” was left out: ten files"),
    ],
    ids=["empty", "program", "hidden-program", "eleven"],
)
def test_a_file_that_cannot_be_taken_is_explained(client, support, files, said):
    response = client.post(NEW, asked(files=files))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["files"])
    assert said in response.content.decode()


def test_a_program_that_fills_in_everything_opens_nothing(client, support):
    response = client.post(NEW, asked(website="https://spam.example"))

    assert (response.status_code, Ticket.objects.count(), User.objects.count()) == (429, 0, 0)
    assert "The light is red." in response.content.decode()


def test_sixty_tickets_an_hour_come_from_one_network(client, support):
    codes = [client.post(NEW, asked(submission=str(uuid.UUID(int=number)))).status_code for number in range(61)]

    assert (codes, Ticket.objects.count()) == ([302] * 60 + [429], 60)


def test_a_person_who_signed_in_is_not_asked_who_they_are(client, support, requester, sign_in):
    client = sign_in(requester)
    page = client.get(NEW).content.decode()

    client.post(NEW, asked(email="other@example.com", name="Other"))

    ticket = Ticket.objects.get()
    assert ('name="email"' in page, "Marta Soler" in page) == (False, True)
    assert (ticket.requester, ticket.requester_proven, ticket.messages.get().is_verified) == (requester, True, True)


def test_a_stranger_adds_nothing_to_somebody_else_s_record(client, support, requester):
    client.post(NEW, asked(email="marta@example.net", name="Mallory", phone="+34 666 666 666"))

    requester.refresh_from_db()
    assert (Ticket.objects.get().requester, requester.name, requester.phones.count()) == (requester, "Marta Soler", 0)


def test_a_telephone_number_finds_nobody(client, support, requester):
    requester.phones.create(number="+34 600 000 000")

    client.post(NEW, asked(email="", phone="+34 600 000 000"))

    assert Ticket.objects.get().requester != requester


def test_a_ticket_speaks_the_language_of_the_form(client, support):
    client.post(NEW, asked(), headers={"Accept-Language": "ca"})

    assert (Ticket.objects.get().language, Delivery.objects.get().language, User.objects.get().language) == ("ca", "ca", "ca")


def test_the_queue_s_words_stand_beside_the_form(client, support):
    support.texts.create(place=TextPlace.FORM_HINT, language="en", body="Is it plugged in?")
    support.texts.create(place=TextPlace.PRIVACY_HINT, language="en", body="<b>No</b> bank details.")

    page = client.get(NEW).content.decode()

    assert ("Is it plugged in?" in page, "&lt;b&gt;No&lt;/b&gt; bank details." in page) == (True, True)


def test_a_house_without_a_queue_says_so(client, house):
    Queue.objects.all().delete()

    assert client.get(NEW).status_code == client.post(NEW, asked()).status_code == 503


def test_a_service_that_is_not_public_cannot_be_named(client, support):
    secret = Service.objects.create(slug="core", names={"en": "Core router"}, is_public=False)

    assert "Core router" not in client.get(NEW).content.decode()
    assert client.post(NEW, asked(service=secret.pk)).status_code == 422
