"""What a ticket is called elsewhere."""

import pytest

from queues.viewers import viewer_of
from tests.tickets.moments import LATER
from tests.tickets.standing import history, last_event
from tickets.actions import conversation, referencing
from tickets.actions.conversation import Draft
from tickets.actions.referencing import Elsewhere
from tickets.enums import ReferenceKind
from tickets.errors import Refused
from tickets.models import ExternalReference
from tickets.pages.search import results

pytestmark = pytest.mark.django_db

BUG = Elsewhere(ReferenceKind.BUG, "BUG-4711", "https://bugs.example.org/4711")


def found(text: str, who: object) -> list[int]:
    return [row.ticket.pk for row in results(text, viewer_of(who.pk), "").rows]  # type: ignore[attr-defined]


def test_a_reference_is_noted_with_its_text_in_the_history(ticket, agent):
    referencing.add(ticket, BUG, by=agent, at=LATER)

    row, event = ExternalReference.objects.get(), last_event(ticket)
    assert (row.ticket, row.kind, row.text, row.url, row.by, row.at) == (ticket, BUG.kind, BUG.text, BUG.url, agent, LATER)
    assert (event.verb, event.reason, event.payload) == ("referenced", "BUG-4711", {"kind": "bug"})


def test_the_same_again_leaves_no_trace_and_another_address_renews_it(ticket, agent):
    for elsewhere in (BUG, BUG, Elsewhere(BUG.kind, BUG.text)):
        referencing.add(ticket, elsewhere, by=agent)

    assert (ExternalReference.objects.get().url, history(ticket)) == ("", ["opened", "referenced", "referenced"])


@pytest.mark.parametrize(
    "elsewhere",
    [
        Elsewhere(ReferenceKind.BUG, " \n "),
        Elsewhere(ReferenceKind.BUG, "1", "javascript:alert(1)"),
        Elsewhere(ReferenceKind.BUG, "1", "https://"),
        Elsewhere(ReferenceKind.BUG, "1", "https://user:secret@bugs.example.org/"),
        Elsewhere(ReferenceKind.BUG, "1", "file:///etc/passwd"),
    ],
)
def test_what_names_nothing_or_leads_to_no_page_is_refused(ticket, agent, elsewhere):
    with pytest.raises(Refused):
        referencing.add(ticket, elsewhere, by=agent)

    assert (ExternalReference.objects.count(), history(ticket)) == (0, ["opened"])


def test_a_ticket_has_a_limited_number_of_them(ticket, agent):
    for number in range(referencing.MOST):
        referencing.add(ticket, Elsewhere(ReferenceKind.OTHER, str(number)), by=agent)

    with pytest.raises(Refused, match="at most 20"):
        referencing.add(ticket, BUG, by=agent)


def test_removing_one_twice_leaves_one_trace_with_its_text(ticket, agent):
    referencing.add(ticket, BUG, by=agent)
    number = ExternalReference.objects.get().pk

    for _ in range(2):
        referencing.remove(ticket, number, by=agent)

    assert (ExternalReference.objects.count(), history(ticket)) == (0, ["opened", "referenced", "unreferenced"])
    assert last_event(ticket).reason == "BUG-4711"


def test_a_reference_finds_its_ticket_also_by_later_messages_until_it_is_removed(ticket, agent):
    referencing.add(ticket, BUG, by=agent)
    conversation.note(ticket, Draft("They look at it."), by=agent)

    assert [found(text, agent) for text in ("BUG-4711", "4711 look")] == [[ticket.pk], [ticket.pk]]
    referencing.remove(ticket, ExternalReference.objects.get().pk, by=agent)
    assert found("4711", agent) == []
