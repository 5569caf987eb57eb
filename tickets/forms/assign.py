"""Who shall own a ticket."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from queues.agents import away_until, languages_of, speaks
from tickets.forms.guarded import SeenForm
from tickets.forms.ticket import TicketForm


class AssignForm(SeenForm):
    """Who shall own the ticket: first those who speak the requester's language, last those who are away."""

    owner = forms.TypedChoiceField(label=_("Owner"), required=False, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = User.objects.active().filter(memberships__queue=self.ticket.queue).select_related("agent_profile")
        members = {person.pk: person for person in rows.distinct().order_by("name", "pk")}
        owner = self.fields["owner"]
        assert isinstance(owner, forms.TypedChoiceField)
        owner.coerce = lambda value: members[int(value)]
        owner.error_messages["invalid_choice"] = gettext("This person does not work in this queue any more. Please choose somebody else.")
        owner.choices = [("", gettext("Nobody")), *_groups(members.values(), self.ticket.language)]
        self.initial["owner"] = self.ticket.owner_id


def _groups(people: Iterable[User], language: str) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the choices under their headings, without empty headings."""
    people = list(people)
    away = away_until([person.pk for person in people])
    speaking: list[tuple[int, str]] = []
    others: list[tuple[int, str]] = []
    absent: list[tuple[int, str]] = []
    for person in people:
        if person.pk in away:
            until = gettext("away until %(date)s") % {"date": date_format(away[person.pk], "SHORT_DATE_FORMAT")}
            absent.append((person.pk, f"{person.display_name} · {until}"))
        else:
            (speaking if speaks(person, language) else others).append((person.pk, _with_languages(person)))
    name = str(dict(settings.LANGUAGES).get(language, language))
    named = gettext("They speak %(language)s") % {"language": name} if language else ""
    headed = [(named, speaking), (gettext("Others") if speaking else gettext("Members"), others), (gettext("Away"), absent)]
    return [(heading, rows) for heading, rows in headed if rows]


def _with_languages(person: User) -> str:
    known = dict(settings.LANGUAGES)
    names = [str(known[code]) for code in languages_of(person) if code in known]
    return f"{person.display_name} · {get_text_list(names, gettext('and'))}" if names else person.display_name


class TakeOverForm(TicketForm):
    """Whose ticket it was on the page where somebody took it over; empty: nobody's."""

    owner = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1, max_value=2**63 - 1)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["owner"] = self.ticket.owner_id
