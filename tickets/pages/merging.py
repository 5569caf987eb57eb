"""What the page shows on which two tickets are merged: which may be meant, and who will read what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext

from accounts.viewer import Viewer
from tickets.models import Ticket, TicketLink
from tickets.openness import are_one_person_s

OFFERED = 8


@dataclass(frozen=True, slots=True)
class Preview:
    """Two tickets about to become one, and what follows in sentences."""

    target: Ticket
    sentences: tuple[str, ...]


def candidates(ticket: Ticket, who: Viewer) -> list[Ticket]:
    """Return open tickets that may be about the same: linked, of the same person, or in the same queue under the same title."""
    linked = TicketLink.objects.filter(source=ticket).values("target").union(TicketLink.objects.filter(target=ticket).values("source"))
    alike = Q(pk__in=list(linked.values_list("target", flat=True))) | Q(queue_id=ticket.queue_id, title__iexact=ticket.title)
    if ticket.requester_id is not None:
        alike |= Q(requester_id=ticket.requester_id)
    rows = Ticket.objects.worked_by(who).unfinished().exclude(pk=ticket.pk).exclude(merged_root_id=ticket.pk)
    return list(rows.filter(alike).with_people().order_by("-touched_at", "-pk")[:OFFERED])


def preview(ticket: Ticket, target: Ticket) -> Preview:
    """Return who will read what once ``ticket`` goes on in ``target``."""
    return Preview(target, tuple(_sentences(ticket, target)))


def _sentences(ticket: Ticket, target: Ticket) -> Iterator[str]:
    names = {"here": ticket.reference, "there": target.reference}
    yield gettext("You and your colleagues read both conversations in %(there)s. Whoever opens %(here)s gets there.") % names
    yield from _about_requesters(ticket, target)
    yield gettext("E-mails with the old reference arrive in %(there)s. The times of %(here)s stop; it stands in no list.") % names
    yield gettext("You can undo this at any time: nothing is moved or copied.")


def _about_requesters(ticket: Ticket, target: Ticket) -> Iterator[str]:
    asks = ticket.requester
    if asks is None:
        return
    names = {"name": asks.display_name, "there": target.reference}
    if are_one_person_s(ticket, target):
        yield gettext("%(name)s asked both, so they read both in %(there)s. No e-mail is sent.") % names
        return
    if asks.pk == target.requester_id:
        yield gettext("%(name)s seems to have asked both, but nobody has confirmed it. They read both only after signing in.") % names
        return
    if not ticket.can_be_mailed:
        yield gettext("%(name)s has no e-mail: tell them another way. They do not see %(there)s.") % names
        return
    yield gettext("%(name)s is told by e-mail that we work on it together with another ticket, and again when it is solved.") % names
    yield gettext("They see what they wrote themselves, and neither %(there)s nor who asked there; nor the other way round.") % names
