"""The basic questions of a category, and the gate they stand at."""

import pytest

from queues.enums import QuestionKind
from queues.models import Category, DiagnosisQuestion
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, snapshot
from tickets.actions import diagnosis, routing
from tickets.actions.routing import Escalation
from tickets.enums import EscalationReason, Finding, Verb
from tickets.errors import Refused
from tickets.models import DiagnosisAnswer, Ticket

pytestmark = pytest.mark.django_db

SKILLS = EscalationReason.SKILLS


@pytest.fixture
def questions(ticket: Ticket, support) -> tuple[DiagnosisQuestion, DiagnosisQuestion]:
    """Two questions of the ticket's category."""
    category = Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"})
    Ticket.objects.filter(pk=ticket.pk).update(category=category)
    red = DiagnosisQuestion.objects.create(category=category, texts={"en": "Is the light red?"})
    since = DiagnosisQuestion.objects.create(category=category, texts={"en": "Since when?"}, kind=QuestionKind.TEXT, position=1)
    return red, since


def test_answers_are_kept_with_the_question_as_it_was_asked(ticket, agent, questions):
    red, since = questions

    diagnosis.answer(ticket, {red.pk: Finding.YES, since.pk: " Monday\x00. "}, by=agent, at=LATER)

    ticket.refresh_from_db()
    rows = [(row.asked, row.said, row.by, row.at) for row in ticket.diagnosis.order_by("pk")]
    assert rows == [("Is the light red?", "Yes", agent, LATER), ("Since when?", "Monday.", agent, LATER)]
    assert (ticket.diagnosed_at, last_event(ticket).verb, last_event(ticket).payload) == (
        LATER,
        Verb.DIAGNOSED,
        {"questions": [red.pk, since.pk]},
    )


def test_only_what_changed_is_history_and_an_empty_answer_changes_nothing(ticket, agent, lead, questions):
    red, since = questions
    diagnosis.answer(ticket, {red.pk: Finding.YES, since.pk: "Monday."}, by=agent, at=NOON)

    diagnosis.answer(ticket, {red.pk: Finding.YES, since.pk: ""}, by=lead, at=LATER)
    diagnosis.answer(ticket, {red.pk: Finding.NO}, by=lead, at=LATER)

    ticket.refresh_from_db()
    assert (history(ticket), last_event(ticket).payload) == (["opened", "diagnosed", "diagnosed"], {"questions": [red.pk]})
    assert list(ticket.diagnosis.order_by("pk").values_list("text", "by")) == [("no", lead.pk), ("Monday.", agent.pk)]
    assert ticket.diagnosed_at == NOON


def test_a_question_of_another_category_is_not_answered(ticket, agent, questions, treasury):
    other = DiagnosisQuestion.objects.create(category=Category.objects.create(queue=treasury, slug="fees", names={}), texts={"en": "Paid?"})

    diagnosis.answer(ticket, {other.pk: Finding.YES}, by=agent)

    assert (DiagnosisAnswer.objects.count(), history(ticket)) == (0, ["opened"])


def test_an_answer_outlives_its_question(ticket, agent, questions):
    diagnosis.answer(ticket, {questions[0].pk: Finding.UNKNOWN}, by=agent)

    questions[0].delete()

    answer = ticket.diagnosis.get()
    assert (answer.asked, answer.said) == ("Is the light red?", "Could not be found out")


def test_a_ticket_goes_up_with_the_answers(ticket, agent, lead, questions):
    red, since = questions
    diagnosis.answer(ticket, {red.pk: Finding.YES}, by=agent)

    routing.escalate(ticket, Escalation(SKILLS, "Restarted.", answers={since.pk: "Monday."}), by=agent)

    ticket.refresh_from_db()
    assert (ticket.tier, ticket.diagnosis.count()) == (2, 2)
    assert history(ticket) == ["opened", "diagnosed", "diagnosed", "escalated"]


def test_without_answers_no_ticket_goes_up_and_nothing_is_kept(ticket, agent, lead, questions):
    as_it_was = snapshot(ticket)

    with pytest.raises(Refused, match="2 basic questions have no answer yet"):
        routing.escalate(ticket, Escalation(SKILLS, "Restarted."), by=agent)
    with pytest.raises(Refused, match="1 basic question has no answer yet"):
        routing.escalate(ticket, Escalation(SKILLS, "Restarted.", answers={questions[0].pk: "yes"}, waiver=" "), by=agent)

    assert (snapshot(ticket), DiagnosisAnswer.objects.count()) == (as_it_was, 0)


def test_a_waiver_says_why_questions_stay_open(ticket, agent, lead, questions):
    red, since = questions
    escalation = Escalation(SKILLS, "Restarted.", answers={red.pk: "no"}, waiver=" Nobody is at home. ")

    routing.escalate(ticket, escalation, by=agent, at=LATER)

    waived = ticket.events.get(verb=Verb.DIAGNOSIS_WAIVED)
    assert (waived.reason, waived.payload, waived.by) == ("Nobody is at home.", {"questions": [since.pk]}, agent)
    assert history(ticket) == ["opened", "diagnosed", "waived", "escalated"]


def test_answers_go_along_to_another_queue(ticket, agent, treasury, treasurer, questions):
    diagnosis.answer(ticket, {questions[0].pk: Finding.YES}, by=agent)

    routing.transfer(ticket, to=treasury, note="Collect the fee.", by=agent)

    assert ticket.diagnosis.get().said == "Yes"
