"""The desk's verbs that change who works on a ticket, where, and how it stands."""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from queues.models import Category
from tests.tickets.standing import history, snapshot, stand
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(lead: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(lead)


def post(desk: Client, ticket: Ticket, verb: str, **form: object):
    return desk.post(f"/desk/tickets/{ticket.pk}/{verb}/", form)


@pytest.mark.parametrize(
    ("before", "verb", "form", "event"),
    [
        (Status.NEW, "take", {}, "taken"),
        (Status.OPEN, "stall", {"why": "third_party"}, "stalled"),
        (Status.OPEN, "stall", {"why": "date", "until": "2026-03-12T09:00"}, "stalled"),
        (Status.OPEN, "resolve", {"fix": "Restarted the router."}, "resolved"),
        (Status.OPEN, "refer", {"kind": "bug", "text": "BUG-123"}, "referenced"),
        (Status.STALLED, "reopen", {}, "woken"),
        (Status.CLOSED, "reopen", {}, "reopened"),
        (Status.CLOSED, "reopen", {"reason": "It is back."}, "reopened"),
        (Status.RESOLVED, "close", {}, "closed"),
        (Status.NEW, "reject", {"why": "not_ours", "note": "Ask the town hall."}, "rejected"),
        (Status.NEW, "escalate", {"tier": "2", "reason": "skills", "tried": "Restarted."}, "escalated"),
        (Status.NEW, "triage", {"title": "No connection", "kind": "incident", "people": "some", "urgency": "stops"}, "triaged"),
    ],
)
def test_a_verb_does_its_work_and_leads_back(desk, ticket, before, verb, form, event):
    stand(ticket, before)

    response = post(desk, ticket, verb, **form)

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")
    assert history(ticket) == ["opened", event]


@pytest.mark.parametrize(
    ("before", "verb", "form"),
    [
        (Status.NEW, "resolve", {}),
        (Status.OPEN, "stall", {"why": "date"}),
        (Status.OPEN, "stall", {"why": "date", "until": "2026-03-09T09:00"}),
        (Status.OPEN, "stall", {"why": "boredom"}),
        (Status.NEW, "reopen", {}),
        (Status.RESOLVED, "reject", {"why": "not_ours", "note": "Not ours."}),
        (Status.NEW, "reject", {"why": "boredom", "note": "Not ours."}),
        (Status.OPEN, "close", {}),
        (Status.NEW, "escalate", {"tier": "1", "reason": "skills", "tried": "Restarted."}),
        (Status.NEW, "escalate", {"tier": "2", "reason": "boredom", "tried": "Restarted."}),
        (Status.NEW, "hand_back", {"reason": "Simple."}),
        (Status.NEW, "triage", {"title": "", "priority": "3"}),
        (Status.NEW, "triage", {"title": "x", "priority": "9"}),
        (Status.NEW, "triage", {"title": "x", "people": "none"}),
        (Status.NEW, "triage", {"title": "x", "urgency": "yesterday"}),
        (Status.NEW, "triage", {"title": "x", "people": "one", "urgency": "stops", "priority": "4"}),
        (Status.NEW, "triage", {"title": "x", "category": "9" * 30}),
        (Status.NEW, "assign", {"owner": "999999"}),
        (Status.NEW, "transfer", {"queue": "999999", "note": "Look."}),
        (Status.CLOSED, "transfer", {"queue": "999999", "note": "Look."}),
        (Status.CLOSED, "escalate", {"tier": "2", "reason": "skills", "tried": "Restarted."}),
    ],
)
def test_what_cannot_be_done_is_explained_and_changes_nothing(desk, ticket, before, verb, form):
    ticket = stand(ticket, before)
    as_it_was = snapshot(ticket)

    response = post(desk, ticket, verb.replace("_", "-"), **form)

    assert (response.status_code, snapshot(ticket)) == (422, as_it_was)
    assert all(value in response.content.decode() for value in form.values() if len(value) > 3 and value.endswith("."))


@pytest.mark.parametrize(
    ("verb", "form", "said"),
    [
        ("reject", {"why": ""}, "Please choose one."),
        ("close", {}, "This ticket is “New”, so it cannot become “Closed”."),
        ("stall", {"why": "parked"}, "This ticket is “New”, so it cannot become “Stalled”."),
        ("stall", {"why": "date"}, "Please say until when it waits."),
        ("resolve", {"fix": "Restarted it."}, "Nobody has answered yet."),
        ("resolve", {"cause": "A fuse."}, "Please fill this in."),
        ("refer", {"kind": "bug", "text": ""}, "Please fill this in."),
        ("refer", {"kind": "bug", "text": "1", "url": "javascript:alert(1)"}, "Please give the whole address of a web page"),
    ],
)
def test_a_refusal_is_shown_in_the_form_that_was_posted(desk, ticket, verb, form, said):
    response = post(desk, ticket, verb, **form)

    shown = response.context["verb"]
    assert shown.name == verb
    assert any(error.startswith(said) for errors in shown.form.errors.values() for error in errors)


def test_a_form_begins_with_what_is_so_already(desk, ticket, lead):
    post(desk, ticket, "take")

    forms = {verb: desk.get(f"/desk/tickets/{ticket.pk}/{verb}/").context["verb"].form for verb in ("assign", "triage")}

    assert forms["assign"]["owner"].value() == lead.pk
    assert [forms["triage"][name].value() for name in ("title", "kind", "category", "priority")] == ["No connection", "", None, ""]


def test_a_form_has_its_own_page_and_opens_on_the_tickets_where_there_is_script(desk, ticket):
    path = f"/desk/tickets/{ticket.pk}/escalate/"

    page = desk.get(path)
    part = desk.get(path, headers={"HX-Request": "true", "HX-Target": "verb"})

    assert ("<html" in page.content.decode(), "<html" in part.content.decode()) == (True, False)
    assert all(f'action="{path}"' in answer.content.decode() for answer in (page, part))


def test_a_verb_that_asks_nothing_has_no_page(desk, ticket):
    assert desk.get(f"/desk/tickets/{ticket.pk}/take/").headers["Location"] == f"/desk/tickets/{ticket.pk}/"


def test_an_owner_is_chosen_among_those_who_work_here(desk, ticket, agent, treasurer):
    assert post(desk, ticket, "assign", owner=treasurer.pk).status_code == 422
    assert post(desk, ticket, "assign", owner=agent.pk).status_code == 302
    assert post(desk, ticket, "assign", owner="").status_code == 302

    assert history(ticket) == ["opened", "assigned", "released"]


def test_a_ticket_passed_to_a_foreign_queue_leads_back_to_the_list(desk, ticket, treasury, treasurer):
    response = post(desk, ticket, "transfer", queue=treasury.pk, note="Collect the fee.")

    ticket.refresh_from_db()
    assert (response.headers["Location"], ticket.queue) == ("/desk/queues/support/", treasury)


def test_handing_back_goes_down_a_line(desk, ticket):
    stand(ticket, Status.OPEN, tier=3)

    assert post(desk, ticket, "hand-back", reason="A cable.").status_code == 302

    ticket.refresh_from_db()
    assert ticket.tier == 2


def test_a_category_is_chosen_among_those_of_the_queue(desk, ticket, support, treasury):
    ours, theirs, old = (
        Category.objects.create(queue=queue, slug=slug, names={"en": slug}, is_active=is_active)
        for queue, slug, is_active in ((support, "fibre", True), (treasury, "fee", True), (support, "old", False))
    )

    codes = [post(desk, ticket, "triage", title="x", priority="2", category=one.pk).status_code for one in (theirs, old, ours)]

    ticket.refresh_from_db()
    assert (codes, ticket.category) == ([422, 422, 302], ours)


def test_the_page_offers_what_can_be_done(desk, ticket):
    verbs = ("take", "triage", "assign", "transfer", "escalate", "hand-back", "stall", "reject", "resolve", "reopen")

    def offered() -> set[str]:
        page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()
        return {verb for verb in verbs if f'"/desk/tickets/{ticket.pk}/{verb}/"' in page}

    new = offered()
    stand(ticket, Status.OPEN, tier=3, answered_at=ticket.created_at)
    opened = offered()
    stand(ticket, Status.CLOSED, tier=3)

    assert new == {"take", "triage", "assign", "transfer", "escalate", "reject"}
    assert opened == {"take", "triage", "assign", "transfer", "hand-back", "stall", "reject", "resolve"}
    assert offered() == {"take", "triage", "assign", "reopen"}
