"""What became of many tickets at once, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, gettext_lazy, ngettext

from accounts.viewer import Viewer
from tickets.actions.bulk import Row
from tickets.list_enums import BulkResult, BulkVerb
from tickets.models import BulkAct, Ticket
from tickets.references import reference

WELL = {BulkResult.DONE, BulkResult.SAME, BulkResult.UNDONE}
# Further ones stand on the page of what became of each.
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one ticket; the ticket itself where it is on the agent's desk."""

    reference: str
    ticket: Ticket | None
    result: str
    why: str
    is_well: bool


@dataclass(frozen=True, slots=True)
class Trouble:
    """Tickets with which something could not be done for one reason: the first by reference, and how many more."""

    references: list[str]
    more: int
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was done, in a sentence; ``undo_until`` while it may be taken back, with ``lasting``: what stays all the same."""

    act: BulkAct
    text: str
    undo_until: datetime | None
    troubles: list[Trouble]
    lasting: str

    @property
    def what(self) -> str:
        """The verb."""
        return str(BulkVerb(self.act.verb).label)

    @property
    def has_trouble(self) -> bool:
        """Whether something could not be done."""
        return bool(self.troubles)

    @property
    def ticket_ids(self) -> set[int]:
        """The tickets that it was about."""
        return {outcome["ticket"] for outcome in self.act.outcomes}


def told(act: BulkAct, *, at: datetime) -> Told:
    """Return what is said about ``act`` at ``at``."""
    until = act.undo_until if act.can_be_undone(at) else None
    verb = BulkVerb(act.verb)
    lasting = str(_LASTING.get(verb, "")) if until is not None or not verb.is_reversible else ""
    return Told(act, " ".join(_sentences(act)), until, _troubles(act), lasting)


_LASTING = {
    BulkVerb.CLOSE: gettext_lazy("This cannot be taken back: whoever needs a closed ticket again reopens it on its page."),
    BulkVerb.SPAM: gettext_lazy(
        "Undo brings each back as it was, new ones as new. Appointments and promises that ended with it stay ended."
    ),
    BulkVerb.TRANSFER: gettext_lazy("Undo sends each back to its line and owner. The note stays, and colleagues there may have read it."),
}


def _sentences(act: BulkAct) -> Iterator[str]:
    count = {result: len(act.of(result)) for result in BulkResult}
    done, every = count[BulkResult.DONE], len(act.outcomes)
    if act.undone_at is None and done < every:
        yield ngettext("Done with %(count)d of %(all)d ticket.", "Done with %(count)d of %(all)d tickets.", every) % {
            "count": done,
            "all": every,
        }
    elif done:
        yield ngettext("Done with %(count)d ticket.", "Done with %(count)d tickets.", done) % {"count": done}
    sentences = {
        BulkResult.UNDONE: ngettext(
            "%(count)d ticket is as it was before.", "%(count)d tickets are as they were before.", count[BulkResult.UNDONE]
        ),
        BulkResult.SAME: ngettext("%(count)d was so already.", "%(count)d were so already.", count[BulkResult.SAME]),
        BulkResult.KEPT: ngettext("%(count)d could not be taken back.", "%(count)d could not be taken back.", count[BulkResult.KEPT]),
    }
    for result, sentence in sentences.items():
        if count[result]:
            yield sentence % {"count": count[result]}


def _troubles(act: BulkAct) -> list[Trouble]:
    """Gather what could not be done, by its reason."""
    by_reason: dict[str, list[str]] = {}
    for outcome in act.outcomes:
        if outcome["result"] not in WELL:
            why = outcome["why"] or str(BulkResult(outcome["result"]).label)
            by_reason.setdefault(why, []).append(reference(outcome["ticket"]))
    return [Trouble(found[:MOST_NAMED], len(found[MOST_NAMED:]), why) for why, found in by_reason.items()]


def outcomes(act: BulkAct, who: Viewer) -> list[Outcome]:
    """Return what became of each ticket, those with trouble first."""
    tickets = Ticket.objects.worked_by(who).in_bulk([outcome["ticket"] for outcome in act.outcomes])
    rows = [
        Outcome(
            reference(outcome["ticket"]),
            tickets.get(outcome["ticket"]),
            str(BulkResult(outcome["result"]).label),
            outcome["why"],
            outcome["result"] in WELL,
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
