"""Merging tickets about the same matter, and separating them again."""

from typing import Any

import pytest
from django.utils.translation import override

from notifications.models import Delivery, MailText
from tests import factories
from tests.tickets.moments import EARLIER, LATER, NOON
from tests.tickets.standing import last_event, proven, snapshot, stand
from tickets.actions import acting, lifecycle, merging, processing, timetable
from tickets.actions.conversation import Draft
from tickets.enums import Act, Channel, RejectReason, StallReason, Status
from tickets.errors import Refused
from tickets.models import Attachment, Message, SearchEntry, Ticket, TicketEvent
from tickets.openness import are_one_person_s

pytestmark = pytest.mark.django_db


def rows() -> dict[str, Any]:
    """All rows but the history."""
    models = (Ticket, Message, Attachment, SearchEntry, Delivery)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def pointer(ticket: Ticket) -> tuple[int | None, int | None, int | None]:
    ticket.refresh_from_db()
    return ticket.merged_into_id, ticket.merged_root_id, ticket.shown_in_id


def test_a_merged_ticket_points_to_the_other_one_and_both_histories_say_so(ticket, other, agent):
    proven(ticket, other)

    root = merging.merge(ticket, into=other, by=agent, at=LATER)

    assert (root, pointer(ticket)) == (other, (other.pk, other.pk, other.pk))
    assert (last_event(ticket).verb, last_event(ticket).payload) == ("merged", {"target": other.pk, "openly": True})
    assert (last_event(other).verb, last_event(other).payload) == ("merged", {"source": ticket.pk, "openly": True})


def test_a_merged_ticket_stands_in_no_list(ticket, other, agent):
    merging.merge(ticket, into=other, by=agent)

    lists = (Ticket.objects.unfinished(), Ticket.objects.new(), Ticket.objects.whole())
    assert [list(rows) for rows in lists] == [[other]] * 3


@pytest.mark.parametrize(
    ("status", "fields"),
    [
        (Status.NEW, {}),
        (Status.STALLED, {"stall_reason": StallReason.REQUESTER, "reminders": 1}),
        (Status.RESOLVED, {"resolved_at": EARLIER}),
        (Status.CLOSED, {}),
    ],
)
def test_merging_and_separating_leave_everything_as_it_was_but_the_history(ticket, other, agent, status, fields):
    ticket = stand(ticket, status, **fields)
    proven(ticket, other)
    Ticket.objects.filter(pk=ticket.pk).update(**planned_now(ticket))
    before, events = rows(), TicketEvent.objects.count()

    merging.merge(ticket, into=other, by=agent)
    merging.unmerge(ticket, by=agent, reason="Another cause.")

    assert rows() == before
    assert TicketEvent.objects.count() == events + 4
    assert (last_event(ticket).payload, last_event(ticket).reason) == ({"target": other.pk}, "Another cause.")
    assert last_event(other).payload == {"source": ticket.pk}


def planned_now(ticket: Ticket) -> dict[str, Any]:
    """What the timetable would plan at this moment."""
    timetable.plan(ticket, at=NOON, reminders=ticket.reminders)
    return {"act": ticket.act, "act_at": ticket.act_at}


def test_the_times_of_a_merged_ticket_stop_and_begin_anew_when_it_is_separated(ticket, other, agent):
    stand(ticket, Status.RESOLVED, act=Act.CLOSE, act_at=LATER)

    merging.merge(ticket, into=other, by=agent)
    ticket.refresh_from_db()
    assert (ticket.act, ticket.act_at) == ("", None)

    merging.unmerge(ticket, by=agent)
    ticket.refresh_from_db()
    assert (ticket.act, ticket.act_at > LATER) == (Act.CLOSE, True)


def test_a_merged_ticket_does_not_wake(ticket, other, agent):
    stand(ticket, Status.STALLED, stall_reason=StallReason.DATE, wake_at=NOON)
    merging.merge(ticket, into=other, by=agent)

    assert processing.wake_due(at=LATER) == 0

    merging.unmerge(ticket, by=agent)
    assert processing.wake_due(at=LATER) == 1


def test_a_chain_is_followed_and_comes_apart_where_it_was_joined(ticket, other, agent, support, requester):
    last = factories.ticket(requester, support)
    proven(ticket, other, last)
    merging.merge(ticket, into=other, by=agent)
    merging.merge(other, into=last, by=agent)
    assert (pointer(ticket), pointer(other)) == ((other.pk, last.pk, last.pk), (last.pk, last.pk, last.pk))

    merging.unmerge(other, by=agent)

    assert (pointer(ticket), pointer(other)) == ((other.pk, other.pk, other.pk), (None, None, None))


def test_a_merged_target_stands_for_where_it_goes_on(ticket, other, agent, support, requester):
    last = factories.ticket(requester, support)
    merging.merge(other, into=last, by=agent)

    assert merging.merge(ticket, into=other, by=agent) == last
    assert pointer(ticket)[:2] == (last.pk, last.pk)


def test_what_was_shown_in_one_room_is_not_shown_in_the_next(ticket, other, foreign, agent):
    proven(ticket, other, foreign)
    merging.merge(ticket, into=other, by=agent)

    merging.merge(other, into=foreign, by=agent)

    assert (pointer(ticket), pointer(other)) == ((other.pk, foreign.pk, other.pk), (foreign.pk, foreign.pk, None))


@pytest.mark.parametrize("status", [Status.RESOLVED, Status.CLOSED, Status.REJECTED])
def test_nothing_is_merged_into_what_is_finished(ticket, other, agent, status):
    stand(other, status)
    before = snapshot(ticket)

    with pytest.raises(Refused, match="is finished"):
        merging.merge(ticket, into=other, by=agent)
    assert snapshot(ticket) == before


def test_a_ticket_is_not_merged_into_itself(ticket, agent):
    with pytest.raises(Refused, match="into itself"):
        merging.merge(ticket, into=ticket, by=agent)


def test_a_circle_is_refused_however_long(ticket, other, agent, support, requester):
    last = factories.ticket(requester, support)
    merging.merge(ticket, into=other, by=agent)
    merging.merge(other, into=last, by=agent)

    for target in (other, ticket):
        with pytest.raises(Refused, match="Separate it first"):
            merging.merge(last, into=target, by=agent)


def test_what_is_merged_is_not_merged_again(ticket, other, foreign, agent):
    merging.merge(ticket, into=other, by=agent)

    with pytest.raises(Refused, match="merged meanwhile"):
        merging.merge(ticket, into=foreign, by=agent)


def test_what_is_not_merged_is_not_separated(ticket, agent):
    with pytest.raises(Refused, match="not merged"):
        merging.unmerge(ticket, by=agent)


def test_no_verb_works_on_a_merged_ticket(ticket, other, agent):
    merging.merge(ticket, into=other, by=agent)

    for verb in (lifecycle.take, lifecycle.release, lifecycle.close, lifecycle.reopen):
        with pytest.raises(Refused, match=f"merged into {other.reference}"):
            verb(ticket, by=agent)


@pytest.mark.parametrize(
    ("is_proven", "channel", "is_same_person", "expected"),
    [
        (True, Channel.WEB, True, True),
        (False, Channel.PHONE, True, True),
        (False, Channel.WEB, True, False),
        (True, Channel.WEB, False, False),
    ],
)
def test_only_what_is_sure_is_shown(requester, colleague, is_proven, channel, is_same_person, expected):
    one = Ticket(requester=requester, requester_proven=True, channel=Channel.WEB)
    two = Ticket(requester=requester if is_same_person else colleague, requester_proven=is_proven, channel=channel)

    assert (are_one_person_s(one, two), are_one_person_s(two, one)) == (expected, expected)


def test_two_tickets_of_nobody_are_not_one_person_s():
    assert not are_one_person_s(Ticket(channel=Channel.PHONE), Ticket(channel=Channel.PHONE))


def test_another_requester_is_told_in_their_language_and_sees_no_other_reference(ticket, foreign, agent):
    stranger = foreign.requester
    assert stranger is not None
    stranger.language = "ca"
    stranger.save(update_fields=["language"])
    before = Delivery.objects.count()

    merging.merge(foreign, into=ticket, by=agent, at=LATER)

    said = MailText.objects.get(mail__key=f"merged:{foreign.pk}:{LATER.isoformat()}")
    with override("ca"):
        assert (said.language, foreign.reference in said.text, ticket.reference in said.text) == ("ca", True, False)
    assert (Delivery.objects.count(), said.mail.deliveries.get().address) == (before + 1, stranger.email)


def test_one_s_own_tickets_are_merged_without_a_mail(ticket, other, agent):
    before = Delivery.objects.count()

    merging.merge(ticket, into=other, by=agent)

    assert Delivery.objects.count() == before


def test_who_is_told_not_shown_hears_when_it_is_solved(ticket, foreign, agent):
    merging.merge(foreign, into=ticket, by=agent)

    lifecycle.resolve(ticket, Draft("The cable in Marta's street was cut."), by=agent, at=LATER)

    said = MailText.objects.get(mail__topic=foreign.topic, mail__key=f"resolved:{foreign.pk}:{LATER.isoformat()}")
    assert (foreign.reference in said.text, "Marta" in said.text, ticket.reference in said.text) == (True, False, False)


def test_who_is_told_not_shown_hears_when_it_closes_by_silence(ticket, foreign, agent):
    merging.merge(foreign, into=ticket, by=agent)
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER, act=Act.CLOSE, act_at=NOON)

    acting.act_due(at=LATER)

    said = MailText.objects.get(mail__topic=foreign.topic, mail__key=f"closed:{foreign.pk}:{LATER.isoformat()}")
    assert "we have had no answer, so we have closed" in " ".join(said.text.split())
    assert (foreign.reference in said.text, "Marta" in said.text, ticket.reference in said.text) == (True, False, False)
    assert "answer this e-mail until" in said.text


def test_who_is_told_not_shown_hears_when_it_is_rejected(ticket, foreign, other, agent):
    merging.merge(foreign, into=ticket, by=agent)
    merging.merge(other, into=ticket, by=agent)

    lifecycle.reject(ticket, why=RejectReason.NOT_OURS, by=agent, at=LATER)

    told = Delivery.objects.filter(mail__key__startswith="rejected:").order_by("pk").values_list("address", "mail__topic")
    assert list(told) == [("marta@example.net", ticket.topic), ("stranger@example.com", foreign.topic)]
    said = MailText.objects.get(mail__key=f"rejected:{foreign.pk}:{LATER.isoformat()}")
    assert (foreign.reference in said.text, ticket.reference in said.text) == (True, False)


def test_nobody_hears_that_merged_spam_is_rejected(ticket, foreign, agent):
    merging.merge(foreign, into=ticket, by=agent)

    lifecycle.reject(ticket, why=RejectReason.SPAM, by=agent, at=LATER)

    assert Delivery.objects.filter(mail__key__startswith="rejected:").count() == 0


def test_one_person_s_two_tickets_close_with_one_mail(ticket, other, agent):
    merging.merge(other, into=ticket, by=agent)
    stand(ticket, Status.STALLED, stall_reason=StallReason.REQUESTER, act=Act.CLOSE, act_at=NOON)

    acting.act_due(at=LATER)

    assert Delivery.objects.filter(mail__key__startswith="closed:").count() == 1
