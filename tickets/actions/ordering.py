"""Doing what an agent's mail asks for, by the verbs of the desk: all of it, or nothing."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from tickets.actions import conversation, guard, lifecycle, ownership, record
from tickets.actions.conversation import Draft
from tickets.actions.order_words import Deed, Work, deed_of
from tickets.enums import MessageKind
from tickets.errors import Refused
from tickets.models import InboundMail, Message, SavedDraft, Ticket
from tickets.orders import Orders

# What changes how a ticket is sorted comes before the words, what sends it away after them.
_BEFORE = ("owner", "category", "priority")
_AFTER = ("status", "close", "follow", "unfollow", "escalate", "queue")
_MOVES = ("escalate", "queue")
# What nobody should do without knowing what the requester wrote meanwhile.
_ENDS = ("status", "close")


@dataclass(frozen=True, slots=True)
class Given:
    """What an agent mailed: ``kind`` is what the text becomes, ``seen`` the newest entry of the history that they knew."""

    orders: Orders
    kind: MessageKind
    seen: int
    submission: uuid.UUID
    inbound: InboundMail | None = None
    quoted: str = ""

    @property
    def is_note(self) -> bool:
        """Whether the text is for colleagues."""
        return self.kind == MessageKind.NOTE or self.orders.rest_of("note") is not None

    @property
    def is_handover(self) -> bool:
        """Whether the text says to colleagues why the ticket comes to them; then it is said to nobody else."""
        return any(self.orders.rest_of(word) is not None for word in _MOVES)

    @property
    def text(self) -> str:
        """The words that are no command."""
        return "\n".join(part for part in (self.orders.rest_of("note") or "", self.orders.text) if part)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, each a sentence, and the message that was written, if any."""

    said: list[str] = field(default_factory=list)
    message: Message | None = None


class Misread(Refused):
    """Commands that nobody can carry out as they stand; each reason is a sentence."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = tuple(reasons)


@transaction.atomic
def carry_out(ticket: Ticket, given: Given, *, by: User, at: datetime) -> Done:
    """Do what the mail says. Raises ``Misread`` for commands that are wrong, ``Refused`` as the verbs do, ``Stale`` for unseen news."""
    work = Work(record.locked(ticket), given.text, by, at)
    deeds = _planned(work, given)
    _require_known(work.ticket, given, by=by)
    done = Done([deeds[word]() for word in _BEFORE if word in deeds])
    message = _say(work, given, done.said)
    done.said.extend(deeds[word]() for word in _AFTER if word in deeds and not _is_resolving(word, given))
    return Done(done.said, message)


def _planned(work: Work, given: Given) -> dict[str, Deed]:
    """Return what each command does when it is called. Raises ``Misread`` with everything that is wrong."""
    deeds: dict[str, Deed] = {}
    wrong = [
        gettext("“%(line)s” is no command. Did you mean %(word)s?") % {"line": line, "word": word} for line, word in given.orders.slips
    ]
    wrong += [gettext("#%(word)s stands there twice.") % {"word": word} for word in given.orders.doubled]
    if all(given.orders.rest_of(word) is not None for word in _MOVES):
        wrong.append(gettext("#queue and #escalate cannot go together: please choose one."))
    for order in given.orders.orders:
        if order.word not in (*_BEFORE, *_AFTER):
            continue
        try:
            deeds[order.word] = deed_of(order.word, order.rest, work)
        except Refused as refused:
            wrong.append(f"#{order.word}: {refused}")
    if not wrong and not given.orders.orders and not given.text.strip():
        wrong.append(gettext("There is no text yet. Please write something first."))
    if wrong:
        raise Misread(wrong)
    return deeds


def _require_known(ticket: Ticket, given: Given, *, by: User) -> None:
    """Raise ``Stale`` when something happened since the mail was sent that matters to what is asked for."""
    words = {order.word for order in given.orders.orders}
    if words & {*_ENDS, "send"} or (given.text.strip() and not given.is_note and not given.is_handover):
        guard.require_fresh(ticket, seen=given.seen, by=by)
    if "owner" in words:
        ownership.require_same_owner(ticket, seen=given.seen, by=by)
    if words & set(_MOVES):
        guard.require_same_place(ticket, seen=given.seen, by=by)


def _say(work: Work, given: Given, said: list[str]) -> Message | None:
    """Write the text where it belongs; what was done is added to ``said``."""
    draft = _draft(work, given)
    is_solved = _is_resolving("status", given)
    message: Message | None = None
    if given.is_note and draft.has_words and not given.is_handover:
        message = conversation.note(work.ticket, draft, by=work.by, at=work.at)
        said.append(gettext("Your note is in the ticket; the requester does not see it."))
        draft = Draft("", given.submission)
    if is_solved:
        lifecycle.resolve(work.ticket, draft, by=work.by, at=work.at)
        said.append(gettext("The ticket is resolved, and the requester was told."))
        return message or conversation.sent_before(work.ticket, draft)
    if not given.is_note and not given.is_handover and draft.has_words:
        message = conversation.reply(work.ticket, draft, by=work.by, at=work.at)
        said.append(gettext("Your answer was sent to the requester."))
    return message


def _draft(work: Work, given: Given) -> Draft:
    """Return what is said: the mail's text, or the kept draft that ``#send`` is about. Raises ``Refused`` when there is none."""
    if given.orders.rest_of("send") is None:
        return Draft(given.text, given.submission, inbound=given.inbound, quoted=given.quoted)
    if given.text.strip() or given.is_note:
        raise Refused(gettext("#send sends your draft as it is. Leave the rest out, or write your whole answer and no #send."))
    kept = SavedDraft.objects.filter(user=work.by, ticket=work.ticket, kind=MessageKind.PUBLIC).first()
    if kept is None or not kept.body.strip():
        raise Refused(gettext("There is no draft of yours in this ticket."))
    return Draft(kept.body, kept.submission, version=kept.version, inbound=given.inbound)


def _is_resolving(word: str, given: Given) -> bool:
    """Whether the command ``word`` is the one that resolves: it takes the text along, so it is done together with it."""
    rest = given.orders.rest_of(word) if word == "status" else None
    return rest is not None and rest.casefold() == "resolved"
