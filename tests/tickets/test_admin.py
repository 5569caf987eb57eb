"""Tickets and received mail in the administration."""

import pytest
from django.urls import reverse

from tests import factories
from tests.admin_pages import administrator, queries_of
from tests.tickets.appointing import TOMORROW, booked, offered
from tickets.actions import appointments, inbound, processing, saved_views
from tickets.enums import AppointmentOutcome
from tickets.models import InboundMail, SavedView, Ticket

pytestmark = pytest.mark.django_db


def received(number: int, *, subject: str = "Help") -> InboundMail:
    raw = f"From: Marta <marta@example.net>\r\nTo: suport@example.org\r\nSubject: {subject}\r\nMessage-ID: <{number}@x>\r\n\r\nHello\r\n"
    return inbound.store(raw.encode(), envelope_to="suport@example.org")


def test_a_ticket_is_only_looked_at(client, support, requester):
    administrator(client)
    ticket = factories.ticket(requester, support)
    page = reverse("admin:tickets_ticket_change", args=[ticket.pk])

    shown, changed = client.get(page), client.post(page, {"title": "Mine"})

    assert (shown.status_code, changed.status_code) == (200, 403)
    assert "Opened" in shown.content.decode()
    assert client.get(reverse("admin:tickets_ticket_add")).status_code == 403


@pytest.mark.parametrize("words", ["suport#{pk}", "suport #{pk}", "{pk}", "Marta@Example.net"])
def test_a_ticket_is_found_by_reference_and_by_the_requesters_address(client, support, requester, colleague, words):
    administrator(client)
    factories.ticket(colleague, support)
    ticket = factories.ticket(requester, support)

    response = client.get(reverse("admin:tickets_ticket_changelist"), {"q": words.format(pk=ticket.pk)})

    assert list(response.context["cl"].result_list) == [ticket]


@pytest.mark.parametrize("words", ["nothing", "999999999999999999999999", "٣١٠"])
def test_words_that_name_no_ticket_find_none(client, support, requester, words):
    administrator(client)
    factories.ticket(requester, support)

    response = client.get(reverse("admin:tickets_ticket_changelist"), {"q": words})

    assert list(response.context["cl"].result_list) == []


@pytest.mark.parametrize("words", ["suport#{pk}", "Marta@Example.net", "agent@example.org"])
def test_an_appointment_is_found_with_its_outcome_and_only_looked_at(client, support, requester, colleague, agent, lead, words):
    administrator(client)
    offered(factories.ticket(colleague, support), lead)
    ticket = factories.ticket(requester, support)
    appointment = booked(ticket, agent, requester)
    appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="", by=agent, at=TOMORROW)
    page = reverse("admin:tickets_appointment_change", args=[appointment.pk])

    found = client.get(reverse("admin:tickets_appointment_changelist"), {"q": words.format(pk=ticket.pk)})

    assert list(found.context["cl"].result_list) == [appointment]
    assert "Nobody answered" in found.content.decode()
    assert (client.get(page).status_code, client.post(page, {"minutes": 1}).status_code) == (200, 403)


def test_a_mail_that_failed_is_replayed(client, support):
    administrator(client)
    mail = received(1)
    inbound.give_up(mail, "ValueError")

    client.post(reverse("admin:tickets_inboundmail_changelist"), {"action": "replay", "_selected_action": [mail.pk]})
    processing.process_waiting()

    mail.refresh_from_db()
    assert (mail.state, mail.action, mail.ticket) == ("done", "created", Ticket.objects.get())


def test_a_mail_that_is_part_of_a_ticket_is_not_replayed(client, support):
    administrator(client)
    mail = received(1)
    processing.process(mail)

    response = client.post(
        reverse("admin:tickets_inboundmail_changelist"), {"action": "replay", "_selected_action": [mail.pk]}, follow=True
    )

    assert "1 mail was left alone: it is part of a ticket already, or it waits." in response.content.decode()
    assert processing.process_waiting() == 0


def test_received_mail_is_found_by_the_reference_of_its_ticket(client, support):
    administrator(client)
    first, second = received(1), received(2)
    processing.process(first)
    processing.process(second)
    second.refresh_from_db()
    assert second.ticket is not None

    response = client.get(reverse("admin:tickets_inboundmail_changelist"), {"q": second.ticket.reference})

    assert list(response.context["cl"].result_list) == [second]


def test_the_page_of_a_received_mail_answers(client, support):
    administrator(client)
    mail = received(1)
    processing.process(mail)

    response = client.get(reverse("admin:tickets_inboundmail_change", args=[mail.pk]))

    assert response.status_code == 200
    assert "a new matter" in response.content.decode()


def test_each_list_takes_the_same_queries_for_one_and_for_three(client, support, agent):
    administrator(client)
    tickets, mails = reverse("admin:tickets_ticket_changelist"), reverse("admin:tickets_inboundmail_changelist")
    processing.process(received(1))
    one = (queries_of(client, tickets), queries_of(client, mails))
    for number in (2, 3):
        processing.process(received(number))
        Ticket.objects.update(owner=agent)

    assert (one, (queries_of(client, tickets), queries_of(client, mails))) == ((5, 5), (5, 5))


def test_the_history_takes_the_same_queries_for_one_and_for_three_entries(client, support, requester, agent):
    administrator(client)
    ticket = factories.ticket(requester, support)
    page = reverse("admin:tickets_ticket_change", args=[ticket.pk])
    one = queries_of(client, page)
    for person in (agent, requester):
        ticket.events.create(verb="noted", at=ticket.created_at, by=person)

    assert queries_of(client, page) == one


@pytest.fixture
def shared(support, lead) -> SavedView:
    """A view that the lead shares with support."""
    return saved_views.share(saved_views.keep(name="Red alert", queue=support, query="priority=4&priority=3", by=lead), by=lead)


def test_saved_views_are_seen_with_owner_and_sharing_and_can_only_be_deleted(client, shared):
    administrator(client)
    page = reverse("admin:tickets_savedview_change", args=[shared.pk])

    listed = client.get(reverse("admin:tickets_savedview_changelist"), {"q": "laia"}).content.decode()
    shown, changed = client.get(page).content.decode(), client.post(page, {"name": "Mine"})

    assert ("Red alert" in listed, "Laia Font" in listed, "priority=4&amp;priority=3" in listed) == (True, True, True)
    assert f'href="{shared.get_absolute_url().replace("&", "&amp;")}"' in shown
    assert (changed.status_code, client.get(reverse("admin:tickets_savedview_add")).status_code) == (403, 403)
    client.post(reverse("admin:tickets_savedview_delete", args=[shared.pk]), {"post": "yes"})
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_saved_views_stays_flat(client, support, lead, rows):
    administrator(client)
    for number in range(rows):
        saved_views.keep(name=f"View {number}", queue=support, query="priority=4", by=factories.person(f"v{number}@example.org", "V"))

    assert queries_of(client, reverse("admin:tickets_savedview_changelist")) == 5
