"""What repeats in every row: badges and times. A tag, because an include per row costs milliseconds."""

from datetime import datetime
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_lazy, ngettext

from foundation import clock
from foundation.safetext import isolate
from tickets.enums import Priority, StallReason, Status
from tickets.mail_enums import Fate, SenderCheck
from tickets.models import InboundMail, Ticket

register = template.Library()

_STATUS_SHAPES = {Status.NEW: "circle", Status.OPEN: "circle", Status.STALLED: "square"}
_PRIORITY_SHAPES = {Priority.HIGH: "triangle", Priority.CRITICAL: "triangle"}
_PRIORITY_TONES = {Priority.LOW: "low", Priority.NORMAL: "normal", Priority.HIGH: "high", Priority.CRITICAL: "critical"}


@register.filter
def isolated(text: object) -> str:
    """Return the text wrapped in direction isolates, for plain mail."""
    return isolate(str(text))


_FATES = {
    Fate.CREATED: ("resolved", "circle"),
    Fate.APPENDED: ("resolved", "circle"),
    Fate.REJECTED: ("due-soon", "square"),
    Fate.HELD: ("due-soon", "diamond"),
    Fate.FAILED: ("down", "triangle"),
    Fate.STORED: ("new", "diamond"),
}

_CHECKS = {
    SenderCheck.VOUCHED: ("resolved", "circle"),
    SenderCheck.UNPROVEN: ("due-soon", "square"),
    SenderCheck.FAILED: ("down", "triangle"),
}


# There are few different badges and many rows.
@lru_cache(maxsize=256)
def _badge(tone: str, label: str, shape: str = "") -> SafeString:
    mark = mark_safe("")
    if shape:
        mark = format_html(
            '<svg class="icon icon--shape" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons/sprite.svg"), shape
        )
    return format_html('<span class="badge badge--{}">{}{}</span>', tone, mark, label)


@register.simple_tag
def status_badge(ticket: Ticket) -> SafeString:
    """The status in a word and a shape; a stalled ticket says what it waits for."""
    if ticket.is_merged:
        return _badge("neutral", gettext("Merged"))
    status = Status(ticket.status)
    label = ticket.get_stall_reason_display() if status == Status.STALLED else str(status.label)
    return _badge(status.value, label, _STATUS_SHAPES.get(status, ""))


@register.simple_tag
def priority_badge(ticket: Ticket) -> SafeString:
    """The priority in a word; high ones with a shape."""
    priority = Priority(ticket.priority)
    return _badge(_PRIORITY_TONES[priority], str(priority.label), _PRIORITY_SHAPES.get(priority, ""))


@register.simple_tag
def promise_badge(ticket: Ticket) -> SafeString:
    """By when news was promised: the time today, else the day; nothing where none is owed. A late one says so."""
    if ticket.promised_at is None:
        return mark_safe("")
    now, due = clock.now(), localtime(ticket.promised_at)
    when = date_format(due, "TIME_FORMAT" if due.date() == localtime(now).date() else "MONTH_DAY_FORMAT")
    if ticket.promised_at <= now:
        return _badge("overdue", gettext("promised %(when)s, late") % {"when": when}, "triangle")
    return _badge("due", gettext("promised %(when)s") % {"when": when})


@register.simple_tag
def mail_badge(mail: InboundMail) -> SafeString:
    """What became of a received mail, in a word and a shape."""
    fate = mail.fate
    tone, shape = _FATES.get(fate, ("neutral", ""))
    return _badge(tone, str(fate.label), shape)


@register.simple_tag
def check_badge(check: str) -> SafeString:
    """What our relay found out about a mail's sender, in words and a shape; nothing where it said nothing."""
    if check not in SenderCheck.values:
        return mark_safe("")
    tone, shape = _CHECKS[SenderCheck(check)]
    return _badge(tone, str(SenderCheck(check).label), shape)


@register.simple_tag
def plain_badge(label: str) -> SafeString:
    """A fact without a tone."""
    return _badge("neutral", label)


@register.simple_tag
def hand_backs_badge(ticket: Ticket) -> SafeString:
    """How often a higher line handed the ticket back."""
    times = ticket.hand_backs
    return _badge("neutral", ngettext("Handed back once", "Handed back %(times)d times", times) % {"times": times})


def _in_full(local: datetime) -> str:
    return f"{date_format(local, 'DATETIME_FORMAT')} {local.tzname()}"


def _readers_own(local: datetime, words: str) -> SafeString:
    return format_html('<local-time><time datetime="{}">{}</time></local-time>', local.isoformat(timespec="seconds"), words)


def _with_title(kind: str, local: datetime, words: str) -> SafeString:
    """Return a moment in few words, with the whole of it as title; script turns both, or the title alone, into the reader's own."""
    moment, title = local.isoformat(timespec="seconds"), _in_full(local)
    return format_html('<local-time {}><time datetime="{}" title="{}">{}</time></local-time>', kind, moment, title, words)


@register.simple_tag
def since(at: datetime) -> SafeString:
    """How long ago, in one unit; the exact moment is its title, which script turns into the reader's own."""
    ago = timesince(at, depth=1)
    return _with_title("ago", localtime(at), gettext("now") if ago.startswith("0") else ago)


@register.simple_tag
def full_time(at: datetime) -> SafeString:
    """A moment in full, with its zone; script turns it into the reader's own."""
    local = localtime(at)
    return _readers_own(local, _in_full(local))


@register.simple_tag
def exact_time(at: datetime) -> SafeString:
    """A moment in short, with its zone; script turns it into the reader's own."""
    local = localtime(at)
    return _readers_own(local, f"{date_format(local, 'SHORT_DATETIME_FORMAT')} {local.tzname()}")


@register.simple_tag
def step_time(at: datetime) -> SafeString:
    """A moment in the fewest words: the time today, else the day. Script turns it, and the whole of it in its title, into the reader's own."""
    local = localtime(at)
    return _with_title("brief", local, date_format(local, "TIME_FORMAT" if local.date() == localtime().date() else "j M"))


_PUBLIC_WORDS = {
    Status.NEW: gettext_lazy("We have it"),
    Status.OPEN: gettext_lazy("We are working on it"),
    Status.STALLED: gettext_lazy("Waiting"),
    Status.RESOLVED: gettext_lazy("Solved"),
    Status.CLOSED: gettext_lazy("Closed"),
    Status.REJECTED: gettext_lazy("Not for us"),
}


@register.simple_tag
def public_status_badge(ticket: Ticket) -> SafeString:
    """The status in words for the requester; when it waits for them, it says so. A merged ticket stands where the other one stands."""
    if ticket.merged_root is not None:
        return _badge(ticket.merged_root.status, str(_PUBLIC_WORDS[Status(ticket.merged_root.status)]))
    status = Status(ticket.status)
    if status == Status.STALLED and ticket.stall_reason == StallReason.REQUESTER:
        return _badge("due-soon", gettext("Waits for your answer"), "square")
    return _badge(status.value, str(_PUBLIC_WORDS[status]), _STATUS_SHAPES.get(status, ""))
