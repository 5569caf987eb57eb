"""Ending a ticket together with its parts: the tickets that are linked to it as children.

Each part ends by the same verb as a ticket alone. One that cannot, or that somebody touched meanwhile, is named and left.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.once import key
from tickets.actions import files, guard, lifecycle, record
from tickets.actions.conversation import Draft
from tickets.actions.resolving import Solution
from tickets.enums import UNFINISHED, LinkKind, Verb
from tickets.errors import Refused, Stale
from tickets.models import Resolution, Ticket, TicketLink
from tickets.querysets import TicketQuerySet


@dataclass(frozen=True, slots=True)
class Along:
    """Which parts shall end with their ticket: for each number the newest entry of its history that was seen.

    Only those ``among`` the tickets that the agent works on can.
    """

    parts: Mapping[int, int]
    among: TicketQuerySet


@dataclass(frozen=True, slots=True)
class Left:
    """A part that stays as it was, and why, in a sentence."""

    ticket: Ticket
    why: str


@dataclass(frozen=True, slots=True)
class Ended:
    """A ticket that ended, the parts that were resolved with it, and those that were left."""

    ticket: Ticket
    done: list[Ticket] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def unfinished(ticket: Ticket, *, among: TicketQuerySet) -> list[Ticket]:
    """Return the parts of ``ticket`` that somebody still has to work on, ``among`` some tickets, each with its ``newest`` entry.

    Parts of tickets merged into it count; of a part that was merged the one where it goes on does.
    """
    whole = Ticket.objects.of_whole(ticket.pk).order_by().values("pk")
    linked = TicketLink.objects.filter(target__in=whole, kind=LinkKind.CHILD).values_list("source_id", "source__merged_root_id")
    numbers = {root or source for source, root in linked} - {ticket.pk}
    if not numbers:
        return []
    rows = among.filter(pk__in=numbers, status__in=UNFINISHED, merged_into__isnull=True).select_related("requester")
    return list(rows.annotate(newest=record.newest_entry()).order_by("pk"))


def resolve(ticket: Ticket, draft: Draft, along: Along, *, by: User, solution: Solution | None = None, at: datetime | None = None) -> Ended:
    """Resolve ``ticket`` as ``lifecycle.resolve`` does, and its parts with the same words, files and solution.

    Raises ``Refused`` when the ticket itself cannot be resolved; then no part is.
    """
    moment = clock.now(at)
    with transaction.atomic():
        before = _locked(ticket, along)
        drafts = {number: _copied(draft, number, seen) for number, seen in along.parts.items()}
        ended = Ended(lifecycle.resolve(ticket, draft, by=by, solution=solution, at=moment))
        return _end_each(
            ended, along, before, lambda part: lifecycle.resolve(part, drafts[part.pk], by=by, solution=solution, at=moment), by=by
        )


def close(ticket: Ticket, along: Along, *, seen: int | None = None, by: User, at: datetime | None = None) -> Ended:
    """Close ``ticket`` as ``lifecycle.close`` does, and resolve its parts as it was solved: their requesters hear so, and may contradict.

    Raises ``Refused`` when the ticket itself cannot be closed; then no part is resolved.
    """
    moment = clock.now(at)
    with transaction.atomic():
        before = _locked(ticket, along)
        ended = Ended(lifecycle.close(ticket, seen=seen, by=by, at=moment))
        solution = _solution_of(ticket)
        return _end_each(
            ended,
            along,
            before,
            lambda part: lifecycle.resolve(part, Draft("", seen=along.parts[part.pk]), by=by, solution=solution, at=moment),
            by=by,
        )


def _locked(ticket: Ticket, along: Along) -> list[Ticket]:
    """Lock the ticket and its parts in the order of their numbers; return the parts that are not done now."""
    record.all_locked({ticket.pk, *along.parts})
    return unfinished(ticket, among=along.among) if along.parts else []


def _end_each(ended: Ended, along: Along, before: list[Ticket], end: Callable[[Ticket], Ticket], *, by: User) -> Ended:
    """Use ``end`` on the parts chosen, each for itself."""
    open_ones = {part.pk: part for part in before}
    chosen = Ticket.objects.filter(pk__in=along.parts).in_bulk()
    for number, seen in sorted(along.parts.items()):
        part = chosen.get(number)
        if part is None or (number not in open_ones and guard.repeats(part, Verb.RESOLVED, seen=seen, by=by)):
            continue
        if number not in open_ones:
            ended.left.append(Left(part, gettext("It changed meanwhile.")))
            continue
        try:
            with transaction.atomic():
                ended.done.append(end(part))
        except Stale:
            ended.left.append(Left(part, gettext("It changed meanwhile.")))
        except Refused as refused:
            ended.left.append(Left(part, str(refused)))
    ended.left.extend(Left(part, gettext("It became a part meanwhile.")) for number, part in open_ones.items() if number not in along.parts)
    return ended


def _copied(draft: Draft, number: int, seen: int) -> Draft:
    """Return what is said in a part, with files of its own: the same words to its own followers."""
    submission = key(draft.submission, "part", number)
    files.copy_drafts(draft.submission, to=submission)
    return replace(draft, submission=submission, seen=seen, version=0, leave_out=frozenset())


def _solution_of(ticket: Ticket) -> Solution | None:
    kept = Resolution.objects.filter(ticket=ticket, is_last=True).first()
    if kept is None:
        return None
    return Solution(kept.fix, kept.cause, is_workaround=kept.is_workaround, restored_at=kept.restored_at, checked=kept.checked)
