"""Mail of the demo that is no story of a ticket: programs' mail, held mail, mails that came back, and the accounts it is read from."""

from collections.abc import Mapping
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from helpdesk.demo.house import read
from helpdesk.demo.stories import Teller, settle_mail
from notifications.bounce_addresses import bounce_address
from notifications.models import Delivery
from queues.models import Mailbox
from tickets.actions import inbound, processing
from tickets.models import InboundMail, MailAccount, Ticket

DOMAIN = "received.demo.example.org"
READ_BEFORE = timedelta(hours=2)
REPORT = """
From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
To: {to}
Subject: Undelivered Mail Returned to Sender
Date: {at}
Message-ID: <{identity}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="report"

--report
Content-Type: text/plain; charset=utf-8

This is the mail system at mx.example.net. Your message could not be delivered.

<{address}>: {said}

--report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; {said}

--report--
"""


def receive_all(teller: Teller) -> int:
    """Receive what was not received before, oldest first, and set up the accounts; return how many mails are new."""
    told = read("received.toml")
    for account in told["account"]:
        _account(account, teller)
    ordered = sorted(told["mail"], key=lambda mail: teller.when(mail["when"]))
    return sum(_receive(mail, teller) for mail in ordered) + sum(_come_back(report, teller) for report in told["bounce"])


def _receive(told: Mapping[str, Any], teller: Teller) -> bool:
    mail = _mail(told, teller)
    mail["To"] = told["to"]
    if told["from"]:
        name, address = told["from"]
        mail["From"] = Address(name, addr_spec=address)
    for name, value in told.get("headers", {}).items():
        mail[name] = value
    mail.set_content(told["text"].strip() + "\n")
    if told.get("is_cut_off"):
        mail.add_attachment(b"\x89PNG\r\n\x1a\n" * 40, maintype="image", subtype="png", filename="pantalla.png")
    raw = mail.as_bytes()
    # The connection broke before the last part was whole.
    return _take(raw[: -len(raw) // 4] if told.get("is_cut_off") else raw, told, teller, to=told["to"], sender=_sender(told))


def _sender(told: Mapping[str, Any]) -> str:
    return told["from"][1] if told["from"] else ""


def _come_back(told: Mapping[str, Any], teller: Teller) -> bool:
    """Let the newest mail to the requester of a story come back (RFC 3464)."""
    ticket: Ticket = teller.told[told["key"]]
    address = ticket.requester.email if ticket.requester is not None else ""
    delivery = Delivery.objects.filter(mail__topic=ticket.topic, address=address).select_related("mail").order_by("-pk").first()
    if delivery is None:
        return False
    to = bounce_address(delivery.pk, from_address=delivery.mail.from_address, reply_to=delivery.tokens.get("reply_to", ""))
    at = format_datetime(teller.when(told["when"]))
    lines = REPORT.format(to=to, at=at, identity=_identity(told), address=address, status=told["status"], said=told["said"])
    return _take(lines.strip().replace("\n", "\r\n").encode(), told, teller, to=to, sender="")


def _mail(told: Mapping[str, Any], teller: Teller) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = told["subject"]
    mail["Date"] = format_datetime(teller.when(told["when"]))
    mail["Message-ID"] = f"<{_identity(told)}>"
    return mail


def _identity(told: Mapping[str, Any]) -> str:
    return f"{told['key']}@{DOMAIN}"


def _take(raw: bytes, told: Mapping[str, Any], teller: Teller, *, to: str, sender: str) -> bool:
    if InboundMail.objects.filter(message_id=_identity(told)).exists():
        return False
    at = teller.when(told["when"])
    done = processing.process(inbound.store(raw, envelope_to=to, envelope_from=sender, at=at), is_capped=False, at=at)
    if done is not None and done[0].ticket is not None:
        settle_mail(done[0].ticket)
    return True


def _account(given: Mapping[str, Any], teller: Teller) -> None:
    read_at = teller.now - READ_BEFORE if given.get("is_read") else None
    columns = {
        "mailbox": Mailbox.objects.filter(address=given["mailbox"]).first(),
        "is_active": False,
        "next_read_at": teller.now,
        "last_read_at": read_at,
        "failures": 0 if read_at else 1,
        "fault": given.get("fault", ""),
        "fault_detail": given.get("said", ""),
    }
    MailAccount.objects.get_or_create(host=given["host"], user=given["user"], folder="INBOX", defaults=columns)
