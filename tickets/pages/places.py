"""The lists that the desk has, and what each chooses among."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from queues.models import Queue
from tickets.list_enums import Standing
from tickets.models import Ticket
from tickets.pages import saved_views
from tickets.querysets import TicketQuerySet

# What lists of no queue are called in addresses about them; the sign is none that a queue's word may have.
MINE, PASSED_ON = "mine", "~passed-on"


@dataclass(frozen=True, slots=True)
class Place:
    """A list: of one queue, of all the agent's queues, or of what is theirs."""

    title: str
    url: str
    queues: list[Queue]
    # The saved views of the list, own ones first.
    views: list[saved_views.View] = field(default_factory=list)
    is_one: bool = False
    is_mine: bool = False
    is_passed_on: bool = False

    @property
    def is_worked_on(self) -> bool:
        """Whether the agent works on its tickets, and does not only read them."""
        return not self.is_passed_on

    @property
    def queue(self) -> Queue | None:
        """The queue, where the list is about one."""
        return self.queues[0] if self.is_one else None

    @property
    def start(self) -> str:
        """The filters and the order that the list begins with when its address says nothing; empty for everything open."""
        return next((view.query for view in self.views if view.is_start), "")

    @property
    def everything(self) -> str:
        """The address of everything open, whatever the list begins with."""
        return f"{self.url}?status={Standing.UNFINISHED.value}" if self.start else self.url

    @property
    def word(self) -> str:
        """What the list is called in addresses about it."""
        return self.queue.slug if self.queue is not None else MINE if self.is_mine else PASSED_ON if self.is_passed_on else ""

    def rows(self, who: Viewer) -> TicketQuerySet:
        """The tickets the list chooses among."""
        if self.is_passed_on:
            return Ticket.objects.passed_on_by(who)
        if self.queue is not None:
            return Ticket.objects.worked_by(who).filter(queue_id=self.queue.pk)
        rows = Ticket.objects.worked_by(who)
        return rows.owned_by(who.user_id) if self.is_mine else rows


def of_queue(queue: Queue) -> Place:
    """Return the list of one queue."""
    views = [view for view in saved_views.read([queue]) if view.queue_id == queue.pk]
    return Place(queue.name, reverse("desk:queue", args=[queue.slug]), [queue], views, is_one=True)


def of_all(queues: list[Queue]) -> Place:
    """Return the list of all the agent's queues."""
    views = [view for view in saved_views.read(queues) if view.queue_id is None]
    return Place(gettext("All my queues"), reverse("desk:tickets"), queues, views)


def of_mine(queues: list[Queue]) -> Place:
    """Return the list of the agent's own tickets. It has no views of its own: they are views of all queues."""
    return Place(gettext("Assigned to me"), reverse("desk:mine"), queues, is_mine=True)


def of_passed_on(queues: list[Queue]) -> Place:
    """Return the list of what the agent's queues passed on and go on reading."""
    return Place(gettext("Passed on"), reverse("desk:passed_on"), queues, is_passed_on=True)
