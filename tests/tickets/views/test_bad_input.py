"""What people type and press that cannot be taken: a clear answer in their language, nothing lost, nothing done twice."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import User
from notifications.models import Delivery
from tests import factories
from tests.tickets.standing import history, last_event, snapshot, stand
from tickets.actions import merging
from tickets.enums import Status
from tickets.models import Message, Ticket

pytestmark = pytest.mark.django_db

MEGABYTE = "So much to tell. " * 62_000


@pytest.fixture
def desk(lead: User, sign_in: Callable[[User], Client]) -> Client:
    """A lead's browser, in Catalan."""
    User.objects.filter(pk=lead.pk).update(language="ca")
    return sign_in(User.objects.get(pk=lead.pk))


def said(page) -> str:
    return str(page.content.decode())


def test_of_two_hundred_followers_the_twenty_first_is_refused_and_kept(desk, ticket):
    answers = [
        desk.post(f"/desk/tickets/{ticket.pk}/followers/", {"address": f"p{number}@example.com", "name": f"Pol {number}"})
        for number in range(1, 201)
    ]

    assert [answer.status_code for answer in answers] == [302] * 20 + [422] * 180
    assert "Ja hi ha 20 persones que segueixen" in said(answers[20])
    assert ('value="p21@example.com"' in said(answers[20]), 'value="Pol 21"' in said(answers[20])) == (True, True)
    assert (ticket.followers.count(), User.objects.filter(email="p200@example.com").count()) == (20, 0)


def test_everything_split_is_refused_and_the_title_kept(desk, ticket, support):
    form = {"title": "Una altra cosa", "queue": support.pk, "messages": list(ticket.messages.values_list("pk", flat=True))}
    before = snapshot(ticket)

    answer = desk.post(f"/desk/tickets/{ticket.pk}/split/", form)

    assert (answer.status_code, snapshot(ticket), Ticket.objects.count()) == (422, before, 1)
    assert 'value="Una altra cosa"' in said(answer)
    why = "S’hi ha de quedar alguna cosa: deixa en aquest tiquet com a mínim un missatge de qui va preguntar."
    assert answer.context["form"].errors["messages"] == [why]


def test_a_circle_of_merges_is_refused(desk, ticket, support, requester, lead):
    other = factories.ticket(requester, support)
    merging.merge(ticket, into=other, by=lead)

    answer = desk.post(f"/desk/tickets/{other.pk}/merge/", {"target": ticket.reference})

    assert (answer.status_code, Ticket.objects.get(pk=other.pk).is_merged) == (422, False)
    assert ticket.reference in said(answer)


def test_a_reply_pressed_twice_is_sent_once(desk, ticket):
    form = {"body": "Reinicieu-lo.", "submission": str(uuid.uuid4()), "seen": last_event(ticket).pk}

    answers = [desk.post(f"/desk/tickets/{ticket.pk}/reply/", form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Message.objects.filter(body="Reinicieu-lo.").count() == 1
    assert Delivery.objects.filter(mail__key__startswith="message:").count() == 1


def test_a_resolution_pressed_twice_resolves_once_with_one_mail(desk, ticket):
    stand(ticket, Status.OPEN, answered_at=ticket.created_at)
    form = {"fix": "Cable nou.", "seen": last_event(ticket).pk}

    answers = [desk.post(f"/desk/tickets/{ticket.pk}/resolve/", form).status_code for _ in range(2)]

    assert (answers, history(ticket)) == ([302, 302], ["opened", "resolved"])
    assert Delivery.objects.filter(mail__key__startswith="resolved:").count() == 1


def test_a_reply_that_resolves_pressed_twice_does_both_once(desk, ticket):
    form = {"body": "Ja funciona.", "fix": "Cable nou.", "submission": str(uuid.uuid4()), "then": "resolve", "seen": last_event(ticket).pk}

    answers = [desk.post(f"/desk/tickets/{ticket.pk}/reply/", form).status_code for _ in range(2)]

    assert (answers, history(ticket)) == ([302, 302], ["opened", "answered", "resolved"])


@pytest.mark.parametrize("verb", ["reply", "note", "call"])
def test_a_megabyte_of_words_is_refused_and_comes_back(desk, ticket, verb):
    before = snapshot(ticket)

    answer = desk.post(f"/desk/tickets/{ticket.pk}/{verb}/", {"body": MEGABYTE, "submission": str(uuid.uuid4())})

    assert (answer.status_code, snapshot(ticket), MEGABYTE.strip() in said(answer)) == (422, before, True)
    assert "20.000" in said(answer) or "20000" in said(answer)


def test_a_megabyte_of_words_in_the_portal_comes_back_too(sign_in, requester, ticket):
    answer = sign_in(requester).post(f"/tickets/{ticket.pk}/answer/", {"body": MEGABYTE, "submission": str(uuid.uuid4())})

    assert (answer.status_code, ticket.messages.count(), MEGABYTE.strip() in said(answer)) == (422, 1, True)


@pytest.mark.parametrize(
    "text",
    [
        "status:",
        "queue: owner: before:",
        "before:2026-13-45",
        '"',
        '""',
        ":::",
        "-",
        "* OR AND NOT",
        "title:",
        "NEAR(",
        "ref: file:",
        "a:b " * 2_500,
    ],
)
def test_a_search_of_operators_alone_answers(desk, ticket, text):
    answer = desk.get("/desk/search/", {"q": text})

    assert answer.status_code == 200
    assert text.strip()[:200].replace('"', "&quot;") in said(answer)
