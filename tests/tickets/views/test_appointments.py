"""Appointments on pages: the desk's, and the requester's by a link alone."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from queues.models import Absence
from tests import factories
from tests.tickets.appointing import NEXT_DAY, TOMORROW, booked, offered, slot
from tests.tickets.moments import NOON
from tests.tickets.standing import history, stand
from tickets import grants
from tickets.actions import appointments
from tickets.enums import AppointmentOutcome, AppointmentState, Status
from tickets.models import Appointment, Ticket

pytestmark = pytest.mark.django_db


def link(appointment: Appointment, name: str = "appointment") -> str:
    """Where the mailed link leads."""
    return reverse(f"tickets:{name}", args=[appointment.ticket_id, grants.appointment_token(appointment)])


@pytest.fixture
def desk(agent, sign_in) -> Client:
    """The agent's browser."""
    browser: Client = sign_in(agent)
    return browser


def act(desk: Client, ticket: Ticket, verb: str, **form: object):
    """Post one of the verbs about appointments."""
    return desk.post(f"/desk/tickets/{ticket.pk}/appointment/{verb}/", form)


def test_an_agent_offers_books_moves_and_cancels_on_the_desk(desk, ticket, agent):
    times = {"start_1": "2026-03-11T13:00", "start_2": "", "start_4": "12/03/2026 13:00"}
    act(desk, ticket, "offer", agent=agent.pk, way="phone", number="+34 600 000 001", minutes="30", words="", **times)
    appointment = Appointment.objects.get()
    assert [row.starts_at for row in appointment.slots.all()] == [TOMORROW, NEXT_DAY]

    act(desk, ticket, "book", slot=slot(appointment).pk)
    act(desk, ticket, "move", to="2026-03-12T13:00")
    assert Appointment.objects.get().starts_at == NEXT_DAY
    act(desk, ticket, "cancel", reason="")

    assert history(ticket) == ["opened", "appt_offered", "appt_booked", "appt_moved", "appt_cancelled"]


def test_an_offer_of_no_time_asks_for_one(desk, ticket, agent):
    refused = act(desk, ticket, "offer", agent=agent.pk, way="phone", minutes="30")

    assert (refused.status_code, "Please choose a time, or write one here." in refused.content.decode()) == (422, True)


def test_a_proposed_time_is_offered_with_one_click_and_a_colleague_may_hold_it(desk, ticket, agent, lead):
    page = desk.get(f"/desk/tickets/{ticket.pk}/appointment/offer/")
    [first, *_others] = page.context["verb"].form["proposed"].field.choices

    act(desk, ticket, "offer", agent=lead.pk, way="phone", minutes="45", proposed=first[0])

    assert first == ("2026-03-11T09:00:00+00:00", "Wednesday, 11 March, 10:00")
    assert [row.starts_at.isoformat() for row in Appointment.objects.get(agent=lead, minutes=45).slots.all()] == [first[0]]


@pytest.mark.parametrize("verb", ["offer", "move"])
def test_what_stands_against_a_time_is_named_and_asked_before_it_is_done(desk, ticket, agent, requester, verb):
    Absence.objects.create(user=agent, first_day=NEXT_DAY.date(), last_day=NEXT_DAY.date())
    if verb == "move":
        booked(ticket, agent, requester)
    form = {"agent": agent.pk, "way": "phone", "minutes": "30", "start_1": "2026-03-12T13:00", "to": "2026-03-12T13:00"}

    asked = act(desk, ticket, verb, **form)
    again = act(desk, ticket, verb, **form, despite="")
    done = act(desk, ticket, verb, **form, despite="on")

    page = asked.content.decode()
    assert (asked.status_code, again.status_code, done.status_code) == (422, 422, 302)
    assert ("Aina Roca is away until 12 March 2026." in page, 'name="despite"' in page) == (True, True)


def test_an_appointment_with_somebody_who_has_left_says_so(desk, ticket, lead, agent, requester):
    appointment = booked(ticket, lead, requester)
    appointment.agent.is_active = False
    appointment.agent.save(update_fields=["is_active"])

    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    moved = act(desk, ticket, "move", to="2026-03-12T13:00")

    assert "Laia Font, who was to meet them, has left." in page
    assert (moved.status_code, "does not work in this queue" in moved.content.decode()) == (422, True)


def test_the_outcome_is_recorded_on_the_desk(desk, ticket, agent, requester, clock):
    booked(ticket, agent, requester)
    clock.move_to(TOMORROW + timedelta(minutes=30))

    refused = act(desk, ticket, "conclude", outcome="took_place", said="")
    act(desk, ticket, "conclude", outcome="took_place", said="It works again.")

    assert (refused.status_code, Appointment.objects.get().outcome) == (422, AppointmentOutcome.TOOK_PLACE)
    assert history(ticket)[-2:] == ["appt_over", "called"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"agent": "0"}, "does not work on this line any more"),
        ({"proposed": ["soon", "2026-03-12T13:00"]}, "not one of the available choices"),
        ({"proposed": [f"2026-03-1{day}T09:00:00+00:00" for day in range(1, 6)]}, "more than six times"),
        ({"start_1": "2026-03-09T13:00"}, "This moment has passed."),
        ({"start_1": "soon"}, "Enter a valid date/time."),
        ({"way": "video", "link": ""}, "A video call needs the address of its room."),
        ({"way": "video", "link": "javascript:alert(1)"}, "begins with https://"),
        ({"way": "video", "link": "http://meet.example.org/"}, "begins with https://"),
        ({"number": "call me"}, "does not look like a telephone number"),
        ({"minutes": "7"}, "not one of the available choices"),
        ({"start_1": "2026-09-09T13:00"}, "very far away"),
        ({"words": "x" * 30_000}, "at most 20000 characters"),
    ],
)
def test_a_wrong_offer_is_explained_and_kept_as_typed(desk, ticket, agent, form, said):
    whole = {"agent": agent.pk, "way": "phone", "minutes": "30", "start_1": "2026-03-11T13:00", "start_2": "2026-03-12T13:00", **form}

    refused = act(desk, ticket, "offer", **whole)

    page = refused.content.decode()
    assert (refused.status_code, said in page, 'value="2026-03-12T13:00"' in page) == (422, True, True)
    assert not Appointment.objects.exists()


def test_the_ticket_page_says_what_to_do_about_the_appointment(desk, ticket, agent, requester, clock):
    def deeds() -> list[str]:
        return [deed.url.split("/")[-2] for deed in desk.get(f"/desk/tickets/{ticket.pk}/").context["appointment"].deeds]

    appointment = offered(ticket, agent)
    while_offered = deeds()
    appointments.pick(slot(appointment), by=requester, at=NOON)
    while_booked = deeds()
    clock.move_to(TOMORROW)

    assert (while_offered, while_booked, deeds()) == (["book", "offer", "cancel"], ["move", "cancel"], ["conclude", "move"])


def test_the_appointment_costs_the_ticket_page_no_query(desk, ticket, agent, requester, django_assert_num_queries):
    path = f"/desk/tickets/{ticket.pk}/"
    offered(ticket, agent)
    appointments.cancel(ticket, by=agent)
    desk.get(path)
    with CaptureQueriesContext(connection) as without:
        desk.get(path)
    booked(ticket, agent, requester)

    with django_assert_num_queries(len(without)):
        assert "An appointment is booked" in desk.get(path).content.decode()


def test_the_link_lets_anybody_who_holds_it_choose_a_time_without_signing_in(client, ticket, agent):
    appointment = offered(ticket, agent)

    page = client.get(link(appointment)).content.decode()
    done = client.post(link(appointment), {"slot": slot(appointment).pk})

    assert "Wednesday, 11 March 2026, 13:00 (Europe/Madrid)" in page
    assert (done.status_code, Appointment.objects.get().state) == (302, AppointmentState.BOOKED)
    assert "Your appointment" in client.get(link(appointment)).content.decode()
    assert client.get(f"/tickets/{ticket.pk}/").status_code == 404


def test_reading_books_nothing_and_times_are_in_the_reader_s_zone(ticket, agent, requester, sign_in):
    requester.time_zone = "Asia/Tokyo"
    requester.save()
    appointment = offered(ticket, agent)

    page = sign_in(requester).get(link(appointment)).content.decode()

    assert "Wednesday, 11 March 2026, 21:00 (Asia/Tokyo)" in page
    assert Appointment.objects.get().state == AppointmentState.OFFERED


def test_a_time_that_is_taken_or_past_is_not_shown(client, ticket, agent, requester, support, clock):
    appointment = offered(ticket, agent, TOMORROW, NEXT_DAY, NEXT_DAY + timedelta(hours=2))
    booked(factories.ticket(requester, support), agent, requester, starts=(NEXT_DAY + timedelta(minutes=15),))
    clock.move_to(TOMORROW + timedelta(hours=1))

    shown = client.get(link(appointment)).context["picking"].fields["slot"].queryset

    assert [row.starts_at for row in shown] == [NEXT_DAY + timedelta(hours=2)]


def test_a_time_taken_meanwhile_is_told_kindly_and_the_others_are_shown(client, ticket, agent, requester, support):
    appointment = offered(ticket, agent)
    booked(factories.ticket(requester, support), agent, requester)

    refused = client.post(link(appointment), {"slot": slot(appointment).pk})

    page = refused.content.decode()
    assert (refused.status_code, "This time is no longer free." in page, "12 March 2026" in page) == (422, True, True)


def test_a_second_choice_in_another_tab_changes_nothing(client, ticket, agent):
    appointment = offered(ticket, agent)
    client.post(link(appointment), {"slot": slot(appointment).pk})

    again = client.post(link(appointment), {"slot": slot(appointment).pk})
    other = client.post(link(appointment), {"slot": slot(appointment, 1).pk})

    assert (again.status_code, other.status_code, Appointment.objects.get().starts_at) == (302, 422, TOMORROW)
    assert "Another time has been chosen already." in other.content.decode()


@pytest.mark.parametrize("chosen", ["", "0", "x" * 10_000, "\x00", "99999999999999999999"])
def test_odd_choices_are_told_and_book_nothing(client, ticket, agent, chosen):
    appointment = offered(ticket, agent)

    assert client.post(link(appointment), {"slot": chosen}).status_code == 422
    assert Appointment.objects.get().is_offered


def test_a_time_of_another_appointment_is_not_booked(client, ticket, agent, requester, support):
    mine, other = offered(ticket, agent), offered(factories.ticket(requester, support), agent)

    assert client.post(link(mine), {"slot": slot(other).pk}).status_code == 422


def test_none_suits_by_link_and_the_agent_reads_it_in_the_ticket(client, ticket, agent):
    appointment = offered(ticket, agent)

    client.post(link(appointment, "decline_appointment"), {"words": "Only mornings."})

    assert ticket.messages.order_by("-pk")[0].body == "Only mornings."
    assert "You told us that it does not suit you." in client.get(link(appointment)).content.decode()


def test_what_is_past_withdrawn_over_or_finished_is_told_kindly(client, ticket, agent, requester, clock):
    appointment = offered(ticket, agent)
    stand(ticket, Status.RESOLVED)
    finished = client.get(link(appointment)).content.decode()
    stand(ticket, Status.OPEN)
    appointments.pick(slot(appointment), by=requester, at=NOON)
    clock.move_to(TOMORROW)
    begun = client.get(link(appointment)).content.decode()
    appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="", by=agent)
    over = client.get(link(appointment)).content.decode()
    withdrawn = offered(ticket, agent, NEXT_DAY)
    appointments.cancel(ticket, by=agent)

    assert "has been finished meanwhile" in finished
    assert "This appointment was at" in begun
    assert "This appointment is over." in over
    assert "no longer hold" in client.get(link(withdrawn)).content.decode()


def test_links_end_with_their_ticket_s_access_after_90_days_and_for_other_tickets(client, ticket, agent, support, requester, clock):
    appointment = offered(ticket, agent)
    path, other = link(appointment), factories.ticket(requester, support)
    foreign = path.replace(f"/{ticket.pk}/", f"/{other.pk}/")
    opened_by_ticket_link = reverse("tickets:appointment", args=[ticket.pk, grants.link_token(ticket)])

    codes = [client.get(foreign).status_code, client.get(opened_by_ticket_link).status_code, client.get(path).status_code]
    Ticket.objects.filter(pk=ticket.pk).update(access_generation=2)
    codes.append(client.get(path).status_code)
    Ticket.objects.filter(pk=ticket.pk).update(access_generation=1)
    clock.shift(timedelta(days=91))

    assert [*codes, client.get(path).status_code] == [404, 404, 200, 404, 404]


def test_the_requester_s_ticket_page_leads_to_the_appointment(ticket, agent, requester, sign_in):
    appointment = offered(ticket, agent)
    portal = sign_in(requester)

    before = portal.get(f"/tickets/{ticket.pk}/").content.decode()
    appointments.pick(slot(appointment), by=requester, at=NOON)
    after = portal.get(f"/tickets/{ticket.pk}/").content.decode()

    assert (link(appointment) in before, "Choose a time" in before) == (True, True)
    assert "You have an appointment with us" in after


@pytest.mark.parametrize("times", [1, 6])
def test_the_page_of_times_stays_flat(client, ticket, agent, django_assert_num_queries, times):
    appointment = offered(ticket, agent, *(TOMORROW + timedelta(hours=n) for n in range(times)))
    client.get(link(appointment))

    with django_assert_num_queries(6):
        client.get(link(appointment))


def test_the_history_tells_each_step(desk, ticket, agent, requester, clock):
    booked(ticket, agent, requester)
    appointments.move(ticket, to=NEXT_DAY, by=agent)
    clock.move_to(NEXT_DAY)
    appointments.conclude(ticket, outcome=AppointmentOutcome.NOBODY, said="", by=agent)

    page: Callable[[str], bool] = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode().__contains__

    said = ("Appointment offered, 2 times to choose among", "Appointment booked: 11 Mar 2026, 13:00", "Appointment: Nobody answered")
    assert [page(words) for words in (*said, "Appointment moved to 12 Mar 2026, 13:00")] == [True] * 4
