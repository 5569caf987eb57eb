"""Tricks by which others came into tickets, or out of headers, elsewhere."""

import email
import io
import struct
import time
import zipfile
import zlib
from email import policy

import pytest

from accounts.models import User
from notifications.composition import compose
from notifications.models import Delivery
from tests import factories
from tests.tickets.mails import MARTA, STRANGER, arrive, raw, token_address
from tests.tickets.moments import NOON
from tests.tickets.standing import stand
from tickets.actions import conversation
from tickets.actions.conversation import Draft
from tickets.enums import InboundAction, MessageKind, Status
from tickets.models import Attachment, Message, Ticket

pytestmark = pytest.mark.django_db

# What other helpdesks let a mail order.
ORDERS = {
    "X_OTRS_Queue": "treasury",
    "X_OTRS_State": "closed successful",
    "X_OTRS_FollowUp_State": "closed successful",
    "X_Znuny_Owner": "agent@example.org",
    "X_Zammad_Ticket_State": "closed",
    "X_RT_Command": "Owner: agent@example.org",
    "X_RT_Interface": "Email",
    "RT_Ticket": "example.org #1",
    "X_Suport_Topic": "ticket:1",
    "X_Suport_Queue": "treasury",
    "X_Priority": "1",
    "Importance": "high",
}


@pytest.fixture
def ticket(support, requester: User) -> Ticket:
    """Marta's ticket."""
    return factories.ticket(requester, support)


def newest(ticket: Ticket) -> Message:
    return ticket.messages.order_by("-pk")[0]


def reply_of(ticket: Ticket, agent: User) -> email.message.EmailMessage:
    """What an agent's next reply looks like on the wire."""
    ticket.refresh_from_db()
    message = conversation.reply(ticket, Draft("We look into it."), by=agent, at=NOON)
    delivery = Delivery.objects.select_related("mail").get(mail__key=f"message:{message.pk}")
    return email.message_from_bytes(compose(delivery, delivery.mail.texts.get(), at=NOON), policy=policy.default)


@pytest.mark.parametrize("name", ORDERS)
def test_headers_from_outside_order_nothing(ticket, treasury, agent, name):
    outcome = arrive(raw(sender=MARTA, **{name: ORDERS[name]}))

    new = outcome.ticket
    assert new is not None
    assert (outcome.action, new.queue.slug, new.status, new.owner, new.priority) == (
        InboundAction.CREATED,
        "support",
        Status.NEW,
        None,
        ticket.priority,
    )


def test_a_code_that_another_service_mails_to_a_ticket_s_address_is_never_shown_to_whose_ticket_it_is(ticket, requester, client):
    """Who opens a ticket knows an address of ours, and could give it to another service as their own."""
    arrive(raw("Your code is 482913.", sender="Service <no-reply@service.example>"), to=token_address(ticket))

    client.force_login(requester, backend="django.contrib.auth.backends.ModelBackend")
    assert newest(ticket).kind == MessageKind.NOTE
    assert "482913" not in client.get(f"/tickets/{ticket.pk}/").content.decode()
    assert not Delivery.objects.filter(mail__texts__text__contains="482913").exclude(address__endswith="@example.org").exists()


def test_a_code_that_another_service_mails_to_the_desk_is_read_by_nobody_outside(ticket, stranger, client):
    new = arrive(raw("Your code is 482913.", sender="no-reply@service.example")).ticket
    assert new is not None

    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(f"/tickets/{new.pk}/").status_code == 404
    assert not Delivery.objects.filter(mail__texts__text__contains="482913").exists()


def test_answers_go_to_the_sender_wherever_reply_to_points(support, agent):
    new = arrive(raw(sender=MARTA, Reply_To="evil@example.com")).ticket
    assert new is not None

    reply_of(new, agent)

    assert not Delivery.objects.filter(address__contains="evil").exists()
    assert Delivery.objects.filter(mail__key__startswith="message:", address="marta@example.net").exists()


def test_whoever_is_copied_in_the_requester_s_name_gets_nothing_of_the_past(ticket, agent):
    conversation.reply(ticket, Draft("The secret is 4711."), by=agent, at=NOON)

    arrive(raw("More.", sender=MARTA, subject=f"suport#{ticket.pk}", Cc="evil@example.com"))

    reply_of(ticket, agent)
    assert not Delivery.objects.filter(address="evil@example.com").exists()


@pytest.mark.parametrize("status", [Status.CLOSED, Status.REJECTED, Status.RESOLVED])
@pytest.mark.parametrize("way", ["reference", "token"])
def test_a_stranger_reopens_nothing(ticket, status, way):
    ticket = stand(ticket, status)
    to = token_address(ticket) if way == "token" else "suport@example.org"

    arrive(raw("Open up.", sender=STRANGER, subject=f"Re: suport#{ticket.pk}"), to=to)

    ticket.refresh_from_db()
    assert ticket.status == status


@pytest.mark.parametrize("breaks", ["=0D=0A", "=0A", "=0D", "=E2=80=A8", "=C2=85"])
def test_a_line_end_in_a_subject_or_a_name_makes_no_header_of_our_mail(support, agent, breaks):
    hidden = f"=?utf-8?q?Hello{breaks}Bcc:_evil@example.com{breaks}X-Evil:_1?="
    new = arrive(raw(subject=hidden, sender=f"{hidden} <marta2@example.net>")).ticket
    assert new is not None

    mail = reply_of(new, agent)

    assert (mail["Bcc"], mail["X-Evil"], len(mail.get_all("Subject", [])), len(mail.get_all("To", []))) == (None, None, 1, 1)
    assert mail["To"].addresses[0].addr_spec == "marta2@example.net"


def bomb_of(name: str) -> bytes:
    """A small file that would be gigabytes, or hours, to whoever opened it."""
    if name.endswith(".png"):
        size = struct.pack(">II", 60_000, 60_000) + b"\x08\x06\0\0\0"
        return b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + size + struct.pack(">I", zlib.crc32(b"IHDR" + size)) + b"\0" * 100
    if name.endswith(".pdf"):
        return b"%PDF-1.7\n" + b"".join(b"%d 0 obj<</Kids[%d 0 R]>>endobj\n" % (number, number + 1) for number in range(20_000))
    content = b"0" * 20_000_000
    for _ in range(3):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(4):
                archive.writestr(f"word/{number}.xml", content)
        content = packed.getvalue()
    return content


@pytest.mark.parametrize("name", ["a.zip", "a.docx", "a.odt", "a.png", "a.pdf"])
def test_what_is_packed_is_kept_packed(support, name):
    mail = email.message.EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = MARTA, "suport@example.org", "A file", f"<{name}@example.net>"
    mail.set_content("See the file.")
    content = bomb_of(name)
    mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    began = time.process_time()

    outcome = arrive(mail.as_bytes())

    assert time.process_time() - began < 5
    assert outcome.action == InboundAction.CREATED
    assert list(Attachment.objects.values_list("file_name", "size")) == [(name, len(content))]
