"""Mail that must neither be answered nor taken twice."""

import threading
from datetime import timedelta

import pytest
from aiosmtpd.smtp import Envelope
from django.db import connection

from foundation import clock
from notifications.models import Delivery
from queues.models import Queue
from tests import factories
from tickets import listener
from tickets.actions import inbound, processing
from tickets.enums import InboundAction, InboundState
from tickets.models import InboundMail, Ticket

RAW = b"From: bob@example.net\r\nTo: suport@example.org\r\nSubject: x\r\nMessage-ID: <n@example.net>\r\n\r\nhello\r\n"


@pytest.mark.django_db(transaction=True)
def test_an_empty_reverse_path_is_a_machine(house) -> None:
    factories.queue("support", is_entry=True, mailbox="suport@example.org")
    envelope = Envelope()
    envelope.original_content, envelope.mail_from, envelope.rcpt_tos = RAW, "", ["suport@example.org"]

    for pk in filter(None, listener._store(envelope).values()):
        processing.process_by_id(pk)

    mail = InboundMail.objects.get()
    assert (mail.action, mail.reason) == (InboundAction.IGNORED, "machine mail (null-sender): kept in the log")
    assert (Ticket.objects.count(), Delivery.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_mail_that_somebody_else_worked_off_is_left_alone(support: Queue) -> None:
    mail = inbound.store(RAW, envelope_to="suport@example.org")
    late = InboundMail.objects.get(pk=mail.pk)
    processing.process(mail)
    before = InboundMail.objects.values().get()

    with pytest.raises(inbound.TakenElsewhere):
        inbound.receive(late)

    assert (InboundMail.objects.values().get(), Ticket.objects.count()) == (before, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_two_copies_at_the_same_moment_are_one_ticket(house) -> None:
    factories.queue("support", is_entry=True, mailbox="suport@example.org")
    mails = [inbound.store(RAW, envelope_to="suport@example.org") for _ in range(4)]
    start = threading.Barrier(len(mails))

    def work(pk: int) -> None:
        start.wait()
        processing.process_by_id(pk)
        connection.close()

    workers = [threading.Thread(target=work, args=(mail.pk,)) for mail in mails]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Ticket.objects.count() == 1
    assert sorted(InboundMail.objects.values_list("action", "state")) == [
        (InboundAction.CREATED, InboundState.DONE),
        *[(InboundAction.IGNORED, InboundState.DONE)] * 3,
    ]


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgresql
def test_one_mail_in_the_hands_of_two_is_taken_once(house) -> None:
    factories.queue("support", is_entry=True, mailbox="suport@example.org")
    mail = inbound.store(RAW, envelope_to="suport@example.org")
    copies = [InboundMail.objects.get(pk=mail.pk) for _ in range(3)]
    start = threading.Barrier(len(copies))

    def work(copy: InboundMail, minutes: int) -> None:
        start.wait()
        processing.process(copy, at=clock.now() + timedelta(minutes=minutes))
        connection.close()

    # Each comes when the lease of the one before has run out.
    workers = [threading.Thread(target=work, args=(copy, 10 * number)) for number, copy in enumerate(copies)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (Ticket.objects.count(), InboundMail.objects.get().state) == (1, InboundState.DONE)
