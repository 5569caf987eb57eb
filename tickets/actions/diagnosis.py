"""Answering the basic questions of a ticket's category."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from foundation import clock
from foundation.safetext import printable
from queues.diagnosis import questions_for
from queues.models import DiagnosisQuestion
from tickets.actions import record
from tickets.enums import Verb
from tickets.models import DiagnosisAnswer, Ticket


@transaction.atomic
def answer(ticket: Ticket, answers: Mapping[int, str], *, by: User, at: datetime | None = None) -> Ticket:
    """Keep the answers, by the ids of questions of the ticket's category; an empty one changes nothing, a new one replaces the old.

    Only what changed enters the history.
    """
    moment = clock.now(at)
    ticket = record.locked(ticket)
    known = dict(DiagnosisAnswer.objects.filter(ticket=ticket).values_list("question_id", "text"))
    given = {question: printable(answers.get(question.pk, "")).strip() for question in questions_for(ticket.category)}
    changed = {question: text for question, text in given.items() if text and text != known.get(question.pk)}
    for question, text in changed.items():
        _keep(ticket, question, text, by=by, at=moment)
    if changed:
        ticket.diagnosed_at = ticket.diagnosed_at or moment
        ticket.save(update_fields=["diagnosed_at"])
        record.event(ticket, Verb.DIAGNOSED, by=by, at=moment, questions=[question.pk for question in changed])
    return ticket


def _keep(ticket: Ticket, question: DiagnosisQuestion, text: str, *, by: User, at: datetime) -> None:
    DiagnosisAnswer.objects.update_or_create(
        ticket=ticket, question=question, defaults={"asked": question.text, "kind": question.kind, "text": text, "by": by, "at": at}
    )


def open_questions(ticket: Ticket) -> list[DiagnosisQuestion]:
    """Return the questions of the ticket's category that nobody has answered."""
    asked = questions_for(ticket.category)
    answered = set(DiagnosisAnswer.objects.filter(ticket=ticket).values_list("question_id", flat=True)) if asked else set()
    return [question for question in asked if question.pk not in answered]
