"""The pages of escalating and diagnosing."""

import pytest

from queues.enums import QuestionKind, Tier
from queues.models import Category, DiagnosisQuestion
from tests import factories
from tests.tickets.standing import history
from tickets.actions import diagnosis
from tickets.models import Ticket

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agent, lead, sign_in):
    """The browser of an agent of line 1."""
    return sign_in(agent)


@pytest.fixture
def question(ticket, support):
    """A question of the ticket's category."""
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    Ticket.objects.filter(pk=ticket.pk).update(category=category)
    return DiagnosisQuestion.objects.create(category=category, texts={"en": "Since when?"}, kind=QuestionKind.TEXT)


def test_no_reason_is_chosen_beforehand_and_the_next_line_is(desk, ticket):
    form = desk.get(f"/desk/tickets/{ticket.pk}/escalate/").context["verb"].form

    assert (form["reason"].value(), form["tier"].value()) == (None, Tier.SECOND)
    assert [str(label) for _value, label in form.fields["tier"].choices] == ["Line 2", "Line 3, when it is critical"]


def test_a_line_where_nobody_works_is_named_and_not_offered(support, requester, agent, sign_in):
    factories.member("expert@example.org", "Ona", support, tier=Tier.THIRD)
    ticket = factories.ticket(requester, support)

    page = sign_in(agent).get(f"/desk/tickets/{ticket.pk}/escalate/")

    assert [value for value, _label in page.context["verb"].form.fields["tier"].choices] == [3]
    assert "Nobody works there: Line 2." in page.content.decode()


def test_where_nobody_works_above_the_page_says_so(support, requester, agent, sign_in):
    ticket = factories.ticket(requester, support)
    path = f"/desk/tickets/{ticket.pk}/escalate/"
    client = sign_in(agent)

    assert "Nobody works there: Line 2, Line 3." in client.get(path).content.decode()
    refused = client.post(path, {"tier": "2", "reason": "skills", "tried": "Restarted."})
    assert (refused.status_code, "Nobody works on a higher line" in refused.content.decode()) == (422, True)


def test_the_open_questions_are_asked_where_a_ticket_goes_up(desk, ticket, question):
    path = f"/desk/tickets/{ticket.pk}/escalate/"
    form = {"tier": "2", "reason": "skills", "tried": "Restarted."}

    refused = desk.post(path, {**form, "waiver": ""})
    done = desk.post(path, {**form, f"question_{question.pk}": "Monday"})

    assert (refused.status_code, "Since when?" in refused.content.decode()) == (422, True)
    assert (done.status_code, history(ticket)) == (302, ["opened", "diagnosed", "escalated"])


def test_what_was_answered_before_is_not_asked_again(desk, ticket, question, agent):
    diagnosis.answer(ticket, {question.pk: "Monday"}, by=agent)

    page = desk.get(f"/desk/tickets/{ticket.pk}/escalate/").content.decode()

    assert ("Since when?" in page, "Why questions stay open" in page) == (False, False)


def test_diagnosing_keeps_answers_and_shows_who_gave_them(desk, ticket, question):
    path = f"/desk/tickets/{ticket.pk}/diagnose/"

    desk.post(path, {f"question_{question.pk}": "Monday"})
    page = desk.get(path).content.decode()

    assert ('value="Monday"' in page, "Aina Roca" in page) == (True, True)
    assert f'href="{path}"' in desk.get(f"/desk/tickets/{ticket.pk}/").content.decode()


def test_answers_of_an_earlier_category_are_shown_and_where_there_is_nothing_to_ask_the_page_says_so(desk, ticket, question, agent):
    diagnosis.answer(ticket, {question.pk: "Monday"}, by=agent)
    Ticket.objects.filter(pk=ticket.pk).update(category=None)

    page = desk.get(f"/desk/tickets/{ticket.pk}/diagnose/").content.decode()

    assert ("Since when?" in page, "Monday" in page, "has no basic questions" in page) == (True, True, True)


@pytest.mark.parametrize("answer", ["x" * 10_000, "Mon\x00day"])
def test_odd_answers_are_no_crash(desk, ticket, question, answer):
    response = desk.post(f"/desk/tickets/{ticket.pk}/diagnose/", {f"question_{question.pk}": answer})

    assert response.status_code == 422


def test_a_name_with_signs_is_text_beside_an_answer(desk, ticket, question, agent):
    agent.name = "<b>Aina</b>"
    agent.save()
    diagnosis.answer(ticket, {question.pk: "Monday"}, by=agent)

    assert "<b>Aina</b>" not in desk.get(f"/desk/tickets/{ticket.pk}/diagnose/").content.decode()
