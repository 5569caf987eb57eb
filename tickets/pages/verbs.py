"""What can be done with a ticket now: the desk's buttons, and the page of a verb that asks for more."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext

from accounts.viewer import Viewer
from tickets import permissions
from tickets.enums import Status
from tickets.forms.work import VERB_FORMS
from tickets.models import Ticket

# Done seldom: in the menu behind the buttons, in the order of the table.
RARE = frozenset(
    {
        "consult",
        "diagnose",
        "followers",
        "link",
        "merge",
        "offer_appointment",
        "refer",
        "reject",
        "retitle",
        "split",
        "take_conversation",
        "withdraw_links",
    }
)
# Their pages show more than would fit onto the ticket's.
PAGES = frozenset({"consult", "followers", "link", "merge", "split"})


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: a button that does it, or (``asks``) a link to its form; ``is_rare`` ones wait in the menu behind the line."""

    name: str
    label: str
    url: str
    asks: bool
    form: Form | None = None
    is_page: bool = False
    is_rare: bool = False

    @property
    def act(self) -> str:
        """The words of the button below the form."""
        return gettext("Save") if self.name in {"triage", "diagnose", "conclude_appointment", "refer"} else self.label

    @property
    def is_danger(self) -> bool:
        """Whether it ends somebody's hope."""
        return self.name == "reject"


def verbs(ticket: Ticket, who: Viewer, *, has_open_parts: bool = False) -> Iterator[Verb]:
    """Yield the verbs that ``who`` may use on ``ticket``, in the order of the work. No form is made: each has its own address.

    With ``has_open_parts``, closing asks what becomes of them.
    """
    may_work = permissions.may_work_on(who, ticket)
    for name, (label, is_offered) in _table(ticket, who).items():
        if is_offered and may_work and not ticket.is_merged:
            asks = name in PAGES or (name in VERB_FORMS and not _is_plain(name, ticket, has_open_parts=has_open_parts))
            yield Verb(name, label, _url(name, ticket), asks=asks, is_page=name in PAGES, is_rare=_is_rare(name, ticket))


def asked(name: str, ticket: Ticket, who: Viewer, form: Form) -> Verb:
    """Return the verb ``name`` with its form, to show; also where it is no longer offered, because the ticket moved meanwhile."""
    label, _is_offered = _table(ticket, who)[name]
    return Verb(name, label, _url(name, ticket), asks=True, form=form)


def _url(name: str, ticket: Ticket) -> str:
    return reverse(f"desk:{name}", args=[ticket.pk])


def _is_rare(name: str, ticket: Ticket) -> bool:
    """Whether it waits in the menu: what is seldom done, and what was done once and is seldom done again."""
    done = {"take": ticket.owner_id is not None, "triage": bool(ticket.kind) and ticket.category_id is not None}
    return name in RARE or done.get(name, False)


def _is_plain(name: str, ticket: Ticket, *, has_open_parts: bool) -> bool:
    """Whether one click is enough although there is a form: going on with what only waited needs no word, nor closing what is done."""
    return (name == "reopen" and ticket.status == Status.STALLED) or (name == "close" and not has_open_parts)


def _done_back(ticket: Ticket) -> str:
    if ticket.came_from is None:
        return gettext("Done, back")
    return gettext("Done, back to %(queue)s") % {"queue": ticket.came_from.name}


def _table(ticket: Ticket, who: Viewer) -> dict[str, tuple[str, bool]]:
    return {
        "take": (gettext("Take it"), not permissions.is_owner(who, ticket)),
        # Offered on the desk's home, beside news of people who are away.
        "take_over": (gettext("Take over"), False),
        "reopen": (gettext("Go on") if ticket.status == Status.STALLED else gettext("Reopen"), ticket.is_resting),
        "close": (gettext("Close"), ticket.status == Status.RESOLVED),
        "triage": (gettext("Sort"), True),
        "retitle": (gettext("Rename"), True),
        "assign": (gettext("Assign"), True),
        "take_conversation": (
            gettext("Take the conversation"),
            ticket.contact_id not in {None, who.user_id} and ticket.is_unfinished,
        ),
        "diagnose": (gettext("Diagnose"), ticket.is_unfinished and ticket.category_id is not None),
        "offer_appointment": (gettext("Offer an appointment"), ticket.is_unfinished and ticket.appointment_id is None),
        # Offered where the page speaks of the appointment.
        "book_appointment": (gettext("Book the appointment"), False),
        "move_appointment": (gettext("Move the appointment"), False),
        "cancel_appointment": (gettext("Cancel the appointment"), False),
        "conclude_appointment": (gettext("How did the appointment go?"), False),
        "escalate": (gettext("Escalate"), ticket.is_unfinished and not ticket.is_top_tier),
        "hand_back": (gettext("Hand back"), ticket.is_unfinished and ticket.tier > 1),
        "send_back": (_done_back(ticket), ticket.is_unfinished and ticket.came_from is not None and ticket.came_from.is_active),
        "transfer": (gettext("Pass on"), ticket.is_unfinished),
        "consult": (gettext("Ask somebody outside"), ticket.can_be_answered),
        "followers": (gettext("Followers"), True),
        "link": (gettext("Link"), True),
        "merge": (gettext("Merge"), True),
        "split": (gettext("Split"), True),
        "stall": (gettext("Stall"), ticket.can_become(Status.STALLED)),
        "reject": (gettext("Reject"), ticket.can_become(Status.REJECTED)),
        # Without an answer there is nothing that our standard words could refer to.
        "resolve": (gettext("Resolve"), ticket.can_become(Status.RESOLVED) and ticket.answered_at is not None),
        "withdraw_links": (gettext("Withdraw links"), ticket.requester_id is not None),
        "refer": (gettext("External reference"), True),
    }
