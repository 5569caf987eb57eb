"""What became of many tickets at once, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, ngettext

from accounts.viewer import Viewer
from tickets.actions.bulk import Row
from tickets.list_enums import BulkResult, BulkVerb
from tickets.models import BulkAct, Ticket
from tickets.references import reference


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket; the ticket itself where it is on the agent's desk."""

    reference: str
    ticket: Ticket | None
    result: str
    why: str
    is_well: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, in a sentence; ``undo_until`` while it may be taken back."""

    act: BulkAct
    text: str
    undo_until: datetime | None
    has_trouble: bool

    @property
    def what(self) -> str:
        """The verb."""
        return str(BulkVerb(self.act.verb).label)


def told(act: BulkAct, *, at: datetime) -> Told:
    """Return what is said about ``act`` at ``at``."""
    trouble = any(act.of(result) for result in (BulkResult.REFUSED, BulkResult.CHANGED, BulkResult.GONE, BulkResult.KEPT))
    return Told(act, " ".join(_sentences(act)), act.undo_until if act.can_be_undone(at) else None, trouble)


def _sentences(act: BulkAct) -> Iterator[str]:
    count = {result: len(act.of(result)) for result in BulkResult}
    sentences = {
        BulkResult.DONE: ngettext("Done with %(count)d ticket.", "Done with %(count)d tickets.", count[BulkResult.DONE]),
        BulkResult.UNDONE: ngettext(
            "%(count)d ticket is as it was before.", "%(count)d tickets are as they were before.", count[BulkResult.UNDONE]
        ),
        BulkResult.SAME: ngettext("%(count)d was so already.", "%(count)d were so already.", count[BulkResult.SAME]),
        BulkResult.CHANGED: ngettext(
            "%(count)d changed meanwhile and was left alone.", "%(count)d changed meanwhile and were left alone.", count[BulkResult.CHANGED]
        ),
        BulkResult.REFUSED: ngettext(
            "With %(count)d it was not possible.", "With %(count)d it was not possible.", count[BulkResult.REFUSED]
        ),
        BulkResult.GONE: ngettext(
            "%(count)d is not on your desk any more.", "%(count)d are not on your desk any more.", count[BulkResult.GONE]
        ),
        BulkResult.KEPT: ngettext("%(count)d could not be taken back.", "%(count)d could not be taken back.", count[BulkResult.KEPT]),
    }
    for result, sentence in sentences.items():
        if count[result]:
            yield sentence % {"count": count[result]}


def outcomes(act: BulkAct, who: Viewer) -> list[Outcome]:
    """Return what became of each ticket, those with trouble first."""
    tickets = Ticket.objects.worked_by(who).in_bulk([outcome["ticket"] for outcome in act.outcomes])
    well = {BulkResult.DONE, BulkResult.SAME, BulkResult.UNDONE}
    rows = [
        Outcome(
            reference(outcome["ticket"]),
            tickets.get(outcome["ticket"]),
            str(BulkResult(outcome["result"]).label),
            outcome["why"],
            outcome["result"] in well,
        )
        for outcome in act.outcomes
    ]
    return sorted(rows, key=lambda row: row.is_well)


def chosen(rows: Sequence[Row], who: Viewer) -> list[Ticket]:
    """Return the tickets that were chosen and are on the agent's desk."""
    return list(Ticket.objects.worked_by(who).filter(pk__in=[row.ticket for row in rows]).order_by("pk"))


def heading(verb: BulkVerb, count: int) -> str:
    """Return what is about to be done, as a title."""
    many = ngettext("%(count)d ticket", "%(count)d tickets", count) % {"count": count}
    return gettext("%(verb)s: %(tickets)s") % {"verb": verb.label, "tickets": many}
