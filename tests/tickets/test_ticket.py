"""What must always be true of a ticket, and who may see it."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from accounts.viewer import ANONYMOUS, Viewer
from queues.viewers import viewer_of
from tests import factories
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.enums import Status, Verb
from tickets.models import Attachment, Message, Ticket, TicketEvent, TicketLink

pytestmark = pytest.mark.django_db


def test_a_ticket_is_called_by_its_reference(ticket):
    assert (ticket.reference, ticket.topic, str(ticket)) == (
        f"suport#{ticket.pk}",
        f"ticket:{ticket.pk}",
        f"suport#{ticket.pk} No connection",
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"tier": 0},
        {"tier": 4},
        {"status": "lost"},
        {"status": "stalled", "stall_reason": ""},
        {"status": "open", "stall_reason": "parked"},
    ],
)
def test_what_cannot_be_is_refused_by_the_database(ticket, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(**fields)


def test_a_ticket_is_not_merged_into_itself_nor_linked_to_itself(ticket):
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(merged_into=ticket)
    with pytest.raises(IntegrityError), transaction.atomic():
        TicketLink.objects.create(source=ticket, target=ticket)


def test_one_form_makes_one_ticket_and_one_message(ticket, support):
    form = uuid.uuid4()
    for model in (Ticket, Message):
        model.objects.filter(pk=model.objects.get().pk).update(submission=form)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.create(title="x", queue=support, channel="web", reported_at=NOON, created_at=NOON, touched_at=NOON, submission=form)
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.create(ticket=ticket, kind="note", is_ours=True, channel="web", created_at=NOON, submission=form)


def test_a_file_belongs_to_a_message_or_to_a_form():
    with pytest.raises(IntegrityError):
        Attachment.objects.create(digest="0" * 64, file_name="x", content_type="text/plain", size=1, created_at=NOON)


def test_history_is_only_added_to(ticket):
    event = TicketEvent(ticket=ticket, verb=Verb.TAKEN, at=NOON)
    event.save()

    with pytest.raises(TypeError):
        event.save()


@pytest.mark.parametrize(("status", "is_unfinished"), [(status, status in {"new", "open", "stalled"}) for status in Status])
def test_a_ticket_is_unfinished_until_somebody_ends_it(ticket, status, is_unfinished):
    assert stand(ticket, status).is_unfinished is is_unfinished
    assert Ticket.objects.unfinished().exists() is is_unfinished


def test_a_ticket_is_seen_by_its_queue_its_requester_and_those_it_was_granted_to(ticket, treasury, agent, treasurer, requester, stranger):
    viewers = {
        "agent": viewer_of(agent.pk),
        "requester": viewer_of(requester.pk),
        "granted": Viewer(granted_tickets=frozenset({ticket.pk})),
        "granted another": Viewer(granted_tickets=frozenset({ticket.pk + 1})),
        "treasurer": viewer_of(treasurer.pk),
        "stranger": viewer_of(stranger.pk),
        "nobody": ANONYMOUS,
    }

    assert [name for name, viewer in viewers.items() if Ticket.objects.visible_to(viewer).exists()] == ["agent", "requester", "granted"]


def test_a_ticket_without_a_requester_is_not_everybody_s(support):
    factories.ticket(None, support)

    assert Ticket.objects.visible_to(ANONYMOUS).exists() is False


def test_seeing_is_one_query_without_joins(ticket, lead, django_assert_num_queries):
    viewer = viewer_of(lead.pk, frozenset({ticket.pk}))

    with django_assert_num_queries(1) as queries:
        assert len(Ticket.objects.visible_to(viewer)) == 1
    assert "JOIN" not in queries[0]["sql"]
