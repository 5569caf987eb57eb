"""The desk's search page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from accounts.models import User
from tests import factories
from tickets.actions import conversation
from tickets.actions.conversation import Draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent: User, sign_in: Callable[[User], Client]) -> Client:
    return sign_in(agent)


def page(desk: Client, text: str, **more: str) -> str:
    response = desk.get("/desk/search/", {"q": text, **more})
    assert response.status_code == 200
    return response.content.decode()


def pks(response) -> list[int]:
    return [row.ticket.pk for row in response.context["found"].rows]


SPELLINGS = (
    "suport#{}",
    "#{}",
    "{}",
    "suport #{}",
    "SUPORT {}",
    "Ticket de suport {}",
    "tíquet {}",
    "\u2068suport#{}\u2069",
    " suport\u00a0# {} ",
)


@pytest.mark.parametrize("write", SPELLINGS)
def test_a_reference_in_any_spelling_leads_to_its_ticket(desk, ticket, write):
    response = desk.get("/desk/search/", {"q": write.format(ticket.pk)})

    assert (response.status_code, response.headers["Location"]) == (302, f"/desk/tickets/{ticket.pk}/")


@pytest.mark.parametrize("text", ["suport#987654", "#987654", "٩٨٧٦٥٤"])
def test_a_reference_that_leads_nowhere_is_told(desk, ticket, text):
    assert "There is no ticket in your queues under that reference." in page(desk, text)


def test_a_number_beside_words_is_a_word(desk, support, requester):
    found = factories.ticket(requester, support, title="Room 12 is dark")

    assert pks(desk.get("/desk/search/", {"q": "room 12"})) == [found.pk]


def test_what_was_found_is_marked_in_title_and_text_and_stays_text(desk, support, requester):
    body = "word " * 60 + "<img src=x onerror=y> the Àrea & the <b>route</b> " + "word " * 60
    factories.ticket(requester, support, title="<script>Router</script>", body=body)

    shown = page(desk, "area rout")

    assert "&lt;script&gt;<mark>Router</mark>&lt;/script&gt;" in shown
    assert "&lt;img src=x onerror=y&gt; the <mark>Àrea</mark> &amp; the &lt;b&gt;<mark>route</mark>&lt;/b&gt; word" in shown
    assert "<bdi>… word" in shown


def test_words_that_touch_are_one_mark(desk, support, requester):
    factories.ticket(requester, support, body="网络安全")

    assert "<mark>网络安全</mark>" in page(desk, "网络安全")


def test_a_note_is_called_a_note(desk, ticket, agent):
    conversation.note(ticket, Draft("The zebra ate it."), by=agent)

    assert "Internal note: <bdi>The <mark>zebra</mark> ate it.</bdi>" in page(desk, "zebra")


def test_an_empty_search_says_what_can_be_written(desk, ticket):
    shown = page(desk, "")

    assert ("What are you looking for?" in shown, "<summary>What you can write</summary>" in shown) == (True, True)


def test_nothing_found_says_what_to_try(desk, ticket):
    assert "Nothing found" in page(desk, "zebra")


HINTS = {
    "color:red": "“color:” is no operator here. It was looked for as a word.",
    "queue:zoo": "“queue:zoo” was left out: nothing here has that name.",
    "-owner:zoo light": "“-owner:zoo” was left out: nothing here has that name.",
    "before:tomorrow": "“before:tomorrow” was left out. Please write the date like this: 2026-10-01.",
    "after:2026-13-45": "“after:2026-13-45” was left out. Please write the date like this: 2026-10-01.",
    "x" * 10_000: "This search is very long. Only its beginning was used.",
    "color:<b>x</b> <i>:y": "“color:” is no operator here.",
}


@pytest.mark.parametrize("text", HINTS)
def test_what_could_not_be_read_is_named(desk, ticket, text):
    assert HINTS[text] in page(desk, text)


ODD = ['"', "status:", "status:open owner:me", "-", "\0", "a\0b", "'; --", "()*&|!<->:", "\ud800", "a" * 10_000, "a " * 5_000, '"' * 10_000,
       "-a " * 20, '"' + "a " * 400 + '"', "tier:99999999999999999999", "before:9999-99-99", "after:0001-01-01", "before:٢٠٢٦", "\ue003" + "1", "title:網",
       "owner:,", "queue:,,", "status:\0", "网 -网", "NEAR AND OR NOT", "a*", "^a", "{a b}"]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_questions_get_a_clear_answer(desk, ticket, text):
    page(desk, text.encode("utf-8", "replace").decode())


def test_pages_lead_on_and_back(desk, support, requester):
    expected = [factories.ticket(requester, support).pk for _ in range(55)][::-1]

    first = desk.get("/desk/search/", {"q": "connection"})
    second = desk.get("/desk/search/", {"q": "connection", "at": first.context["found"].after})
    third = desk.get("/desk/search/", {"q": "connection", "at": second.context["found"].after})
    back = desk.get("/desk/search/", {"q": "connection", "at": third.context["found"].before})

    assert pks(first) + pks(second) + pks(third) == expected
    assert pks(back) == pks(second)
    assert (first.context["found"].before, third.context["found"].after) == ("", "")


@pytest.mark.parametrize("cursor", ["x", "a~", "b~-1", "a~99999999999999999999", "a~١", "b~\0"])
def test_a_cursor_that_somebody_altered_gives_the_first_page(desk, ticket, cursor):
    assert pks(desk.get("/desk/search/", {"q": "connection", "at": cursor})) == [ticket.pk]


def test_every_list_of_the_desk_has_the_field(desk, support):
    pages = [desk.get(path).content.decode() for path in ("/desk/", "/desk/mine/", "/desk/queues/support/", "/desk/search/?q=zebra")]

    assert ["Search tickets</label>" in shown for shown in pages] == [True] * 4
    assert 'value="zebra"' in pages[-1]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("text", ["connection", "connection -zebra status:new", "status:new"])
def test_the_page_stays_flat(agent, support, sign_in, django_assert_num_queries, rows, text):
    for number in range(rows):
        factories.ticket(factories.person(f"p{number}@example.net", f"Person {number}"), support)
    client = sign_in(agent)
    client.get("/desk/search/", {"q": text})

    # Where few have the words, PostgreSQL looks nearby, further away, and then everywhere.
    further = 3 if connection.vendor == "postgresql" and "connection" in text else 0
    with django_assert_num_queries(7 + further):
        response = client.get("/desk/search/", {"q": text})

    assert len(pks(response)) == rows
