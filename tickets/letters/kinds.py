"""The mails about tickets: what each is, when it is sent, and what its words may hold."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.letters.kinds import HOUSE
from foundation.mailkinds import Case, MailKind, Name
from tickets.letters import names as n

_IN_SUBJECT = ("reference",)
_TO_REQUESTER = (*n.HOUSE_AND_TICKET, n.TITLE, n.REQUESTER, n.LINK)
_TO_AGENT = (*n.HOUSE_AND_TICKET, n.TITLE, n.REQUESTER, n.LINK, n.BY_MAIL)
Choices = tuple[tuple[Case, ...], ...]


def _told(name: str, title: Promise, when: Promise, *more: Name, choices: Choices = (), needed: tuple[str, ...] = ("link",)) -> MailKind:
    """Return a mail to the requester's side."""
    return MailKind(name, title, when, (*_TO_REQUESTER, *more), choices, needed, _IN_SUBJECT)


def _noticed(name: str, title: Promise, when: Promise, *more: Name, choices: Choices = (), needed: tuple[str, ...] = ("link",)) -> MailKind:
    """Return a mail to an agent."""
    return MailKind(name, title, when, (*_TO_AGENT, *more), choices, needed, _IN_SUBJECT)


def _bare(name: str, title: Promise, when: Promise, *more: Name, needed: tuple[str, ...] = ("link",)) -> MailKind:
    """Return a mail that holds nobody's words but ours."""
    return MailKind(name, title, when, (*n.HOUSE_AND_TICKET, *more), (), needed, _IN_SUBJECT)


_REQUESTERS = (
    _told("acknowledgement", _("Message received"), _("when a ticket was opened"), n.NEXT, n.CLOSED_NOW, choices=(n.PROVEN,)),
    _bare(
        "not_entitled",
        _("Message received, from a stranger"),
        _("instead of it, where only members are helped and the sender is none that we know"),
        *(n.REASON, n.JOINING, n.CHANNELS, n.CLOSED_NOW),
        needed=("reason",),
    ),
    _told("reply", _("Reply"), _("when an agent replies"), n.MESSAGE, needed=("message",)),
    _told(
        "resolved",
        _("Solved"),
        _("when an agent resolves a ticket"),
        *(n.MAYBE_MESSAGE, n.WORKS, n.BROKEN, n.CLOSES_ON, n.SIGNATURE),
        choices=(n.WRITTEN,),
    ),
    _told("chaser", _("Reminder to answer"), _("when we wait for the requester’s answer"), n.CLOSES_ON, n.SIGNATURE),
    _told(
        "closed",
        _("Closed without an answer"),
        _("when no answer came"),
        *(n.REOPENS_UNTIL, n.SIGNATURE),
        choices=(n.ASKED, n.REOPENS),
    ),
    _told("rejected", _("Rejected"), _("when an agent rejects a ticket that is no spam"), n.REASON, needed=("reason",)),
    _told("merged", _("Merged"), _("when a ticket goes on together with another person’s"), n.SIGNATURE),
    _told("split", _("Split off"), _("when a message becomes a ticket of its own"), n.SIGNATURE),
    _told("handed_over", _("Taken over"), _("when somebody gets the tickets of a person who left the organisation"), n.SIGNATURE),
    _bare("following", _("You follow a ticket"), _("when somebody is let in to follow a ticket"), n.LINK, n.SIGNATURE),
    _bare("bare", _("News without content"), _("instead of most others, where e-mails hold no content"), n.LINK),
)
_OUTSIDE = (
    MailKind(
        "consultation",
        _("Question to somebody outside"),
        _("when an agent asks somebody by e-mail who takes no part in the ticket"),
        (*n.HOUSE_AND_TICKET, n.SUBJECT, n.QUESTION, n.QUOTED),
        choices=(n.QUOTED_CASE,),
        needed=("message",),
        needed_in_subject=_IN_SUBJECT,
    ),
)
_MEETINGS = (
    MailKind(
        "appointment_offered",
        _("Times to choose from"),
        _("when an agent offers times for a call"),
        (*n.HOUSE_AND_TICKET, n.TITLE, n.REQUESTER, n.CHOICE_LINK, n.MAYBE_MESSAGE, n.TIMES, n.MINUTES, n.SIGNATURE),
        choices=(n.WRITTEN, n.WAY),
        needed=("times", "link"),
        needed_in_subject=_IN_SUBJECT,
    ),
    _told(
        "appointment_booked",
        _("Appointment booked or moved"),
        _("when a time is picked or changed; to both"),
        *(n.APPOINTMENT, n.MINUTES),
        choices=(n.MOVED, n.READER),
        needed=("appointment",),
    ),
    _told(
        "appointment_reminder",
        _("Reminder of an appointment"),
        _("a while before; to both"),
        *(n.APPOINTMENT, n.MINUTES),
        choices=(n.READER,),
        needed=("appointment",),
    ),
    _told(
        "appointment_cancelled",
        _("Appointment cancelled"),
        _("when it does not take place; to both, where a time was picked"),
        *(n.MAYBE_APPOINTMENT, n.MINUTES),
        choices=(n.BOOKED, n.READER),
        needed=(),
    ),
)
_AGENTS = (
    _noticed("arrived", _("New on your line"), _("when a ticket comes to an agent’s line"), n.TOLD, choices=(n.NEW,)),
    _noticed("assigned", _("A ticket is yours"), _("when an agent is given a ticket"), n.TOLD),
    _noticed(
        "answered",
        _("The requester wrote"),
        _("when the requester’s side writes"),
        *(n.WRITER, n.TOLD),
        choices=((n.YOURS, n.NOBODYS, n.OTHERS),),
    ),
    _noticed(
        "news",
        _("News in what you follow"),
        _("when somebody writes in a ticket that an agent follows"),
        n.WRITER,
        n.TOLD,
        choices=(n.NOTE,),
    ),
    _noticed("consulted", _("Answer from outside"), _("when somebody who was asked by e-mail answers"), n.WRITER),
    _noticed("mentioned", _("You are named"), _("when an internal note names an agent"), n.WRITER),
    _noticed(
        "due_soon",
        _("Due soon"),
        _("a while before an agent owes something"),
        n.DUE_BY,
        choices=(n.PROMISED, (n.YOURS, n.NOBODYS)),
    ),
    _noticed(
        "appointment_answered",
        _("The requester’s calendar answered"),
        _("when the calendar of the requester answers an invitation otherwise than yes"),
        n.APPOINTMENT,
        choices=(n.SAID,),
    ),
    _noticed(
        "promise_broken", _("News is late"), _("when news that was promised did not come"), n.PROMISED_BY, choices=((n.YOURS, n.NOBODYS),)
    ),
    _noticed("flood", _("Too many mails"), _("when one sender sends more than one may; to those who lead the queue")),
    _noticed("orders_done", _("Commands done"), _("after an agent’s commands by e-mail"), n.POINTS, needed=("points",)),
    _noticed(
        "orders_refused",
        _("Commands refused"),
        _("when nothing was done of what an agent mailed"),
        *(n.POINTS, n.TOLD),
        choices=(n.KEPT, n.SENDABLE),
        needed=("points",),
    ),
    _noticed("orders_help", _("List of commands"), _("when an agent mails #help")),
)

DIGEST = MailKind(
    "digest",
    _("Digest"),
    _("when several things are told to an agent at once, as they chose"),
    (HOUSE, n.COUNT, n.TICKETS, n.MORE, n.DESK_LINK, n.SETTINGS_LINK),
    choices=(n.HOW_MANY, n.RHYTHM),
    needed=("tickets", "link"),
)
GROUPS: tuple[tuple[Promise, tuple[MailKind, ...]], ...] = (
    (_("To requesters and followers"), _REQUESTERS),
    (_("To others"), _OUTSIDE),
    (_("Appointments"), _MEETINGS),
    (_("To agents"), _AGENTS),
)
# What belongs to no queue.
GROUPS_OF_THE_HOUSE: tuple[tuple[Promise, tuple[MailKind, ...]], ...] = ((_("To agents, of all their queues"), (DIGEST,)),)
KINDS: Mapping[str, MailKind] = {kind.name: kind for _title, group in GROUPS for kind in group}
