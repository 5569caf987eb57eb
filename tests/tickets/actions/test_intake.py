"""Opening a ticket."""

import uuid

import pytest

from accounts.models import Contact, Organisation
from mailroom.mail import File
from notifications.models import Delivery, MailText
from queues.enums import TextPlace
from statuspage.models import Service
from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import history, last_event
from tickets.actions import intake
from tickets.actions.intake import NewTicket
from tickets.enums import Channel, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


def asked(queue, requester, **fields) -> NewTicket:
    values = {"title": "No connection", "body": "The light is red.", "queue": queue, "requester": requester, "channel": Channel.WEB}
    return NewTicket(**{**values, **fields})


def test_a_ticket_keeps_when_it_was_reported_apart_from_when_it_was_recorded(support, requester, agent):
    ticket = intake.open_ticket(asked(support, requester, reported_at=EARLIER, channel=Channel.PHONE), by=agent, at=LATER)

    message = ticket.messages.get()
    assert (ticket.status, ticket.tier, ticket.owner, ticket.channel) == (Status.NEW, 1, None, Channel.PHONE)
    assert (ticket.reported_at, ticket.created_at, ticket.touched_at, message.created_at) == (EARLIER, LATER, LATER, EARLIER)
    assert (last_event(ticket).by, last_event(ticket).at) == (agent, LATER)


def test_the_only_organisation_of_the_requester_is_stored(support, requester):
    organisation = Organisation.objects.create(name="Vic Council")
    Contact.objects.create(user=requester, organisation=organisation)

    assert intake.open_ticket(asked(support, requester), by=requester).organisation == organisation


def test_of_several_organisations_none_is_guessed(support, requester):
    for name in ("Vic Council", "Manlleu Council"):
        Contact.objects.create(user=requester, organisation=Organisation.objects.create(name=name))

    assert intake.open_ticket(asked(support, requester), by=requester).organisation is None


def test_services_title_and_text_are_kept_clean(support, requester):
    fibre = Service.objects.create(slug="fibre", names={"en": "Fibre"})

    ticket = intake.open_ticket(asked(support, requester, title=" a\r\nb\x00 ", body="x\x00y\r\n", services=[fibre]), by=requester)

    ticket.refresh_from_db()
    assert (ticket.title, ticket.messages.get().body, list(ticket.services.all())) == ("a b", "xy\n", [fibre])


def test_a_title_of_nothing_becomes_a_mark(support, requester):
    assert intake.open_ticket(asked(support, requester, title=" \x00"), by=requester).title == "…"


def test_the_same_form_sent_twice_is_one_ticket(support, requester):
    new = asked(support, requester, submission=uuid.uuid4())
    first = intake.open_ticket(new, by=requester)

    second = intake.open_ticket(new, by=requester, at=LATER)

    assert (second, Ticket.objects.count(), Delivery.objects.count(), history(first)) == (first, 1, 1, ["opened"])


def test_mailed_files_are_kept_even_when_they_are_programs(support, requester):
    mailed = [File("a/../setup.exe", "image/png", b"MZ\x90", "<cid>", inline=True), File("", "", b"", "", inline=False)]

    ticket = intake.open_ticket(asked(support, requester, files=mailed), by=requester)

    kept = [(file.file_name, file.size, file.content_id, file.is_inline) for file in ticket.messages.get().attachments.order_by("pk")]
    assert kept == [("setup.exe", 3, "<cid>", True), ("file", 0, "", False)]


def test_an_acknowledgement_goes_to_an_address_and_only_there(support, requester):
    caller = factories.person(None, "Joan")
    intake.open_ticket(asked(support, None), by=None)
    intake.open_ticket(asked(support, caller), by=caller)

    ticket = intake.open_ticket(asked(support, requester), by=requester)

    delivery = Delivery.objects.get()
    assert (delivery.address, delivery.mail.topic, delivery.mail.is_automatic) == ("marta@example.net", f"ticket:{ticket.pk}", True)


def test_an_acknowledgement_holds_none_of_the_sender_s_words(support):
    spammer = factories.person("victim@example.com", "BUY-PILLS at spam.example")
    new = asked(support, spammer, title="BUY-PILLS now", body="BUY-PILLS here: http://spam.example", quoted="BUY-PILLS")

    intake.open_ticket(new, by=None)

    delivery, said = Delivery.objects.get(), MailText.objects.get()
    told = "\n".join([delivery.name, delivery.mail.from_name, said.subject, said.text, said.html])
    assert "BUY-PILLS" not in told
    assert "spam.example" not in told


def test_an_unproven_address_gets_three_acknowledgements_an_hour(support, requester):
    tickets = [intake.open_ticket(asked(support, requester), by=None, at=NOON) for _ in range(4)]
    after_an_hour = intake.open_ticket(asked(support, requester), by=None, at=LATER)

    assert Delivery.objects.count() == 4
    assert [history(ticket) for ticket in tickets[2:]] == [["opened"], ["opened", "mail_withheld"]]
    assert last_event(tickets[3]).payload == {"mail": "acknowledgement", "why": "cap"}
    assert history(after_an_hour) == ["opened"]


def test_a_proven_address_is_always_acknowledged(support, requester):
    for _ in range(5):
        intake.open_ticket(asked(support, requester, requester_proven=True), by=requester)

    assert Delivery.objects.count() == 5


def test_one_network_sends_at_most_thirty_acknowledgements_an_hour(support):
    for number in range(31):
        person = factories.person(f"p{number}@example.com", "")
        intake.open_ticket(asked(support, person), by=None, network="192.0.2.7")

    assert Delivery.objects.count() == 30


@pytest.mark.parametrize(("of_person", "of_ticket", "written_in"), [("ca", "es", "ca"), ("", "es", "es"), ("", "", "en"), ("", "xx", "en")])
def test_an_acknowledgement_speaks_the_person_s_language(support, requester, of_person, of_ticket, written_in):
    requester.language = of_person
    requester.save(update_fields=["language"])

    intake.open_ticket(asked(support, requester, language=of_ticket), by=requester)

    assert (MailText.objects.get().language, Delivery.objects.get().language) == (written_in, written_in)


def test_an_acknowledgement_says_what_the_queue_says(support, requester):
    support.texts.create(place=TextPlace.ACKNOWLEDGEMENT, language="en", body="We answer {{ ticket.title }} today.")

    intake.open_ticket(asked(support, requester), by=requester)

    assert "We answer {{ ticket.title }} today." in MailText.objects.get().text
