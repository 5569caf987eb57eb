"""What agents decide about received mails."""

from datetime import timedelta

import pytest

from accounts.models import Installation
from foundation import blobs
from notifications.models import Delivery
from queues.models import Mailbox
from tests import factories
from tests.tickets.mails import STRANGER, arrive, log, raw
from tests.tickets.moments import LATER, NOON
from tests.tickets.standing import stand
from tickets.actions import deciding, inbound, merging, processing, tidying
from tickets.enums import InboundAction, InboundState, Status
from tickets.errors import Refused
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db
VACATION = {"Auto_Submitted": "auto-replied"}


def ignored(**more: str) -> InboundMail:
    """A machine's mail that stayed in the log."""
    arrive(raw("I am away.", sender=STRANGER, **VACATION, **more))
    return log()


def test_a_mail_that_opened_nothing_opens_a_ticket_when_an_agent_says_so(support, agent):
    ticket = deciding.open_as_ticket(ignored(), by=agent, at=LATER)

    entry = log()
    assert (entry.action, entry.ticket, entry.message.ticket, entry.decided_by, entry.decided_at) == (
        InboundAction.CREATED,
        ticket,
        ticket,
        agent,
        LATER,
    )
    assert ticket.requester is not None
    assert (ticket.requester.email, ticket.messages.get().body) == ("stranger@example.com", "I am away.")


def test_a_program_gets_no_answer_even_when_an_agent_opens_a_ticket_of_its_mail(support, agent):
    deciding.open_as_ticket(ignored(), by=agent)

    assert not Delivery.objects.filter(address="stranger@example.com").exists()


def test_a_mail_without_a_sender_can_open_a_ticket_without_a_requester(support, agent):
    arrive(raw(sender=""))

    assert deciding.open_as_ticket(log(), by=agent).requester is None


def test_a_copy_that_opens_a_ticket_is_linked_to_the_first_one_s(support, agent):
    first = arrive(raw())
    arrive(raw())

    ticket = deciding.open_as_ticket(log(), by=agent)

    assert [link.target for link in ticket.links.all()] == [first.ticket]


def test_a_stranger_s_mail_joins_where_only_agents_read_it(ticket, agent):
    stand(ticket, Status.RESOLVED)

    deciding.join(ignored(), ticket, by=agent)

    ticket.refresh_from_db()
    message = ticket.messages.order_by("-pk")[0]
    assert (message.is_note, message.is_machine, ticket.status, log().matched_by) == (True, True, Status.RESOLVED, "agent")


def test_the_requester_s_mail_joins_as_their_answer_and_proves_nothing(ticket, agent, requester):
    Mailbox.objects.update(is_active=False)
    stored = inbound.store(raw("One more thing."), at=NOON)
    inbound.give_up(stored, "OSError")

    deciding.join(stored, ticket, by=agent)

    message = ticket.messages.order_by("-pk")[0]
    assert (message.author, message.is_note, message.is_verified) == (requester, False, False)


def test_a_mail_joins_where_a_merged_ticket_goes_on(ticket, support, requester, agent):
    whole = factories.ticket(requester, support)
    merging.merge(ticket, into=whole, by=agent)

    assert deciding.join(ignored(), ticket, by=agent) == whole


def test_a_mail_is_processed_once_more_without_the_flood_cap_that_stopped_it(support, agent, settings):
    settings.MAIL_PER_SENDER = 0
    arrive(raw())
    stopped = log()

    done = deciding.replay(stopped, by=agent, at=LATER)

    assert (stopped.action, stopped.ticket) == (InboundAction.REJECTED, None)
    assert (done.state, done.action, done.decided_by, Ticket.objects.count()) == (InboundState.DONE, InboundAction.CREATED, agent, 1)


@pytest.mark.parametrize("verb", [deciding.replay, deciding.open_as_ticket])
def test_what_is_part_of_a_ticket_is_not_decided_again(support, agent, verb):
    arrive(raw())

    with pytest.raises(Refused, match=r"part of suport#"):
        verb(log(), by=agent)

    assert Ticket.objects.count() == 1


def test_what_still_waits_is_left_to_itself(support, agent):
    with pytest.raises(Refused, match="waits"):
        deciding.open_as_ticket(inbound.store(raw(), at=NOON), by=agent)


def test_the_raw_mail_goes_after_the_house_s_days_and_the_entry_stays(support, agent):
    Installation.objects.update_or_create(pk=1, defaults={"raw_mail_days": 30})
    arrive(raw(**VACATION), at=NOON)
    waiting = inbound.store(raw("Never read."), at=NOON)

    kept = tidying.forget_old_mails(at=NOON + timedelta(days=30))
    gone = tidying.forget_old_mails(at=NOON + timedelta(days=30, seconds=1))

    entry = InboundMail.objects.exclude(pk=waiting.pk).get()
    waiting.refresh_from_db()
    assert (kept, gone, entry.is_raw_kept, waiting.is_raw_kept) == (0, 1, False, True)
    assert entry.subject == "No connection"
    with pytest.raises(Refused, match="no longer kept"):
        deciding.replay(entry, by=agent)


def test_the_blob_of_a_forgotten_mail_is_swept_and_copies_are_still_known(support):
    arrive(raw(), at=NOON)
    InboundMail.objects.update(is_raw_kept=False)

    tidying.forget_unused_blobs(at=NOON + timedelta(days=4000))

    with pytest.raises(FileNotFoundError):
        blobs.read(log().digest)
    assert arrive(raw(), at=LATER).reason == "the same mail was received before"


def test_a_house_may_keep_raw_mails_for_ever(support):
    Installation.objects.update_or_create(pk=1, defaults={"raw_mail_days": 0})
    arrive(raw(), at=NOON)

    assert tidying.forget_old_mails(at=NOON + timedelta(days=4000)) == 0


def test_a_mail_that_fails_again_waits_for_the_sweep(support, agent):
    stored = inbound.store(raw(), at=NOON)
    inbound.give_up(stored, "OSError")
    InboundMail.objects.filter(pk=stored.pk).update(digest="0" * 64)

    assert deciding.replay(stored, by=agent, at=NOON).state == InboundState.STORED
    assert processing.process_waiting(at=NOON + timedelta(hours=1)) == 1
