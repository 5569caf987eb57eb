"""What people write in a ticket: replies, notes, calls, answers."""

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.once import key, once
from foundation.safetext import printable
from queues.models import Queue
from tickets import desk_notices, notices
from tickets.actions import (
    contacts,
    drafts,
    files,
    first_words,
    guard,
    indexing,
    intake,
    mentions,
    partnering,
    promises,
    record,
    timetable,
    undo,
)
from tickets.enums import Channel, MessageKind, PromiseState, Status, Verb
from tickets.errors import Refused
from tickets.models import InboundMail, Message, Ticket

_VERBS = {MessageKind.PUBLIC: Verb.ANSWERED, MessageKind.CALL: Verb.CALLED, MessageKind.NOTE: Verb.NOTED}


@dataclass(frozen=True, slots=True)
class Draft:
    """A text about to be written, with the id of the form it came from (whose files it takes).

    ``seen`` is the newest entry of the history that its writer had before them: newer ones hold it up. ``version`` is that of the
    saved draft it grew from. A public reply leaves after ``waits``, and can be taken back until then. It may say in standard words that
    we are on it, what we still need (one thing a line), and by when the next news comes: that is a promise.
    """

    body: str
    submission: uuid.UUID | None = None
    seen: int | None = None
    version: int = 0
    waits: timedelta = timedelta(0)
    says_we_are_on_it: bool = False
    needs: str = ""
    news_by: datetime | None = None
    # Followers who do not get this one reply, by their numbers as people.
    leave_out: frozenset[int] = frozenset()
    # The mail that brought the words, and what was cut from it.
    inbound: InboundMail | None = None
    quoted: str = ""

    @property
    def channel(self) -> Channel:
        """How the words came."""
        return Channel.MAIL if self.inbound is not None else Channel.WEB

    @property
    def has_words(self) -> bool:
        """Whether something is said."""
        return bool(self.body.strip() or self.needs.strip() or self.says_we_are_on_it)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a requester wrote, how it came, and whether the writer showed who they are. A follower's words stay in the ticket they follow."""

    body: str
    channel: Channel
    submission: uuid.UUID | None = None
    is_proven: bool = False
    is_follower: bool = False


def sent_before(ticket: Ticket, given: Draft | Answer, kind: MessageKind = MessageKind.PUBLIC) -> Message | None:
    """Return the message that this very form made already with these words, or ``None``."""
    sent_as = _key(ticket, given, kind)
    return Message.objects.filter(submission=sent_as).first() if sent_as else None


def _key(ticket: Ticket, given: Draft | Answer, kind: MessageKind) -> uuid.UUID | None:
    parts = [given.needs, given.says_we_are_on_it] if isinstance(given, Draft) and (given.needs or given.says_we_are_on_it) else []
    return key(given.submission, ticket.pk, kind, given.body, *parts)


def reply(ticket: Ticket, draft: Draft, *, by: User, at: datetime | None = None) -> Message:
    """Send a public reply from an agent. The first one opens a new ticket; a stalled one stays stalled.

    The same form sent twice is one reply. Raises ``Refused`` for an empty text, and for a closed or rejected ticket;
    ``Stale`` when there are news that its writer has not seen.
    """
    moment = clock.now(at)

    def write() -> Message:
        message = _write(ticket, draft, MessageKind.PUBLIC, by=by, at=moment)
        notices.tell_reply(message, leave_out=draft.leave_out, at=moment)
        return message

    return once(partial(sent_before, ticket, draft), write)


def last_reply(ticket: Ticket, draft: Draft, *, by: User, at: datetime | None = None) -> Message:
    """Write a public reply whose mail the resolving action sends. Raises ``Refused`` as ``reply`` does."""
    return _write_once(ticket, draft, MessageKind.PUBLIC, by=by, at=at)


def log_call(ticket: Ticket, draft: Draft, *, by: User, at: datetime | None = None) -> Message:
    """Record what was said on the phone. It counts as an answer; no mail is sent. Raises ``Refused`` as ``reply`` does."""
    return _write_once(ticket, draft, MessageKind.CALL, by=by, at=at)


def note(ticket: Ticket, draft: Draft, *, by: User, at: datetime | None = None) -> Message:
    """Write an internal note. The requester never sees it, and it changes no status. Raises ``Refused`` for an empty text."""
    return _write_once(ticket, draft, MessageKind.NOTE, by=by, at=at)


def answer(ticket: Ticket, given: Answer, *, by: User | None, at: datetime | None = None) -> Message:
    """Add the requester's answer from the web. It goes on with a stalled ticket and reopens a finished one.

    When that one was closed longer ago than its queue allows, the answer is the first message of a new ticket, linked to the old one.
    The same form sent twice is one answer. Raises ``Refused`` for an empty text, and when the right to act for a client has ended meanwhile.
    """
    moment = clock.now(at)

    def write() -> Message:
        body = _text(given.body)
        partnering.hold(ticket)
        now, root = record.locked_with_root(ticket)
        partnering.require_part(now, by)
        if root.is_past_reopening(moment):
            return _begin_anew(now, replace(given, body=body), by=by, moment=moment)
        message = Message.objects.create(
            # Who is not shown what it was merged into writes where they read; agents see it all in one place.
            ticket=now if given.is_follower else root if now.shown_in_id == root.pk else now.shown_in or now,
            kind=MessageKind.PUBLIC,
            is_ours=False,
            author=by,
            channel=given.channel,
            body=body,
            is_verified=given.is_proven,
            created_at=moment,
            submission=_key(ticket, given, MessageKind.PUBLIC),
        )
        files.attach_drafts(message, given.submission)
        indexing.message_written(message)
        heard(root, message, by=by, moment=moment)
        return message

    return once(partial(sent_before, ticket, given), write)


def _begin_anew(earlier: Ticket, given: Answer, *, by: User | None, moment: datetime) -> Message:
    """Open a ticket that goes on with the locked ``earlier``, in its queue if that one takes tickets; return its first message."""
    sent_as = _key(earlier, given, MessageKind.PUBLIC)
    twin = sent_before(earlier, given)
    if twin is not None:
        return twin
    queue = earlier.queue if earlier.queue.is_open_to_outside else Queue.objects.entry() or earlier.queue
    # A partner's person whose right has ended takes no part in what comes after: then it is the one's who writes.
    takes_part = earlier.requester_takes_part
    new = intake.NewTicket(
        title=earlier.title,
        body=given.body,
        queue=queue,
        requester=by if given.is_follower or not takes_part else earlier.requester,
        partner_grant=earlier.partner_grant if takes_part and not given.is_follower else None,
        requester_proven=given.is_proven,
        is_verified=given.is_proven,
        organisation=None if given.is_follower else earlier.organisation,
        channel=given.channel,
        language=earlier.language,
        services=list(earlier.services.all()),
        submission=sent_as,
        drafts=given.submission,
    )
    ticket = intake.open_ticket(new, by=by, at=moment)
    record.link(ticket, earlier.merged_root or earlier, at=moment)
    message = ticket.messages.get()
    message.submission = sent_as
    message.save(update_fields=["submission"])
    return message


def heard(ticket: Ticket, message: Message, *, by: User | None, moment: datetime) -> None:
    """Take note that the requester wrote ``message``, by web or mail: history, status, owner told. The ticket is locked.

    It is the one where people work; the message may stand in a ticket merged into it.
    """
    record.event(ticket, Verb.WRITTEN, by=by, at=moment, message=message, channel=message.channel)
    if message.is_verified and not message.ticket.requester_proven and message.author_id == message.ticket.requester_id:
        _prove(message.ticket, by=by, at=moment)
    if ticket.is_resting:
        record.go_on(ticket, by=by, at=moment)
    else:
        record.touch(ticket, at=moment)
    notices.tell_owner(ticket, message, at=moment)
    notices.tell_contact(ticket, message, at=moment)
    notices.tell_agents(ticket, message, at=moment)
    desk_notices.tell_unowned(ticket, message, at=moment)


def _prove(ticket: Ticket, *, by: User | None, at: datetime) -> None:
    """Note that the requester reads the address given: what was handed out on the web before ends, for it may be another's."""
    ticket.requester_proven = True
    ticket.save(update_fields=["requester_proven"])
    record.event(ticket, Verb.PROVEN, by=by, at=at)


def _write_once(ticket: Ticket, draft: Draft, kind: MessageKind, *, by: User, at: datetime | None) -> Message:
    moment = clock.now(at)
    return once(partial(sent_before, ticket, draft, kind), lambda: _write(ticket, draft, kind, by=by, at=moment))


def _write(ticket: Ticket, draft: Draft, kind: MessageKind, *, by: User, at: datetime) -> Message:
    ticket = record.locked(ticket)
    body = _text(words(ticket, draft, kind))
    is_answer = kind != MessageKind.NOTE
    if is_answer and not ticket.can_be_answered:
        raise Refused(gettext("This ticket is closed. Reopen it before you answer."))
    if is_answer:
        guard.require_fresh(ticket, seen=draft.seen, by=by)
    named = [] if is_answer else mentions.meant(body, ticket)
    is_waiting = kind == MessageKind.PUBLIC and bool(draft.waits)
    was: dict[str, Any] = {"was": undo.standing(ticket)} if is_waiting else {}
    message = Message.objects.create(
        ticket=ticket,
        kind=kind,
        is_ours=True,
        author=by,
        channel=Channel.PHONE if kind == MessageKind.CALL else draft.channel,
        body=body,
        quoted=printable(draft.quoted),
        inbound=draft.inbound,
        created_at=at,
        leaves_at=at + draft.waits if is_waiting else None,
        submission=_key(ticket, draft, kind),
    )
    files.attach_drafts(message, draft.submission)
    indexing.message_written(message)
    record.event(ticket, _VERBS[kind], by=by, at=at, message=message, **was)
    mentions.name_all(message, named, at=at)
    notices.tell_agents(ticket, message, but=named, at=at)
    drafts.sent(ticket, kind, said=f"{draft.body}\n{draft.needs}", version=draft.version, by=by)
    record.touch(ticket, at=at)
    if is_answer:
        _answered(ticket, at=at)
        contacts.answered(ticket, by)
        record.settle_promise(ticket, PromiseState.KEPT, by=by, at=at)
        if draft.news_by is not None:
            promises.make(ticket, draft.news_by, message=message, by=by, at=at)
    return message


def words(ticket: Ticket, draft: Draft, kind: MessageKind) -> str:
    """Return what ``draft`` says: of a public reply one text in the requester's language, with all its parts."""
    if kind != MessageKind.PUBLIC:
        return draft.body
    parts = first_words.Parts(draft.body, draft.says_we_are_on_it, draft.needs, draft.news_by)
    return first_words.compose(parts, language=first_words.language_of(ticket))


def _text(given: str) -> str:
    """Return the text as it is kept. Raises ``Refused`` when nothing was written."""
    if not given.strip():
        raise Refused(gettext("There is no text yet. Please write something first."))
    return printable(given).strip()


def _answered(ticket: Ticket, *, at: datetime) -> None:
    if ticket.answered_at is None:
        ticket.answered_at = at
        ticket.save(update_fields=["answered_at"])
    if ticket.status == Status.NEW:
        record.move(ticket, Status.OPEN, at=at)
    else:
        timetable.plan_anew(ticket, at=at)
