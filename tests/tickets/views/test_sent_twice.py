"""The desk's forms pressed twice, and filled in while a colleague was quicker."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from queues.enums import Tier
from queues.models import Membership, Queue, TransferPreset
from tests.tickets.standing import history, last_event, stand
from tickets.actions import lifecycle, routing, triage
from tickets.actions.triage import Sorting
from tickets.enums import Kind, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db

SORTED = {"title": "No connection", "kind": "request"}


@pytest.fixture
def desk(lead: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(lead)


def path(ticket: Ticket, verb: str) -> str:
    return f"/desk/tickets/{ticket.pk}/{verb}/"


def seen(page: Any) -> str:
    """What the page's form says that its reader has seen."""
    found: list[str] = re.findall(r'name="seen" value="(\d+)"', page.content.decode())
    return found[-1]


@pytest.mark.parametrize(
    ("before", "verb", "form", "done"),
    [
        ({"status": Status.OPEN, "tier": 3}, "hand-back", {"reason": "A cable."}, "handed_back"),
        ({"status": Status.OPEN}, "escalate", {"tier": "2", "reason": "skills", "tried": "Restarted."}, "escalated"),
        ({"status": Status.OPEN}, "stall", {"why": "parked"}, "stalled"),
        ({"status": Status.OPEN}, "reject", {"why": "spam"}, "rejected"),
        ({"status": Status.CLOSED}, "reopen", {"reason": "It is back."}, "reopened"),
        ({"status": Status.STALLED}, "reopen", {}, "woken"),
        ({"status": Status.RESOLVED}, "close", {}, "closed"),
        ({"status": Status.NEW}, "take", {}, "taken"),
        ({"status": Status.NEW}, "retitle", {"title": "No light on the router"}, "retitled"),
        ({"status": Status.NEW}, "triage", SORTED, "triaged"),
    ],
)
def test_a_form_sent_twice_acts_once(desk, ticket, before, verb, form, done):
    stand(ticket, **before)
    form = {**form, "seen": last_event(ticket).pk}

    answers = [desk.post(path(ticket, verb), form).status_code for _ in range(2)]

    assert (answers, history(ticket)) == ([302, 302], ["opened", done])


@pytest.fixture
def both(lead: User, treasury: Queue) -> None:
    """The lead works in treasury, too."""
    Membership.objects.create(user=lead, queue=treasury, tier=Tier.FIRST)


@pytest.mark.parametrize("way", ["note", "preset"])
def test_a_ticket_is_passed_on_and_back_once(desk, both, ticket, support, treasury, way):
    preset = TransferPreset.objects.create(source=support, target=treasury, names={"en": "Fee"}, notes={"en": "Collect the fee."})
    form = {"note": {"queue": treasury.pk, "note": "Collect the fee."}, "preset": {"preset": preset.pk}}[way]

    there = [desk.post(path(ticket, "transfer"), {**form, "seen": knew}).status_code for knew in [last_event(ticket).pk] * 2]
    back = [desk.post(path(ticket, "send-back"), {"done": "Paid.", "seen": knew}).status_code for knew in [last_event(ticket).pk] * 2]

    assert (there, back, history(ticket)) == ([302, 302], [302, 302], ["opened", "transferred", "transferred"])


def test_who_passes_a_ticket_on_twice_is_told_that_it_is_done(desk, support, treasury, treasurer, ticket):
    Queue.objects.filter(pk=support.pk).update(keeps_reading=True)
    form = {"queue": treasury.pk, "note": "Collect the fee.", "seen": last_event(ticket).pk}

    said = [str(next(iter(desk.post(path(ticket, "transfer"), form, follow=True).context["messages"]))) for _ in range(2)]

    assert (said, history(ticket)) == (["Passed on."] * 2, ["opened", "transferred"])


def test_somebody_else_who_passes_it_on_too_late_is_told_that_nothing_was_done(desk, agent, support, treasury, treasurer, ticket):
    Queue.objects.filter(pk=support.pk).update(keeps_reading=True)
    form = {"queue": treasury.pk, "note": "Collect the fee.", "seen": last_event(ticket).pk}
    routing.transfer(ticket, to=treasury, note="The fee.", by=agent)

    said = str(next(iter(desk.post(path(ticket, "transfer"), form, follow=True).context["messages"])))

    assert said.startswith("Nothing was changed: this ticket is in Treasury now.")


MEANWHILE: dict[str, tuple[Callable[[Ticket, User], object], dict[str, Any], str]] = {
    "take": (lambda ticket, by: lifecycle.take(ticket, by=by), {}, "it is Aina now"),
    "assign": (lambda ticket, by: lifecycle.take(ticket, by=by), {"owner": "me"}, "it is Aina now"),
    "retitle": (lambda ticket, by: lifecycle.retitle(ticket, title="PON is off", by=by), {"title": "No light"}, "“PON is off” now"),
    "triage": (
        lambda ticket, by: triage.sort(ticket, Sorting("PON", Kind.INCIDENT, None, people="some"), by=by),
        SORTED,
        "PON · Incident · A few people · Normal",
    ),
    "hand-back": (lambda ticket, by: routing.hand_back(ticket, reason="A cable.", by=by), {"reason": "Simple."}, "Support · Line 2 now"),
}


@pytest.mark.parametrize("verb", MEANWHILE)
def test_what_a_colleague_did_meanwhile_is_said_and_the_same_again_is_taken(desk, agent, lead, ticket, verb):
    act, form, said = MEANWHILE[verb]
    User.objects.filter(pk=agent.pk).update(name="Aina")
    stand(ticket, Status.OPEN, tier=3)
    form = {name: lead.pk if value == "me" else value for name, value in form.items()} | {"seen": last_event(ticket).pk}
    act(ticket, User.objects.get(pk=agent.pk))
    once = history(ticket)

    held = desk.post(path(ticket, verb), form)
    untouched = history(ticket)
    taken = desk.post(path(ticket, verb), {**form, "seen": seen(held)})

    assert (held.status_code, untouched, said in held.content.decode()) == (422, once, True)
    assert (taken.status_code, len(history(ticket)) > len(once)) == (302, True)


def test_the_buttons_of_the_page_know_what_it_shows(desk, ticket):
    page = desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()

    button = re.search(rf'action="{path(ticket, "take")}".*?</form>', page, re.DOTALL)
    assert button is not None
    assert f'name="seen" value="{last_event(ticket).pk}"' in button[0]
