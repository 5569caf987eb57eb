"""The basic questions of categories."""

import pytest
from django.db import IntegrityError, transaction

from queues.diagnosis import questions_for
from queues.enums import QuestionKind
from queues.models import Category, DiagnosisQuestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def fibre(support):
    """A category with one above and one beside it."""
    network = Category.objects.create(queue=support, slug="network", names={"en": "Network"})
    Category.objects.create(queue=support, slug="mail", names={"en": "Mail"})
    return Category.objects.create(queue=support, slug="fibre", names={"en": "Fibre"}, parent=network)


def ask(category: Category, text: str, position: int = 0, **fields: object) -> DiagnosisQuestion:
    return DiagnosisQuestion.objects.create(category=category, texts={"en": text}, position=position, **fields)


def test_a_category_inherits_questions_and_the_general_ones_come_first(fibre):
    ask(fibre, "Is the light red?", 2)
    ask(fibre, "Is the fibre plugged in?", 1)
    ask(fibre.parent, "Does another device work?", 9)
    ask(Category.objects.get(slug="mail"), "Can you sign in?")

    asked = [question.text for question in questions_for(fibre)]

    assert asked == ["Does another device work?", "Is the fibre plugged in?", "Is the light red?"]


def test_questions_out_of_use_are_not_asked(fibre):
    ask(fibre, "Is the modem on?", is_active=False)

    assert questions_for(fibre) == []


def test_a_ticket_without_a_category_has_no_questions():
    assert questions_for(None) == []


def test_questions_take_two_queries_however_deep_the_tree(fibre, django_assert_num_queries):
    deep = fibre
    for number in range(5):
        deep = Category.objects.create(queue=fibre.queue, slug=f"deep-{number}", names={"en": "Deep"}, parent=deep)
    ask(fibre, "Is the light red?")

    with django_assert_num_queries(2):
        assert len(questions_for(deep)) == 1


def test_a_circle_of_categories_ends(fibre):
    Category.objects.filter(pk=fibre.parent_id).update(parent=fibre)
    ask(fibre, "Is the light red?")

    assert [question.text for question in questions_for(fibre)] == ["Is the light red?"]


def test_a_question_is_said_in_the_readers_language_or_the_nearest(fibre):
    question = DiagnosisQuestion(category=fibre, texts={"ca": "Llum vermell?", "en": "Red light?"}, helps={"ca": "Mireu-ho."})

    assert (question.text_in("en"), question.text_in("ca"), question.text_in("pt"), question.help) == (
        "Red light?",
        "Llum vermell?",
        "Llum vermell?",
        "Mireu-ho.",
    )


def test_a_question_is_answered_in_one_of_two_ways(fibre):
    assert QuestionKind.values == ["yes_no", "text"]

    with pytest.raises(IntegrityError), transaction.atomic():
        ask(fibre, "How?", kind="dance")
