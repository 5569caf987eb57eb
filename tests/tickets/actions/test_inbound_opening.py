"""Mail that opens a ticket, is told apart from its double, or is turned away."""

from datetime import timedelta

import pytest

from accounts.models import User
from notifications.message_ids import message_id
from notifications.models import Delivery
from queues.models import Mailbox, Queue
from tests.tickets.mails import MARTA, arrive, log, raw, token_address
from tests.tickets.moments import NOON
from tickets.actions import inbound, processing
from tickets.enums import Channel, InboundAction, InboundState, Status
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db


def test_a_new_matter_opens_a_ticket_in_the_mailbox_s_queue(support, treasury):
    outcome = arrive(raw("My fee.", subject="=?utf-8?q?Quota_de_mar=C3=A7?="), to="tresoreria@example.org")

    ticket = Ticket.objects.get()
    message = ticket.messages.get()
    assert (outcome.action, outcome.ticket, outcome.reason) == (InboundAction.CREATED, ticket, "a new matter")
    assert (ticket.title, ticket.queue, ticket.status, ticket.channel) == ("Quota de març", treasury, Status.NEW, Channel.MAIL)
    assert (message.body, message.channel, message.is_verified) == ("My fee.", Channel.MAIL, False)


def test_an_unknown_sender_becomes_a_person_with_name_and_address(support):
    arrive(raw(sender='"Martí, Joan" <Joan@Example.COM>'))

    person = User.objects.get(email="joan@example.com")
    assert (person.name, person.has_usable_password(), Ticket.objects.get().requester) == ("Martí, Joan", False, person)
    assert Ticket.objects.get().requester_proven is False


def test_a_known_person_keeps_the_name_we_know(ticket, requester):
    arrive(raw(sender="Somebody Else <marta@example.net>"))

    requester.refresh_from_db()
    assert requester.name == "Marta Soler"


def test_the_acknowledgement_s_message_id_is_told(support):
    outcome = arrive(raw())

    assert outcome.ticket is not None
    assert outcome.answer_id == message_id(outcome.ticket.topic, Delivery.objects.get().pk)
    assert Delivery.objects.get().tokens["in_reply_to"] == "<1@example.net>"


def test_a_mail_without_subject_is_titled_by_its_first_words(support):
    arrive(raw("\r\n\r\nThe light is red.\r\nHelp.", subject=""))

    assert Ticket.objects.get().title == "The light is red."


def test_a_mail_without_any_word_is_a_ticket_too(support):
    assert arrive(raw("", subject="")).action == InboundAction.CREATED
    assert Ticket.objects.get().title == "…"


def test_a_mail_for_no_mailbox_of_ours_enters_where_everything_enters(support, treasury):
    arrive(raw(), to="")

    assert (Ticket.objects.get().queue, log().mailbox) == (support, None)


@pytest.mark.parametrize("closed", [{"takes_direct_entry": False}, {"is_active": False}])
def test_a_mail_to_a_queue_that_takes_nothing_from_outside_enters_where_everything_enters(support, treasury, closed):
    Queue.objects.filter(pk=treasury.pk).update(**closed)

    arrive(raw(), to="tresoreria@example.org")

    assert Ticket.objects.get().queue == support


@pytest.mark.parametrize(("said", "of_mailbox", "language"), [("ca", "", "ca"), ("pt-BR", "es", "pt"), ("fr", "es", "es"), ("", "", "en")])
def test_a_mail_s_ticket_speaks_its_language_or_the_mailbox_s_or_the_house_s(support, said, of_mailbox, language):
    Mailbox.objects.update(language=of_mailbox)

    arrive(raw(Content_Language=said))

    assert (Ticket.objects.get().language, Delivery.objects.get().language) == (language, language)


def test_the_same_mail_again_is_a_double(support):
    first = arrive(raw())

    again = arrive(raw())

    assert (again.action, again.reason, again.ticket) == (InboundAction.IGNORED, "the same mail was received before", first.ticket)
    assert (Ticket.objects.count(), InboundMail.objects.count(), Delivery.objects.count()) == (1, 2, 1)


def test_the_same_id_with_other_words_is_another_mail(support):
    arrive(raw("First."))

    outcome = arrive(raw("Second."))

    assert (outcome.action, Ticket.objects.count()) == (InboundAction.CREATED, 2)


def test_the_same_mail_to_two_mailboxes_is_heard_in_both_queues(support, treasury):
    arrive(raw())

    outcome = arrive(raw(), to="tresoreria@example.org")

    assert outcome.ticket is not None
    assert (outcome.action, outcome.ticket.queue) == (InboundAction.CREATED, treasury)


def test_two_mails_without_an_id_are_two_mails(support):
    arrive(raw(identity=""))

    assert arrive(raw(identity="")).action == InboundAction.CREATED


def test_our_own_mail_that_comes_back_is_ignored(ticket):
    ours = message_id(ticket.topic, Delivery.objects.get().pk).strip("<>")

    by_id = arrive(raw(identity=ours, sender=MARTA))
    by_sender = arrive(raw(sender="Suport <SUPORT+x@example.org>"), to=token_address(ticket))

    assert [(one.action, one.reason) for one in (by_id, by_sender)] == [(InboundAction.IGNORED, "our own mail came back")] * 2
    assert ticket.messages.count() == 1


@pytest.mark.parametrize("sender", ["", "Marta Soler", "<>", "marta"])
def test_a_mail_that_names_no_sender_is_rejected_and_kept(support, sender):
    outcome = arrive(raw(sender=sender))

    assert (outcome.action, outcome.reason) == (InboundAction.REJECTED, "the mail names no sender")
    assert (log().state, Ticket.objects.count(), User.objects.count()) == (InboundState.DONE, 0, 0)


def test_a_sender_who_floods_is_capped_for_an_hour(support):
    outcomes = [
        arrive(raw(f"Matter {number}.", identity=f"{number}@x.org", sender=f"Flood{number} <MARTA@example.net>")) for number in range(61)
    ]

    assert [one.action for one in outcomes].count(InboundAction.CREATED) == 60
    assert outcomes[60].action == InboundAction.REJECTED
    assert arrive(raw(identity="other@x.org", sender="pere@example.net")).action == InboundAction.CREATED
    assert arrive(raw(identity="later@x.org"), at=NOON + timedelta(hours=1)).action == InboundAction.CREATED


def test_an_import_knows_no_cap(support):
    outcomes = [arrive(raw(identity=f"{number}@x.org"), is_capped=False) for number in range(62)]

    assert {one.action for one in outcomes} == {InboundAction.CREATED}


def test_without_a_queue_a_mail_is_rejected_and_kept(house):
    outcome = arrive(raw())

    assert (outcome.action, outcome.reason) == (InboundAction.REJECTED, "no queue takes mail: an administrator has to set one up")


GARBAGE = [
    b"",
    b"\x00" * 64,
    bytes(range(256)) * 8,
    b"From: \xff\xfe <a\x00b@example.com>\r\nMessage-ID: <\x00@\x00>\r\nIn-Reply-To: <a\x00@b>\r\nSubject: \xf0\x28\x8c\r\n\r\n\x00\xff",
    b"From: a@example.com\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x",
    b"From: a@example.com\nSubject: " + b"A" * 70_000 + b"\n\nbody",
    b"From: " + b"x" * 400 + b"@example.com\r\n\r\nbody",
    b"From: =?utf-8?q?a=00b=0D=0ABcc:_x?= <n@example.com>\r\nSubject: =?utf-8?q?a=00=0D=0Ab?=\r\n\r\nbody",
    b"From: a@b\r\nContent-Language: " + b"x-" * 200 + b"\r\nContent-Type: text/plain; charset=nonsense\r\n\r\n\xe1\xe9",
    b"From: a@example.com\r\nSubject: suport#999999999999999999 suport#0\r\nReferences: " + b"<x@y> " * 3000 + b"\r\n\r\nhi",
]


@pytest.mark.parametrize("garbage", GARBAGE, ids=range(len(GARBAGE)))
def test_a_mail_of_garbage_gets_an_answer_and_never_a_crash(support, garbage):
    outcome = arrive(garbage)

    assert outcome.action in {InboundAction.CREATED, InboundAction.REJECTED}
    assert log().state == InboundState.DONE


def test_a_mail_is_stored_before_it_is_read(support):
    stored = inbound.store(b"From: a@example.com\r\n\r\nhi", envelope_to="<SUPORT+x@example.org>", envelope_from="a@example.com", at=NOON)

    assert (stored.state, stored.size, stored.mailbox, stored.received_at) == (InboundState.STORED, 25, Mailbox.objects.get(), NOON)
    assert (Ticket.objects.count(), inbound.what_it_says(stored).body) == (0, "hi")


def test_a_replayed_mail_that_has_a_message_is_left_alone(support):
    arrive(raw())

    inbound.replay(log(), at=NOON)

    assert log().state == InboundState.DONE


def test_a_mail_that_was_set_aside_may_be_replayed(support):
    stored = inbound.store(raw(), at=NOON)
    inbound.give_up(stored, "Broken: twice")

    inbound.replay(stored, at=NOON)
    processing.process_waiting(at=NOON)

    assert (log().action, Ticket.objects.count()) == (InboundAction.CREATED, 1)
