"""Passing on by page: lines, hand-overs of one click, done and back, reading on; and whom to assign."""

from datetime import timedelta

import pytest

from queues.enums import Tier
from queues.models import Absence, AgentProfile, Category, TransferPreset
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import history, last_event
from tickets.actions import routing
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def fee(support, treasury, treasurer) -> TransferPreset:
    category = Category.objects.create(queue=treasury, slug="fee", names={"en": "Fee"})
    words = {"names": {"en": "Collect the fee"}, "notes": {"en": "Please collect {{ the }} fee."}}
    return TransferPreset.objects.create(source=support, target=treasury, category=category, **words)


@pytest.fixture
def read_on(ticket, support, treasury, treasurer, agent, sign_in):
    """The agent's browser, after the ticket was passed on by a queue that goes on reading."""
    type(support).objects.filter(pk=support.pk).update(keeps_reading=True)
    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    return sign_in(agent)


def test_the_form_names_the_lines_that_somebody_works_on(ticket, agent, treasury, treasurer, sign_in):
    network = factories.queue("network")
    for number, tier in enumerate((Tier.FIRST, Tier.THIRD)):
        factories.member(f"n{number}@example.org", f"N{number}", network, tier=tier)

    form = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/transfer/").context["verb"].form

    lines = [(str(network.pk), "Network · Line 1"), (f"{network.pk}-3", "Network · Line 3")]
    assert form.fields["queue"].choices == [("", "Choose a queue"), (str(treasury.pk), "Treasury"), ("Network", lines)]


def test_the_line_that_was_chosen_is_where_it_goes(ticket, agent, sign_in):
    network = factories.queue("network")
    for number, tier in enumerate((Tier.FIRST, Tier.THIRD)):
        factories.member(f"n{number}@example.org", f"N{number}", network, tier=tier)

    sign_in(agent).post(f"/desk/tickets/{ticket.pk}/transfer/", {"queue": f"{network.pk}-3", "note": "Look."})

    ticket.refresh_from_db()
    assert (ticket.queue, ticket.tier) == (network, 3)


def test_a_hand_over_is_two_clicks_and_what_was_typed_goes_along(ticket, agent, fee, sign_in):
    client = sign_in(agent)
    page = client.get(f"/desk/tickets/{ticket.pk}/transfer/").content.decode()

    client.post(f"/desk/tickets/{ticket.pk}/transfer/", {"preset": fee.pk, "queue": "", "note": "She pays in cash."})

    ticket.refresh_from_db()
    assert f'name="preset" value="{fee.pk}"' in page
    assert (ticket.queue, ticket.category) == (fee.target, fee.category)
    assert last_event(ticket).reason == "Please collect {{ the }} fee.\n\nShe pays in cash."


@pytest.mark.parametrize("preset", ["999999", "x", "1\x00"])
def test_a_hand_over_that_is_gone_is_explained_and_keeps_the_note(ticket, agent, fee, sign_in, preset):
    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/transfer/", {"preset": preset, "queue": "", "note": "In cash."})

    page = response.content.decode()
    assert (response.status_code, history(ticket)) == (422, ["opened"])
    assert "This hand-over is not offered any more." in page
    assert "In cash." in page


def test_done_is_offered_where_it_came_from_elsewhere_and_goes_back(ticket, agent, treasury, treasurer, support, sign_in):
    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    client = sign_in(treasurer)
    page = client.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    response = client.post(f"/desk/tickets/{ticket.pk}/send-back/", {"done": "Paid."})

    ticket.refresh_from_db()
    assert "Done, back to Support" in page
    assert (response.headers["Location"], ticket.queue) == ("/desk/queues/treasury/", support)


def test_the_history_says_where_it_went(ticket, agent, treasury, treasurer, sign_in):
    routing.transfer(ticket, to=treasury, note="Fee.", by=agent)
    routing.send_back(ticket, done="Paid.", by=treasurer)

    entries = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/").context["entries"]

    told = [entry.text for entry in entries if entry.is_event]
    assert told[-2:] == ["Passed to Treasury: Fee.", "Done, back to Support, line 1: Paid."]


def test_the_old_queue_reads_and_leaves_notes_but_nothing_else(read_on, ticket):
    page = read_on.get(f"/desk/tickets/{ticket.pk}/").content.decode()
    note = read_on.post(f"/desk/tickets/{ticket.pk}/note/", {"body": "Ask Nil.", "submission": "00000000-0000-0000-0000-000000000001"})
    verb = read_on.post(f"/desk/tickets/{ticket.pk}/take/", follow=True)

    assert "This ticket is in Treasury now; you can read it and leave notes." in page
    assert [f'/{name}/"' in page for name in ("note", "reply", "take", "transfer")] == [True, False, False, False]
    assert (note.status_code, history(ticket)) == (302, ["opened", "transferred", "noted"])
    assert "Nothing was changed: this ticket is in Treasury now." in verb.content.decode()


def test_a_reply_to_what_was_passed_on_meanwhile_is_kept_as_a_draft_of_a_note(read_on, ticket):
    form = {"body": "Please restart it.", "submission": "00000000-0000-0000-0000-000000000001"}

    response = read_on.post(f"/desk/tickets/{ticket.pk}/reply/", form)

    page = response.content.decode()
    assert (response.status_code, history(ticket)) == (422, ["opened", "transferred"])
    assert "so this was not sent. You can leave it as a note." in page
    assert "Please restart it." in page


def test_who_reads_on_is_led_to_the_desk_and_lists_stay_those_of_the_queue(read_on, ticket):
    assert read_on.get(f"/tickets/{ticket.pk}/").headers["Location"] == f"/desk/tickets/{ticket.pk}/"
    assert read_on.get(f"/desk/search/?q=suport%23{ticket.pk}").headers["Location"] == f"/desk/tickets/{ticket.pk}/"
    assert "No connection" not in read_on.get("/desk/queues/support/").content.decode()


def test_reading_on_costs_no_query_more(read_on, ticket, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        read_on.get(f"/desk/tickets/{ticket.pk}/")


def test_whoever_speaks_the_language_stands_first_and_who_is_away_last(ticket, agent, lead, support, sign_in):
    absent = factories.member("jordi@example.org", "Jordi Camps", support)
    Absence.objects.create(user=absent, first_day=NOON.date(), last_day=NOON.date() + timedelta(days=1))
    AgentProfile.objects.create(user=lead, languages=["en", "ca"])

    form = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/assign/").context["verb"].form

    assert form.fields["owner"].choices == [
        ("", "Nobody"),
        ("They speak English", [(lead.pk, "Laia Font · English and Catalan")]),
        ("Others", [(agent.pk, "Aina Roca")]),
        ("Away", [(absent.pk, "Jordi Camps · away until 11 Mar 2026")]),
    ]


def test_assigning_to_who_is_away_is_refused_with_the_date(ticket, agent, lead, sign_in):
    Absence.objects.create(user=lead, first_day=NOON.date(), last_day=NOON.date())

    response = sign_in(agent).post(f"/desk/tickets/{ticket.pk}/assign/", {"owner": lead.pk})

    assert (response.status_code, Ticket.objects.get(pk=ticket.pk).owner) == (422, None)
    assert "Laia Font is away until 10 March 2026" in response.content.decode()


@pytest.mark.parametrize("owner", ["x", "9" * 30, "1\x00", "-1"])
def test_an_owner_that_nobody_is_is_refused(ticket, agent, sign_in, owner):
    client = sign_in(agent)

    codes = [client.post(f"/desk/tickets/{ticket.pk}/{verb}/", {"owner": owner}).status_code for verb in ("assign", "take-over")]

    assert (codes, history(ticket)) == ([422, 422], ["opened"])
