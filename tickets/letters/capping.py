"""How many automatic mails about one ticket one person gets (docs/decisions/0022-automatic-mail-is-capped.md).

What two programs, or a person and a program, set going between them ends here, whatever its cause. A person's words are never held back.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext_noop

from notifications import addresses
from notifications.enums import DeliveryState
from notifications.models import Delivery
from tickets.enums import Verb, Withholding
from tickets.letters.letter import ORDERS, Letter
from tickets.models import TicketEvent

# So many within so long: the shorter stretch stops what answers itself, the longer one what comes back every hour.
CAPS = ((10, timedelta(hours=1)), (30, timedelta(days=1)))
HELD_BACK = gettext_noop("Not sent: too many automatic e-mails about this ticket.")
# Acknowledgements have caps of their own, and come once. An agent's commands are answered one by one: who wrote them has to know.
FREE = ORDERS | {"acknowledgement", "not_entitled"}


def is_one_too_many(letter: Letter, *, at: datetime) -> bool:
    """Tell whether the reader of an automatic letter got as many about this ticket as anybody gets, counting what was not held back."""
    if not letter.is_automatic or letter.name in FREE:
        return False
    try:
        address = addresses.normalised(letter.to.email or "")
    except ValueError:
        return False
    rows = Delivery.objects.about(letter.ticket.topic).filter(address=address, mail__is_automatic=True)
    newest = rows.exclude(state=DeliveryState.SUPPRESSED, reason=HELD_BACK).exclude(mail__key=letter.key).order_by("-mail_id")
    sent = list(newest.values_list("mail__created_at", flat=True)[: CAPS[-1][0]])
    return any(len(sent) >= most and sent[most - 1] > at - stretch for most, stretch in CAPS)


def note(letter: Letter, *, at: datetime) -> None:
    """Tell agents in the ticket's history that such letters are held back, once within the hour for each reader."""
    why = {"why": Withholding.TICKET_CAP.value, "user": letter.to.pk}
    said = TicketEvent.objects.filter(ticket=letter.ticket, verb=Verb.MAIL_WITHHELD, at__gt=at - CAPS[0][1])
    if not said.filter(payload__why=why["why"], payload__user=letter.to.pk).exists():
        TicketEvent.objects.create(ticket=letter.ticket, at=at, verb=Verb.MAIL_WITHHELD, payload={"mail": letter.name, **why})
