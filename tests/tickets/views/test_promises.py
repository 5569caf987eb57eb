"""The parts of a reply, and where a promise of news is shown."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from accounts.models import User
from foundation import clock
from notifications.models import MailText
from tests.tickets.standing import stand
from tickets.actions import conversation
from tickets.actions.conversation import Draft
from tickets.enums import MessageKind, Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def page(desk: Client, ticket: Ticket) -> str:
    return desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def write(desk: Client, ticket: Ticket, *, kind: str = "reply", **fields: str):
    return desk.post(f"/desk/tickets/{ticket.pk}/{kind}/", {"submission": str(uuid.UUID(int=1)), "body": "", **fields})


def test_the_first_reply_offers_three_parts_and_later_ones_the_promise_alone(desk, ticket, agent):
    first = page(desk, ticket)
    conversation.reply(ticket, Draft("Hello."), by=agent)
    later = page(desk, ticket)

    offered = [[name in shown for name in ('name="on_it"', 'name="needs"', 'name="news_by"')] for shown in (first, later)]
    assert offered == [[True, True, True], [False, False, True]]


def folds(shown: str) -> list[bool]:
    """Whether each of the parts folded away below a text stands open."""
    return ["open" in tag for tag in re.findall(r'<details class="composer__besides"[^>]*>', shown)]


def test_the_parts_are_folded_away_until_something_is_said_in_them(desk, ticket):
    refused = write(desk, ticket, first="yes", body="Hello.", news_by="yesterday perhaps")

    assert folds(page(desk, ticket)) == [False, False]
    assert (refused.status_code, folds(refused.content.decode())) == (422, [True, False])


def test_the_parts_are_sent_as_one_text_in_the_requester_s_language(desk, ticket, requester):
    User.objects.filter(pk=requester.pk).update(language="ca")

    write(desk, ticket, first="yes", on_it="on", body="Sembla el cable.", needs="Una imatge", news_by="2099-03-10T16:00")
    refused = ticket.messages.count()
    write(desk, ticket, first="yes", on_it="on", body="Sembla el cable.", needs="Una imatge")

    body = ticket.messages.latest("pk").body
    assert (refused, ticket.messages.count()) == (1, 2)
    assert body.startswith("Hem llegit el vostre missatge i hi estem treballant.\n\nSembla el cable.\n\nPer continuar")
    assert "Hem llegit" in MailText.objects.latest("pk").text


def test_a_first_reply_sent_twice_is_one_reply(desk, ticket):
    answers = [write(desk, ticket, first="yes", on_it="on", needs="A photo") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert ticket.messages.filter(is_ours=True).count() == 1


def test_a_moment_that_has_passed_is_refused_and_what_was_typed_stays(desk, ticket):
    response = write(desk, ticket, first="yes", body="We look.", needs="A photo", news_by="2020-01-01T10:00")

    shown = response.content.decode()
    assert response.status_code == 422
    assert all(words in shown for words in ("That moment has passed.", "We look.", "A photo", "2020-01-01T10:00"))
    assert ticket.messages.count() == 1


@pytest.mark.parametrize(
    "fields", [{"news_by": "tomorrow", "body": "x"}, {"news_by": "9999-99-99T10:00", "body": "x"}, {"needs": "x" * 10_000}]
)
def test_bad_input_is_refused_without_losing_the_form(desk, ticket, fields):
    assert write(desk, ticket, first="yes", **fields).status_code == 422
    assert ticket.messages.count() == 1


def test_a_call_can_promise_too(desk, ticket):
    due = clock.now() + timedelta(days=1)

    write(desk, ticket, kind="call", body="I call back.", news_by=due.strftime("%Y-%m-%dT%H:%M"))

    assert ticket.promises.get().message.kind == MessageKind.CALL


@pytest.mark.parametrize(("hours", "badge", "said"), [(48, "badge--due", "promised "), (-1, "badge--overdue", ", late")])
def test_lists_and_the_ticket_show_what_was_promised(desk, ticket, hours, badge, said):
    stand(ticket, Status.OPEN, promised_at=clock.now() + timedelta(hours=hours))

    for shown in (desk.get("/desk/queues/support/").content.decode(), page(desk, ticket)):
        assert f'{badge}"' in shown
        assert said in shown
    assert "News promised by" in page(desk, ticket)


@pytest.mark.parametrize(("hours", "title"), [(48, "We promised you news"), (-1, "Our news is late")])
def test_the_requester_sees_what_was_promised(requester, sign_in, ticket, hours, title):
    stand(ticket, Status.OPEN, promised_at=clock.now() + timedelta(hours=hours))

    shown = sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()

    assert title in shown
