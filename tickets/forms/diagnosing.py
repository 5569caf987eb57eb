"""Fields for the basic questions of a category."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime

from queues.diagnosis import questions_for
from queues.enums import QuestionKind
from queues.models import DiagnosisQuestion
from tickets.enums import Finding
from tickets.forms.ticket import TicketForm
from tickets.models import DiagnosisAnswer

LONGEST_ANSWER = 1_000
PREFIX = "question_"


def field_for(question: DiagnosisQuestion) -> forms.Field:
    """Return the field that one question is answered in. None is required: what is not known yet is asked later."""
    if question.kind == QuestionKind.YES_NO:
        return forms.ChoiceField(
            label=question.text, help_text=escape(question.help), choices=Finding.choices, required=False, widget=forms.RadioSelect
        )
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=question.text, help_text=escape(question.help), max_length=LONGEST_ANSWER, required=False, widget=widget)


class QuestionsForm(TicketForm):
    """A form that also asks basic questions."""

    def ask(self, questions: Iterable[DiagnosisQuestion]) -> None:
        """Add a field for each question."""
        for question in questions:
            self.fields[f"{PREFIX}{question.pk}"] = field_for(question)

    def clean(self) -> dict[str, Any] | None:
        """Gather the answers by the ids of their questions, as ``answers``."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["answers"] = {int(name.removeprefix(PREFIX)): text for name, text in cleaned.items() if name.startswith(PREFIX)}
        return cleaned


class DiagnoseForm(QuestionsForm):
    """The basic questions of the ticket's category with the answers so far, and those that an earlier category left."""

    about = "desk/_diagnosis.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        questions = questions_for(self.ticket.category)
        known = {
            answer.question_id: answer for answer in DiagnosisAnswer.objects.filter(ticket=self.ticket).select_related("by").order_by("pk")
        }
        self.ask(questions)
        for question in questions:
            answer = known.pop(question.pk, None)
            if answer is not None:
                name = f"{PREFIX}{question.pk}"
                self.initial[name] = answer.text
                told = f"{answer.by.display_name}, {date_format(localtime(answer.at), 'SHORT_DATETIME_FORMAT')}"
                # Help is shown as it is, and names are people's own words.
                self.fields[name].help_text = escape(f"{question.help} ({told})" if question.help else told)
        self.earlier = list(known.values())
