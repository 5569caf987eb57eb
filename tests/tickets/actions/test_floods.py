"""Floods of mail: what is over a cap is kept, the leads hear of it once, and others are not delayed."""

from datetime import timedelta

import pytest

from notifications.models import Delivery
from tests import factories
from tests.tickets.mails import arrive, log, raw, token_address
from tests.tickets.moments import NOON
from tickets.actions import inbound, processing
from tickets.enums import InboundAction, InboundState, Status
from tickets.models import InboundMail, Ticket

pytestmark = pytest.mark.django_db

FLOODER = "Loop <loop@example.com>"


def flood(number: int, **headers: str):
    return arrive(raw(f"Words {number}.", sender=FLOODER, subject=f"Matter {number}", identity=f"{number}@example.com", **headers))


def test_what_one_sender_sends_too_much_is_kept_and_the_leads_hear_of_it_once(support, lead, settings):
    settings.MAIL_PER_SENDER = 5

    outcomes = [flood(number).action for number in range(12)]
    other = arrive(raw("Still red."))

    told = Delivery.objects.filter(mail__key__startswith="flood:")
    assert outcomes == [InboundAction.CREATED] * 5 + [InboundAction.REJECTED] * 7
    assert [(delivery.address, delivery.mail.is_automatic) for delivery in told.select_related("mail")] == [(lead.email, True)]
    assert (other.action, InboundMail.objects.count(), Ticket.objects.count()) == (InboundAction.CREATED, 13, 6)


def test_a_thousand_mails_that_say_the_same_are_a_few_tickets(support):
    for number in range(50):
        arrive(raw("The pump stands still.", sender=FLOODER, subject="Alarm", identity=f"{number}@example.com"))

    reasons = set(InboundMail.objects.exclude(action=InboundAction.CREATED).values_list("reason", flat=True))
    assert (Ticket.objects.count(), Delivery.objects.count()) == (3, 3)
    assert reasons == {"the sender said the same within an hour; kept in the log"}


def test_the_ticket_says_how_many_more_there_are(support, agent, sign_in):
    for number in range(6):
        arrive(raw("The pump stands still.", sender=FLOODER, subject="Alarm", identity=f"{number}@example.com"))

    page = sign_in(agent).get(f"/desk/tickets/{Ticket.objects.latest('pk').pk}/").content.decode()

    assert "3 more mails like these are only kept in the log of received mail." in page


@pytest.mark.parametrize("change", [{"subject": "Alarm 2"}, {"body": "It runs again."}, {"sender": "Other <other@example.com>"}])
def test_other_words_or_another_sender_are_another_matter(support, change):
    said = {"body": "The pump stands still.", "sender": FLOODER, "subject": "Alarm"}
    for number in range(4):
        arrive(raw(**said, identity=f"{number}@example.com"))

    arrive(raw(**{**said, **change}, identity="9@example.com"))

    assert Ticket.objects.count() == 4


def test_the_same_words_an_hour_later_or_after_the_end_are_another_matter(support):
    for number in range(4):
        arrive(raw("It fails.", identity=f"{number}@example.com"))
    arrive(raw("It fails.", identity="later@example.com"), at=NOON + timedelta(minutes=61))
    assert Ticket.objects.count() == 4
    for number in range(5, 7):
        arrive(raw("It fails.", identity=f"{number}@example.com"), at=NOON + timedelta(minutes=62))
    Ticket.objects.update(status=Status.CLOSED, resolved_at=NOON, closed_at=NOON)

    arrive(raw("It fails.", identity="last@example.com"), at=NOON + timedelta(minutes=63))

    assert Ticket.objects.count() == 7


def test_what_is_too_much_for_one_ticket_is_counted_there(ticket, settings):
    settings.MAIL_PER_TICKET = 2

    outcomes = [arrive(raw(f"Word {n}.", identity=f"{n}@example.net"), to=token_address(ticket)).action for n in range(4)]

    assert outcomes == [InboundAction.APPENDED] * 2 + [InboundAction.IGNORED] * 2
    assert (log().ticket, ticket.messages.count()) == (ticket, 3)


def test_programs_fill_no_ticket(ticket):
    for number in range(25):
        arrive(raw("I am away.", identity=f"{number}@example.net", Auto_Submitted="auto-replied"), to=token_address(ticket))

    assert ticket.messages.filter(is_machine=True).count() == 20


def test_when_a_mailbox_gets_too_much_of_all_senders_the_rest_waits_and_answers_pass(ticket, settings):
    settings.MAIL_PER_MAILBOX = 1
    arrive(raw("A.", sender="a@example.com", identity="a@example.com"))
    late = inbound.store(raw("B.", sender="b@example.com", identity="b@example.com"), envelope_to="suport@example.org", at=NOON)

    assert processing.process(late, at=NOON) is None
    answer = arrive(raw("An answer."), to=token_address(ticket))

    late.refresh_from_db()
    assert (late.state, late.attempts, late.not_before) == (InboundState.STORED, 0, NOON + timedelta(minutes=10))
    assert answer.action == InboundAction.APPENDED
    assert processing.process(late, at=NOON + timedelta(minutes=61)) is not None


def test_the_senders_take_turns(support):
    for number in range(60):
        inbound.store(raw(identity=f"f{number}@x"), envelope_to="suport@example.org", envelope_from="loop@example.com", at=NOON)
    other = inbound.store(raw(identity="o@x"), envelope_to="suport@example.org", envelope_from="marta@example.net", at=NOON)

    turns = list(InboundMail.objects.waiting(NOON).in_turns().values_list("pk", flat=True))

    assert turns.index(other.pk) == 1
    assert [processing.waits_in_line(pk, at=NOON) for pk in (turns[0], other.pk, 0)] == [True, False, False]


def test_programs_of_a_capped_sender_do_not_count_as_mail_of_a_person(support, settings):
    settings.MAIL_PER_SENDER = 1
    for number in range(3):
        flood(number, Auto_Submitted="auto-replied")

    assert flood(9).action == InboundAction.CREATED


def test_an_imported_archive_has_no_caps(support, settings):
    settings.MAIL_PER_SENDER = settings.MAIL_PER_MAILBOX = 0

    assert arrive(raw("It fails."), is_capped=False).action == InboundAction.CREATED


def test_the_requester_of_another_ticket_is_not_told_that_there_is_a_flood(support, requester, lead, settings):
    settings.MAIL_PER_SENDER = 1
    factories.ticket(requester, support)
    flood(1)
    flood(2)
    flood(3)

    assert list(Delivery.objects.filter(mail__key__startswith="flood:").values_list("address", flat=True)) == [lead.email]
