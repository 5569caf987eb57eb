"""A ticket ends, and its parts with it."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from notifications.models import Delivery
from queues.enums import MacroOwner, MacroStatus
from queues.models import Macro
from queues.viewers import viewer_of
from tests import factories
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import history, last_event, stand
from tickets.actions import bulk, children, conversation, files, lifecycle, linking, macros, merging, routing
from tickets.actions.children import Along
from tickets.actions.conversation import Draft
from tickets.actions.resolving import Solution
from tickets.enums import Kind, Relation, Status
from tickets.errors import Refused
from tickets.list_enums import BulkVerb
from tickets.models import Resolution, Ticket

pytestmark = pytest.mark.django_db

WORDS = Draft("The cable is whole again.", uuid.UUID(int=7))
SOLUTION = Solution("Spliced the cable.", cause="A digger.")


@pytest.fixture
def parts(ticket, support, stranger, colleague, agent) -> list[Ticket]:
    """Two parts of other people: one answered, one new."""
    made = [factories.ticket(person, support, title="Dark") for person in (stranger, colleague)]
    for part in made:
        linking.link(ticket, part, relation=Relation.PARENT_OF, by=agent)
    conversation.reply(made[0], Draft("We look into it."), by=agent)
    return made


def along(agent, *parts: Ticket) -> Along:
    return Along({part.pk: last_event(part).pk for part in parts}, Ticket.objects.worked_by(viewer_of(agent.pk)))


def statuses(*tickets: Ticket) -> list[str]:
    return [Ticket.objects.get(pk=ticket.pk).status for ticket in tickets]


def test_the_parts_are_resolved_with_the_same_words_and_their_requesters_hear_them(ticket, parts, agent, stranger, colleague):
    ended = children.resolve(ticket, WORDS, along(agent, *parts), by=agent, solution=SOLUTION, at=LATER)

    assert (ended.ticket, ended.done, ended.left) == (ticket, parts, [])
    assert statuses(ticket, *parts) == [Status.RESOLVED] * 3
    assert [part.messages.order_by("-pk")[0].body for part in parts] == [WORDS.body] * 2
    assert Resolution.objects.filter(cause="A digger.", fix="Spliced the cable.", is_last=True).count() == 3
    written = [f"message:{part.messages.order_by('-pk')[0].pk}" for part in parts]
    told = Delivery.objects.filter(mail__key__in=written)
    assert sorted(told.values_list("address", flat=True)) == sorted([stranger.email, colleague.email])


def test_each_part_gets_the_files_of_the_reply(ticket, parts, agent):
    files.keep_drafts(uuid.UUID(int=7), [SimpleUploadedFile("plan.txt", b"here")])

    children.resolve(ticket, WORDS, along(agent, *parts), by=agent)

    sent = [one.messages.order_by("-pk")[0].attachments.values_list("file_name", flat=True) for one in (ticket, *parts)]
    assert [list(names) for names in sent] == [["plan.txt"]] * 3


def test_the_form_sent_twice_resolves_each_once_and_leaves_none(ticket, parts, agent):
    chosen = along(agent, *parts)
    children.resolve(ticket, WORDS, chosen, by=agent)
    before = [history(one) for one in (ticket, *parts)]

    ended = children.resolve(ticket, WORDS, chosen, by=agent)

    assert (ended.done, ended.left, [history(one) for one in (ticket, *parts)]) == ([], [], before)


def test_only_the_ticket_itself_ends_where_no_part_was_chosen(ticket, parts, agent):
    ended = children.resolve(ticket, WORDS, along(agent), by=agent)

    assert (ended.done, ended.left, statuses(ticket, *parts)) == ([], [], [Status.RESOLVED, Status.OPEN, Status.NEW])


def test_a_part_that_somebody_touched_or_moved_meanwhile_is_named_and_left(ticket, parts, agent, lead, treasury, treasurer):
    chosen = along(agent, *parts)
    conversation.note(parts[0], Draft("I am on my way."), by=lead)
    routing.transfer(parts[1], to=treasury, note="Yours.", by=lead)

    ended = children.resolve(ticket, WORDS, chosen, by=agent)

    assert [(one.ticket, one.why) for one in ended.left] == [(part, "It changed meanwhile.") for part in parts]
    assert statuses(ticket, *parts) == [Status.RESOLVED, Status.OPEN, Status.NEW]


def test_a_part_that_cannot_be_resolved_so_is_named_with_the_reason(ticket, parts, agent):
    stand(parts[0], Status.OPEN, kind=Kind.INCIDENT)

    ended = children.resolve(ticket, WORDS, along(agent, *parts), by=agent, solution=Solution("Spliced it."))

    assert [(one.ticket, one.why) for one in ended.left] == [(parts[0], "Please say what the cause was.")]
    assert ended.done == [parts[1]]


def test_a_part_that_came_meanwhile_is_named(ticket, parts, agent, support, requester):
    chosen = along(agent, *parts)
    new = factories.ticket(requester, support)
    linking.link(new, ticket, relation=Relation.CHILD_OF, by=agent)

    ended = children.resolve(ticket, WORDS, chosen, by=agent)

    assert [(one.ticket, one.why) for one in ended.left] == [(new, "It became a part meanwhile.")]


def test_nothing_ends_when_the_ticket_itself_cannot(ticket, parts, agent):
    stand(ticket, Status.CLOSED)

    with pytest.raises(Refused):
        children.resolve(ticket, WORDS, along(agent, *parts), by=agent)

    assert statuses(*parts) == [Status.OPEN, Status.NEW]


def test_a_part_that_was_merged_counts_where_it_goes_on(ticket, parts, agent, support, requester):
    root = factories.ticket(requester, support)
    merging.merge(parts[1], into=root, by=agent)

    assert children.unfinished(ticket, among=Ticket.objects.all()) == [parts[0], root]


def test_with_a_ticket_that_is_closed_its_parts_are_resolved_as_it_was(ticket, parts, agent):
    lifecycle.resolve(ticket, WORDS, by=agent, solution=SOLUTION)

    ended = children.close(ticket, along(agent, *parts), by=agent, at=LATER)

    assert statuses(ticket, *parts) == [Status.CLOSED, Status.RESOLVED, Status.NEW]
    assert Resolution.objects.get(ticket=parts[0]).fix == "Spliced the cable."
    assert Delivery.objects.filter(mail__key__startswith=f"resolved:{parts[0].pk}:").count() == 1
    assert [one.why for one in ended.left] == ["Nobody has answered yet. Please tell the requester how it was solved."]


def test_a_macro_that_resolves_takes_the_parts_along_and_owns_only_the_ticket(ticket, parts, agent):
    macro = Macro.objects.create(names={"en": "Done"}, status=MacroStatus.RESOLVED, owner=MacroOwner.ME)

    ended = macros.apply(ticket, macro, WORDS, along=along(agent, *parts), by=agent)

    assert (ended.done, statuses(ticket, *parts)) == (parts, [Status.RESOLVED] * 3)
    assert [Ticket.objects.get(pk=one.pk).owner for one in (ticket, *parts)] == [agent, None, None]


def test_many_at_once_close_no_ticket_with_open_parts(ticket, parts, agent):
    lifecycle.resolve(ticket, WORDS, by=agent)
    order = bulk.Order(uuid.uuid4(), BulkVerb.CLOSE, [bulk.Row(ticket.pk, last_event(ticket).pk)])

    act = bulk.do(order, among=Ticket.objects.worked_by(viewer_of(agent.pk)), by=agent)

    why = f"Parts of it are not done: {parts[0].reference}, {parts[1].reference}. Close it on its own page."
    assert [(one["result"], one["why"]) for one in act.outcomes] == [("refused", why)]


def test_a_reply_that_waits_waits_in_the_parts_too(ticket, parts, agent):
    words = Draft(WORDS.body, WORDS.submission, waits=timedelta(seconds=15))

    children.resolve(ticket, words, along(agent, *parts), by=agent, at=NOON)

    assert [part.messages.order_by("-pk")[0].leaves_at for part in parts] == [NOON + timedelta(seconds=15)] * 2
