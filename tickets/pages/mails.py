"""What the desk shows of received mail: the log, and one entry of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext

from accounts import installation
from accounts.viewer import Viewer
from foundation import clock
from foundation.keyset import Page, Walk, page
from notifications.models import Suppression
from queues.models import Mailbox
from tickets.actions import inbound
from tickets.enums import InboundState
from tickets.forms.mails import MailLogForm
from tickets.mail_words import found_by, why
from tickets.models import InboundMail, Message
from tickets.pages.conversation import Fact
from tickets.references import reference

# Entries that are looked through for a page when no index leads to what is asked for.
REACH = 2_000
# Larger mails are to be downloaded: reading one takes time and memory.
LARGEST_SHOWN = 1024 * 1024
LONGEST_SHOWN = 4_000
MOST_MAILBOXES = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the log."""

    mail: InboundMail
    why: str
    found_by: str

    @property
    def reference(self) -> str:
        """What people call the ticket it concerns; empty when it concerns none."""
        return reference(self.mail.ticket_id) if self.mail.ticket_id is not None else ""


@dataclass(frozen=True, slots=True)
class Look:
    """What to check when a mail is not in the log; a place to look at where there is one."""

    text: str
    url: str = ""
    label: str = ""


def listed(form: MailLogForm, who: Viewer, cursor: str) -> Page[InboundMail]:
    """Return the page of the log at ``cursor``, the newest first."""
    rows = form.apply(InboundMail.objects.visible_to(who)).select_related("mailbox")
    walk = None if form.is_exact else Walk([form.within(InboundMail.objects.all())], REACH)
    return page(rows, by="received_at", cursor=cursor, walk=walk)


def entries(rows: list[InboundMail]) -> list[Entry]:
    """Return the rows with their words."""
    return [Entry(mail, why(mail.reason), found_by(mail.matched_by)) for mail in rows]


def to_check(form: MailLogForm, who: Viewer) -> list[Look]:
    """Return where else to look for a mail that never arrived."""
    mails, boxes = reverse("desk:mails"), Mailbox.objects.filter(queue__in=who.queue_ids, is_active=True)
    addresses = ", ".join(boxes.order_by("address").values_list("address", flat=True)[:MOST_MAILBOXES])
    held = [Look(gettext("Is it held until somebody decides?"), f"{mails}?fate=held", gettext("Show what is held"))]
    return [
        *held,
        Look(gettext("Was it sent to one of these addresses: %(addresses)s? Others are refused, and their sender is told.")
             % {"addresses": addresses or gettext("none is in use in your queues")}),
        Look(gettext("Is the sender spelled otherwise? Look for a part of the address, or only for the domain.")),
        Look(gettext("Did it fail to be processed?"), f"{mails}?fate=failed", gettext("Show what failed")),
        Look(gettext("Was it rejected, for example because its sender wrote too much within an hour?"), f"{mails}?fate=rejected",
             gettext("Show what was rejected")),
        Look(gettext("Did it go to another queue? You see the log of your own queues; who leads a queue also sees what was for none.")),
        *_stopped(form.wrote),
        Look(gettext("Ask the sender for the error message that came back, if one did. If none did, an administrator can see "
                     "whether mail is fetched at all.")),
    ]  # fmt: skip


def _stopped(address: str) -> Iterator[Look]:
    if "@" not in address:
        return
    row = Suppression.objects.in_force(clock.now()).filter(address=address.lower()).first()
    if row is not None:
        since = date_format(localtime(row.created_at), "SHORT_DATE_FORMAT")
        said = gettext(
            "Our own e-mails to %(address)s are stopped since %(day)s, because one came back: the sender may wait for an answer."
        )
        yield Look(said % {"address": address, "day": since})


def entry_page(mail: InboundMail, who: Viewer) -> dict[str, object]:
    """Return the template context of one entry: what is known of it, what it says, and what can be done about it."""
    message = Message.objects.filter(inbound=mail).first()
    is_open = message is None and not mail.is_waiting and mail.is_raw_kept
    return {
        "mail": mail,
        "why": why(mail.reason),
        "facts": list(_facts(mail, message)),
        "text": _text(mail) if message is None else "",
        "is_open": is_open,
        "may_read_raw": mail.is_raw_kept,
        "ticket_url": _ticket_url(mail, message, who),
        "is_too_large": mail.size > LARGEST_SHOWN,
    }


def _ticket_url(mail: InboundMail, message: Message | None, who: Viewer) -> str:
    if mail.ticket is None or mail.ticket.queue_id not in who.queue_ids:
        return ""
    anchor = f"#message-{message.pk}" if message is not None else ""
    return reverse("desk:ticket", args=[mail.ticket.pk]) + anchor


def _facts(mail: InboundMail, message: Message | None) -> Iterator[Fact]:
    yield Fact.moment(gettext("Received"), mail.received_at)
    yield Fact(gettext("Sender"), mail.sender or gettext("Nobody named"), note=_envelope(mail))
    yield Fact(gettext("Sent to"), mail.envelope_to or gettext("Not known"))
    if mail.mailbox is not None:
        yield Fact(gettext("Mailbox"), mail.mailbox.address)
    if mail.matched_by:
        yield Fact(gettext("Found by"), found_by(mail.matched_by))
    yield Fact(gettext("Check of the sender"), mail.get_sender_check_display() or gettext("None"), note=mail.sender_results or _unchecked())
    if mail.shortfalls:
        yield Fact(gettext("Not read in full"), mail.shortfalls_display)
    if mail.is_rebuilt:
        yield Fact(gettext("As it came"), gettext("The e-mail provider took it apart; it was put together again from its fields."))
    if mail.decided_by is not None and mail.decided_at is not None:
        yield Fact.moment(gettext("Decided by"), mail.decided_at, note=mail.decided_by.display_name)
    if mail.attempts > 1:
        yield Fact(gettext("Attempts"), str(mail.attempts))
    note = gettext("another e-mail with other content came under the same one") if _has_namesake(mail) else ""
    yield Fact(gettext("Message-ID"), mail.message_id or gettext("None"), note=note)


def _has_namesake(mail: InboundMail) -> bool:
    """Whether a different mail carries the same Message-ID: somebody may want to pass for another's, or to keep it out."""
    rows = InboundMail.objects.filter(message_id=mail.message_id, mailbox=mail.mailbox)
    return bool(mail.message_id) and rows.exclude(digest=mail.digest).exists()


def _unchecked() -> str:
    if installation.current().mail_relays:
        return gettext("our mail relay wrote nothing about it")
    return gettext("the administration does not name our mail relay")


def _envelope(mail: InboundMail) -> str:
    if mail.envelope_from == inbound.NULL_SENDER:
        return gettext("sent by a program, without a return address")
    return mail.envelope_from if mail.envelope_from.lower() != mail.sender.lower() else ""


def _text(mail: InboundMail) -> str:
    """Return the beginning of what a small mail says; empty when it cannot be read any more."""
    if mail.size > LARGEST_SHOWN or not mail.is_raw_kept or mail.state == InboundState.STORED:
        return ""
    try:
        return inbound.what_it_says(mail).text[:LONGEST_SHOWN]
    except FileNotFoundError:
        return ""
