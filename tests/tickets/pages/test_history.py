"""The history of a ticket in words."""

import pytest
from django.utils import timezone, translation

from tests.tickets.moments import NOON
from tickets.actions import record
from tickets.enums import Verb
from tickets.models import Ticket
from tickets.pages.history import sentence
from tickets.pages.names import Names

pytestmark = pytest.mark.django_db


def told(ticket: Ticket, verb: Verb, reason: str = "", **payload: object) -> str:
    event = record.event(ticket, verb, by=None, at=NOON, reason=reason, **payload)
    with timezone.override("Europe/Madrid"):
        return sentence(event, Names.of([event]))


@pytest.mark.parametrize(
    ("verb", "reason", "payload", "said"),
    [
        (Verb.OPENED, "", {"channel": "phone"}, "Opened: telephone"),
        (Verb.TAKEN, "", {}, "Taken"),
        (Verb.RELEASED, "", {"before": 0}, "#0 is no longer the owner"),
        (Verb.RELEASED, "", {"before": 0, "why": "left"}, "#0 works here no longer, so nobody owns it"),
        (Verb.STALLED, "", {"why": "third_party", "until": None}, "Stalled: Waits for a third party"),
        (Verb.STALLED, "", {"why": "boredom"}, "Stalled: boredom"),
        (Verb.WOKEN, "", {"why": "date"}, "Work goes on"),
        (Verb.REOPENED, "It is back.", {"before": "closed"}, "Reopened: It is back."),
        (Verb.RESOLVED, "", {}, "Resolved"),
        (Verb.WOKEN, "", {"why": "call"}, "Work goes on: the requester has no e-mail to be reminded by. Please call."),
        (Verb.CHASED, "", {"number": 2}, "Reminder 2 sent: the requester has not answered"),
        (Verb.CLOSED, "", {}, "Closed"),
        (Verb.CLOSED, "", {"why": "time", "days": 7}, "Closed by itself: nobody objected for 7 working days"),
        (Verb.CLOSED, "", {"why": "silence"}, "Closed by itself: the requester did not answer"),
        (Verb.REJECTED, "Not ours.", {}, "Rejected: Not ours."),
        (Verb.REJECTED, "Ask the town hall.", {"why": "not_ours"}, "Rejected (Not ours): Ask the town hall."),
        (
            Verb.ESCALATED,
            "Restarted twice.",
            {"tier": 2, "why": "skills"},
            "Escalated to line 2: Other skills are needed. Restarted twice.",
        ),
        (Verb.HANDED_BACK, "A cable.", {"tier": 1}, "Handed back to line 1: A cable."),
        (Verb.RETITLED, "No connection", {}, "Title made clearer; before: No connection"),
        (Verb.LINKED, "", {"target": 7}, "Linked with suport#7"),
        (Verb.LINKED, "", {"source": 8}, "Linked with suport#8"),
        (Verb.MAIL_FAILED, "", {"status": "5.1.1"}, "An e-mail could not be delivered (5.1.1)"),
        (Verb.MAIL_FAILED, "", {"status": ""}, "An e-mail could not be delivered (?)"),
        (Verb.OUTSIDER_WROTE, "", {"message": 1}, "Somebody else wrote"),
    ],
)
def test_each_entry_is_told_in_a_sentence(ticket, verb, reason, payload, said):
    assert told(ticket, verb, reason, **payload) == said


def test_a_moment_in_an_entry_is_told_in_the_reader_s_zone(ticket):
    assert told(ticket, Verb.STALLED, why="date", until="2026-03-12T08:00:00+00:00").endswith("09:00 CET")


def test_people_and_queues_are_called_by_name(ticket, agent, treasury):
    assert told(ticket, Verb.ASSIGNED, owner=agent) == "Assigned to Aina Roca"
    assert told(ticket, Verb.RELEASED, before=agent) == "Aina Roca is no longer the owner"
    assert told(ticket, Verb.TRANSFERRED, "Collect the fee.", queue=treasury) == "Passed to Treasury: Collect the fee."


def test_who_is_gone_is_called_by_number(ticket):
    assert told(ticket, Verb.ASSIGNED, owner=987_654) == "Assigned to #987654"
    assert told(ticket, Verb.TRANSFERRED, queue=987_654) == "Passed to #987654"


@pytest.mark.parametrize("language", ["ca", "es", "pt", "en", "ar-xb"])
def test_every_verb_can_be_told_in_every_language(ticket, agent, language):
    with translation.override(language):
        sentences = [told(ticket, verb, "why", owner=agent, before=agent.pk, tier=2) for verb in Verb]

    assert all(len(said) > 2 for said in sentences)


def test_names_cost_two_queries_however_many_entries(ticket, agent, lead, treasury, support, django_assert_num_queries):
    events = [record.event(ticket, Verb.ASSIGNED, by=None, at=NOON, owner=one, before=None) for one in (agent, lead, agent)]
    events += [record.event(ticket, Verb.TRANSFERRED, by=None, at=NOON, queue=one, before=None) for one in (treasury, support)]

    with django_assert_num_queries(2):
        Names.of(events)
