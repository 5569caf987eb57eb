"""The requester says that it works, or that it is still broken: by a mailed link, then a click."""

import re
import uuid

import pytest
from django.test import Client

from notifications.models import Delivery
from tests import factories
from tests.tickets.moments import LATER
from tests.tickets.standing import history, snapshot, stand
from tickets.actions import lifecycle, merging
from tickets.actions.conversation import Draft
from tickets.enums import Status
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def solved(ticket, agent) -> Ticket:
    """Marta's ticket, which we believe to be solved."""
    return lifecycle.resolve(ticket, Draft("A new router."), by=agent)


def links() -> dict[str, str]:
    """The two links of the last mail, by where they lead."""
    text = Delivery.objects.order_by("-pk")[0].mail.texts.get().text
    return {path.split("/")[-2]: path for path in re.findall(r"http://localhost:8000(/\S+/(?:works|broken)/)", text)}


@pytest.fixture
def holder(solved) -> Client:
    """A browser that came by a link of the mail."""
    client = Client()
    client.get(links()["works"])
    return client


def words(text: str = "Still red.") -> dict[str, str]:
    return {"submission": str(uuid.UUID(int=7)), "body": text}


def test_the_mail_has_a_link_for_either_answer_in_both_its_forms(solved):
    html = Delivery.objects.order_by("-pk")[0].mail.texts.get().html

    assert set(links()) == {"works", "broken"}
    assert all(f"http://localhost:8000{path}" in html for path in links().values())


@pytest.mark.parametrize("door", ["works", "broken"])
def test_a_link_leads_to_a_page_and_changes_nothing(solved, door):
    as_it_was = snapshot(solved)

    response = Client().get(links()[door], follow=True)

    assert (response.status_code, response.request["PATH_INFO"]) == (200, f"/tickets/{solved.pk}/{door}/")
    assert f'action="/tickets/{solved.pk}/{door}/"' in response.content.decode()
    assert snapshot(solved) == as_it_was


def test_a_link_to_a_door_that_is_not_there_leads_to_the_ticket(solved):
    path = links()["works"].replace("/works/", "/admin/")

    assert Client().get(path).headers["Location"] == f"/tickets/{solved.pk}/"


def test_a_click_says_that_it_works(holder, solved):
    response = holder.post(f"/tickets/{solved.pk}/works/", follow=True)

    solved.refresh_from_db()
    assert (solved.status, history(solved)[-2:]) == (Status.CLOSED, ["confirmed", "closed"])
    assert "Closed, because you told us that it works" in response.content.decode()


def test_the_words_of_still_broken_reopen_it(holder, solved):
    response = holder.post(f"/tickets/{solved.pk}/broken/", words())

    solved.refresh_from_db()
    message = solved.messages.order_by("-pk")[0]
    assert (solved.status, message.body) == (Status.OPEN, "Still red.")
    assert response.headers["Location"] == f"/tickets/{solved.pk}/#message-{message.pk}"


def test_still_broken_needs_words(holder, solved):
    response = holder.post(f"/tickets/{solved.pk}/broken/", words(" "))

    assert (response.status_code, "Please fill this in." in response.content.decode()) == (422, True)
    assert Ticket.objects.get().status == Status.RESOLVED


def test_the_same_answer_twice_is_one(holder, solved):
    for _ in range(2):
        holder.post(f"/tickets/{solved.pk}/broken/", words())
        holder.post(f"/tickets/{solved.pk}/works/")

    assert history(solved).count("written") == 1
    assert "confirmed" not in history(solved)


@pytest.mark.parametrize(
    ("status", "fields", "said"),
    [
        (Status.RESOLVED, {"confirmed_at": LATER}, "You told us already"),
        (Status.CLOSED, {}, "This is closed already"),
        (Status.CLOSED, {"confirmed_at": LATER}, "You told us already"),
        (Status.OPEN, {}, "We are working on this again"),
        (Status.STALLED, {}, "We are working on this again"),
        (Status.REJECTED, {}, "We cannot help you with this"),
    ],
)
def test_a_late_click_is_answered_kindly(holder, solved, status, fields, said):
    stand(solved, status, **fields)

    page = holder.get(f"/tickets/{solved.pk}/works/")
    clicked = holder.post(f"/tickets/{solved.pk}/works/", follow=True)

    assert (page.status_code, clicked.status_code, said in page.content.decode()) == (200, 200, True)
    assert 'class="stack narrow"' not in page.content.decode()


def test_still_broken_long_after_closing_says_that_it_goes_on_in_a_new_ticket(holder, solved):
    stand(solved, Status.CLOSED, closed_at=LATER.replace(year=2025))

    assert "opens a new ticket" in holder.get(f"/tickets/{solved.pk}/broken/").content.decode()
    new = holder.post(f"/tickets/{solved.pk}/broken/", words(), follow=True)
    assert (new.status_code, Ticket.objects.count()) == (200, 2)


@pytest.mark.parametrize("door", ["works", "broken"])
def test_a_ticket_merged_with_another_of_the_person_leads_there(solved, support, requester, agent, sign_in, door):
    into = factories.ticket(requester, support)
    merging.merge(solved, into=into, by=agent)
    client = sign_in(requester)

    assert client.get(f"/tickets/{solved.pk}/{door}/").headers["Location"] == f"/tickets/{into.pk}/"
    assert client.post(f"/tickets/{solved.pk}/{door}/", words()).headers["Location"] == f"/tickets/{into.pk}/"


def test_a_ticket_merged_with_a_stranger_s_is_explained(holder, solved, support, stranger, agent):
    merging.merge(solved, into=factories.ticket(stranger, support), by=agent)

    pages = [holder.get(f"/tickets/{solved.pk}/works/"), holder.post(f"/tickets/{solved.pk}/works/")]

    assert [(page.status_code, "goes on in another ticket" in page.content.decode()) for page in pages] == [(200, True)] * 2


def test_the_ticket_s_page_asks_while_there_is_something_to_say(holder, solved):
    def asks() -> bool:
        return f'action="/tickets/{solved.pk}/works/"' in holder.get(f"/tickets/{solved.pk}/").content.decode()

    before = asks()
    holder.post(f"/tickets/{solved.pk}/works/")

    assert (before, asks()) == (True, False)


@pytest.mark.parametrize(("status", "shown"), [
    (Status.NEW, ["close"]),
    (Status.OPEN, ["close"]),
    (Status.STALLED, ["close"]),
    (Status.RESOLVED, ["works", "broken"]),
    (Status.CLOSED, ["broken"]),
    (Status.REJECTED, []),
])  # fmt: skip
def test_each_status_has_its_own_words_and_no_others(ticket, requester, sign_in, status, shown):
    stand(ticket, status)

    page = sign_in(requester).get(f"/tickets/{ticket.pk}/").content.decode()

    assert [door for door in ("close", "works", "broken", "reopen") if f"/tickets/{ticket.pk}/{door}/" in page] == shown


def test_it_is_solved_closes_what_we_still_work_on_and_the_page_says_why(ticket, requester, sign_in):
    response = sign_in(requester).post(f"/tickets/{ticket.pk}/close/", follow=True)

    ticket.refresh_from_db()
    assert ticket.status == Status.CLOSED
    assert "Closed, because you told us that it is solved" in response.content.decode()
