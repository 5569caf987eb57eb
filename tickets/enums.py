"""The words of a ticket's life, and the moves that are allowed."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# The same words sort tickets here and fill the matrix of the queues.
from queues.enums import People as People
from queues.enums import Priority as Priority
from queues.enums import Urgency as Urgency


class Status(models.TextChoices):
    """Where a ticket stands. *New* means that no human has answered."""

    NEW = "new", pgettext_lazy("status", "New")
    OPEN = "open", pgettext_lazy("status", "Open")
    STALLED = "stalled", pgettext_lazy("status", "Stalled")
    RESOLVED = "resolved", pgettext_lazy("status", "Resolved")
    CLOSED = "closed", pgettext_lazy("status", "Closed")
    REJECTED = "rejected", pgettext_lazy("status", "Rejected")


# Those that somebody still has to work on.
UNFINISHED = (Status.NEW, Status.OPEN, Status.STALLED)
FINISHED = (Status.RESOLVED, Status.CLOSED, Status.REJECTED)

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.NEW: frozenset({Status.OPEN, Status.RESOLVED, Status.REJECTED}),
    Status.OPEN: frozenset({Status.STALLED, Status.RESOLVED, Status.REJECTED}),
    # Closed when the requester stays silent: docs/decisions/0009-closing-by-silence.md.
    Status.STALLED: frozenset({Status.OPEN, Status.RESOLVED, Status.CLOSED}),
    Status.RESOLVED: frozenset({Status.OPEN, Status.CLOSED}),
    Status.CLOSED: frozenset({Status.OPEN}),
    Status.REJECTED: frozenset({Status.OPEN}),
}


class StallReason(models.TextChoices):
    """What a stalled ticket waits for. *Parked* is ours and pauses no clock."""

    REQUESTER = "requester", _("Waits for the requester")
    THIRD_PARTY = "third_party", _("Waits for a third party")
    DATE = "date", _("Waits until a date")
    PARKED = "parked", _("Parked by us")


class Act(models.TextChoices):
    """What a ticket does by itself when its moment comes."""

    REMIND = "remind", _("Remind the requester")
    CLOSE = "close", _("Close")


class CloseReason(models.TextChoices):
    """Why a ticket closed without an agent."""

    TIME = "time", _("Nobody objected")
    SILENCE = "silence", _("The requester did not answer")
    REQUESTER = "requester", _("The requester says that it is solved")
    CONFIRMED = "confirmed", _("The requester said that it works")


class RejectReason(models.TextChoices):
    """Why a ticket is not ours to solve. *Spam* is never answered."""

    NOT_ENTITLED = "not_entitled", _("Not entitled")
    NOT_OURS = "not_ours", _("Not ours")
    DUPLICATE = "duplicate", _("Asked before")
    SPAM = "spam", _("Spam: no e-mail is sent")


class Kind(models.TextChoices):
    """Something broke, or something is wanted. Decided by an agent, never asked of the public."""

    INCIDENT = "incident", _("Incident")
    REQUEST = "request", _("Request")


class Channel(models.TextChoices):
    """How it reached us."""

    WEB = "web", _("web form")
    MAIL = "mail", _("e-mail")
    PHONE = "phone", _("telephone")
    COUNTER = "counter", _("counter")
    MONITORING = "monitoring", _("monitoring")


class PromiseState(models.TextChoices):
    """What became of a promise of news. One that was replaced or ended in time is neither kept nor broken."""

    OPEN = "open", _("Open")
    KEPT = "kept", _("Kept")
    BROKEN = "broken", _("Broken")
    REPLACED = "replaced", _("Replaced by another one")
    ENDED = "ended", _("Ended with the ticket")


class MessageKind(models.TextChoices):
    """Who may read a message: public ones and logged calls the requester too, notes only agents."""

    PUBLIC = "public", _("Public reply")
    CALL = "call", _("Phone call")
    NOTE = "note", _("Internal note")


class Withholding(models.TextChoices):
    """Why an automatic mail was not sent."""

    CAP = "cap", _("No acknowledgement was sent: this address had too many within an hour")
    SWITCHED_OFF = "switched_off", _("No acknowledgement was sent: the queue sends none")
    MACHINE = "machine", _("No acknowledgement was sent: a machine wrote")
    NO_ADDRESS = "no_address", _("No acknowledgement was sent: no e-mail address is known")
    SUPPRESSED = "suppressed", _("No acknowledgement was sent: mail to this address came back")
    TICKET_CAP = "ticket_cap", _("No automatic e-mail was sent: there were too many about this ticket")


class Verb(models.TextChoices):
    """What happened to a ticket: the words of its history."""

    OPENED = "opened", _("Opened")
    ANSWERED = "answered", _("Reply sent")
    WITHDRAWN = "withdrawn", _("Reply taken back")
    NOTED = "noted", _("Internal note written")
    CALLED = "called", _("Phone call recorded")
    PROMISED = "promised", _("News promised")
    PROMISE_KEPT = "promise_kept", _("Promise kept")
    PROMISE_BROKEN = "promise_broken", _("Promise broken")
    WRITTEN = "written", _("Requester wrote")
    TAKEN = "taken", _("Taken")
    ASSIGNED = "assigned", _("Assigned")
    RELEASED = "released", _("Owner removed")
    CONTACT_TAKEN = "contact_taken", _("Conversation taken")
    STALLED = "stalled", _("Stalled")
    WOKEN = "woken", _("Work goes on")
    CHASED = "chased", _("Reminder sent")
    RESOLVED = "resolved", _("Resolved")
    CONFIRMED = "confirmed", _("The requester said that it works")
    CLOSED = "closed", _("Closed")
    REJECTED = "rejected", _("Rejected")
    REOPENED = "reopened", _("Reopened")
    TRANSFERRED = "transferred", _("Passed to another queue")
    DIAGNOSED = "diagnosed", _("Basic questions answered")
    DIAGNOSIS_WAIVED = "waived", _("Basic questions left open")
    ESCALATED = "escalated", _("Escalated")
    HANDED_BACK = "handed_back", _("Handed back")
    HANDED_OVER = "handed_over", _("Given to another requester")
    APPOINTMENT_OFFERED = "appt_offered", _("Appointment offered")
    APPOINTMENT_BOOKED = "appt_booked", _("Appointment booked")
    APPOINTMENT_MOVED = "appt_moved", _("Appointment moved")
    APPOINTMENT_REMINDED = "appt_reminded", _("Reminder of the appointment sent")
    APPOINTMENT_ANSWERED = "appt_answered", _("Invitation answered")
    APPOINTMENT_DECLINED = "appt_declined", _("Appointment declined")
    APPOINTMENT_CANCELLED = "appt_cancelled", _("Appointment cancelled")
    APPOINTMENT_OVER = "appt_over", _("Appointment over")
    RETITLED = "retitled", _("Title made clearer")
    TRIAGED = "triaged", _("Sorted")
    LINKED = "linked", _("Linked")
    UNLINKED = "unlinked", _("Link removed")
    SPLIT = "split", _("Split")
    MERGED = "merged", _("Merged")
    UNMERGED = "unmerged", _("Separated again")
    REFERENCED = "referenced", _("External reference added")
    UNREFERENCED = "unreferenced", _("External reference removed")
    MAIL_FAILED = "mail_failed", _("E-mail could not be delivered")
    MAIL_WITHHELD = "mail_withheld", _("No e-mail was sent")
    PROVEN = "proven", _("Address confirmed")
    LINKS_WITHDRAWN = "links_withdrawn", _("Links withdrawn")
    PARTNER_ENDED = "partner_ended", _("Partner may no longer act for the client")
    PARTNER_BACK = "partner_back", _("Partner may act for the client again")
    RECOVERED = "recovered", _("Trouble is over")
    MAIL_HELD = "mail_held", _("E-mail held")
    MAIL_REFUSED = "mail_refused", _("E-mail refused")
    OUTSIDER_WROTE = "outsider_wrote", _("Somebody else wrote")
    FOLLOWED = "followed", _("Follower added")
    UNFOLLOWED = "unfollowed", _("Follower removed")
    FOLLOW_ASKED = "follow_asked", _("Followers proposed")
    CONSULTED = "consulted", _("Somebody outside asked by e-mail")
    CONSULT_ANSWERED = "consult_answered", _("Somebody who was asked by e-mail answered")
    CONSULT_AWAY = "consult_away", _("An automatic answer of somebody who was asked by e-mail")
    CONSULT_FAILED = "consult_failed", _("A question by e-mail could not be delivered")
    CONSULT_ENDED = "consult_ended", _("No answer needed any more")
    FILE_KEPT_AWAY = "file_kept_away", _("A file is kept away: the virus scanner found something")


class FollowerRole(models.TextChoices):
    """As what somebody follows a ticket."""

    CC = "cc", _("Copy of public mail")
    AGENT = "agent", _("Colleague")
    ASKED = "asked", _("Only proposed")


class Shown(models.TextChoices):
    """What of a ticket's story an agent wants to see. Everything is the empty word: it is no filter."""

    EVERYTHING = "", _("Everything")
    MESSAGES = "messages", _("Messages")
    NOTES = "notes", _("Notes")
    CHANGES = "changes", _("Changes")


class ReferenceKind(models.TextChoices):
    """What an external reference names."""

    BUG = "bug", _("Bug tracker")
    VERSION = "version", _("Fixed in version")
    REGISTER = "register", _("Register")
    OTHER = "other", _("Elsewhere")


class EscalationReason(models.TextChoices):
    """Why a ticket goes one line up."""

    CRITICALITY = "criticality", _("Criticality")
    COMPLEXITY = "complexity", _("Complexity")
    SKILLS = "skills", _("Other skills are needed")
    SLA = "sla", _("The agreed time is at risk")


class Finding(models.TextChoices):
    """The answer to a basic question that is answered by yes or no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Could not be found out")


class AppointmentWay(models.TextChoices):
    """How we meet."""

    PHONE = "phone", _("Telephone")
    VIDEO = "video", _("Video")


class AppointmentState(models.TextChoices):
    """How far an appointment has come."""

    OFFERED = "offered", _("Times offered")
    BOOKED = "booked", _("Booked")
    DECLINED = "declined", _("No time suited")
    CANCELLED = "cancelled", _("Cancelled")
    DONE = "done", _("Over")


class AppointmentOutcome(models.TextChoices):
    """What became of a booked appointment."""

    TOOK_PLACE = "took_place", _("It took place")
    NOBODY = "nobody", _("Nobody answered")
    CALLED_OFF = "called_off", _("It was called off")


class AppointmentAnswer(models.TextChoices):
    """What the requester's calendar says to a booked appointment; the codes are those of `mailroom.meetings`."""

    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    TENTATIVE = "tentative", _("Perhaps")
    COUNTER = "counter", _("Another time proposed")


class InboundState(models.TextChoices):
    """How far a received mail has come. It is stored before anything else happens."""

    STORED = "stored", _("Stored")
    DONE = "done", _("Processed")
    FAILED = "failed", _("Could not be processed")
    HELD = "held", _("Held for a decision")


class InboundAction(models.TextChoices):
    """What became of a received mail."""

    CREATED = "created", _("Opened a ticket")
    APPENDED = "appended", _("Joined a ticket")
    IGNORED = "ignored", _("Kept, nothing done")
    REJECTED = "rejected", _("Rejected")


class Shortfall(models.TextChoices):
    """Why a received mail could not be read in full; the codes are those of `mailroom.limits`."""

    TOO_LARGE = "too-large", _("it is too large")
    TOO_MANY_HEADERS = "too-many-headers", _("it has too many headers")
    HEADER_TOO_LONG = "header-too-long", _("a header is too long")
    TOO_MANY_PARTS = "too-many-parts", _("it has too many parts")
    TOO_DEEP = "too-deep", _("its parts lie too deep in each other")
    TOO_MANY_ADDRESSES = "too-many-addresses", _("it names too many addresses")
    TEXT_TOO_LONG = "text-too-long", _("its text is too long")
    BROKEN_STRUCTURE = "broken-structure", _("its parts are damaged or cut off")
    BROKEN_ENCODING = "broken-encoding", _("a part is encoded wrongly")
    UNREADABLE = "unreadable", _("its form is unknown")


class LinkKind(models.TextChoices):
    """How the first of two linked tickets belongs to the second."""

    RELATED = "related", _("Related")
    DUPLICATE = "duplicate", _("Duplicate")
    CHILD = "child", _("Part")
    BLOCKS = "blocks", _("Blocks")


class Relation(models.TextChoices):
    """What a ticket is to another one, seen from the first. The sentence goes on with the other one's reference."""

    RELATED = "related", _("Is related to")
    DUPLICATES = "duplicates", _("Is about the same as the earlier")
    DUPLICATED_BY = "duplicated_by", _("Was asked again in")
    CHILD_OF = "child_of", _("Is a part of")
    PARENT_OF = "parent_of", _("Has the part")
    BLOCKS = "blocks", _("Has to be done before")
    BLOCKED_BY = "blocked_by", _("Has to wait for")

    @property
    def kind(self) -> LinkKind:
        """The kind of link it is."""
        return _RELATIONS[self][0]

    @property
    def is_from_here(self) -> bool:
        """Whether the link starts at the ticket it is seen from."""
        return _RELATIONS[self][1]

    @property
    def opposite(self) -> "Relation":
        """What the other ticket is to this one."""
        return Relation.RELATED if self == Relation.RELATED else Relation.of(self.kind, is_from_here=not self.is_from_here)

    @classmethod
    def of(cls, kind: LinkKind, *, is_from_here: bool) -> "Relation":
        """Return what a ticket at one end of a link is to the other."""
        return cls.RELATED if kind == LinkKind.RELATED else _BY_END[kind, is_from_here]


_RELATIONS: dict[str, tuple[LinkKind, bool]] = {
    Relation.RELATED: (LinkKind.RELATED, True),
    Relation.DUPLICATES: (LinkKind.DUPLICATE, True),
    Relation.DUPLICATED_BY: (LinkKind.DUPLICATE, False),
    Relation.CHILD_OF: (LinkKind.CHILD, True),
    Relation.PARENT_OF: (LinkKind.CHILD, False),
    Relation.BLOCKS: (LinkKind.BLOCKS, True),
    Relation.BLOCKED_BY: (LinkKind.BLOCKS, False),
}
_BY_END = {end: Relation(relation) for relation, end in _RELATIONS.items()}
