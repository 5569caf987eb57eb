"""Naming colleagues in a note with ``@``: who is meant, and telling them."""

import re
from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.searchwords import words
from tickets import notices
from tickets.errors import Refused
from tickets.models import Mention, Message, Ticket

_NAME = re.compile(r"(?<![\w.@/+-])@([^\W_][\w.\-]{0,80}(?: [^\W_][\w\-]{0,80}){0,3})")
# More than a team; somebody who names everybody means nobody.
MOST = 20


def meant(text: str, ticket: Ticket) -> list[User]:
    """Return the agents of the ticket's queue whom ``text`` names: by the whole name, the first name, or the address before its @.

    What names nobody is left as text. Raises ``Refused`` when a name may mean several.
    """
    names = _NAME.findall(text)
    if not names:
        return []
    agents: dict[tuple[str, ...], set[User]] = defaultdict(set)
    for agent in User.objects.active().filter(memberships__queue=ticket.queue_id).distinct().order_by("pk"):
        known = tuple(words(agent.display_name))
        for key in (known, known[:1], tuple(words((agent.email or "").partition("@")[0]))):
            if key:
                agents[key].add(agent)
    found: dict[int, User] = {}
    for name in names:
        said = tuple(words(name))
        # The longest name wins: what follows a first name is often the rest of the sentence.
        people = next((agents[said[:length]] for length in range(len(said), 0, -1) if said[:length] in agents), set())
        if len(people) > 1:
            whole = ", ".join(sorted(f"@{person.display_name}" for person in people))
            raise Refused(
                gettext("“@%(name)s” may mean several people: %(people)s. Please write the whole name.") % {"name": name, "people": whole}
            )
        found |= {person.pk: person for person in people}
    return list(found.values())[:MOST]


def name_all(message: Message, people: list[User], *, at: datetime) -> None:
    """Note whom the note ``message`` names, and tell them; nobody is told of themselves."""
    others = [person for person in people if person.pk != message.author_id]
    Mention.objects.bulk_create([Mention(message=message, user=person, at=at) for person in others])
    for person in others:
        notices.tell_mentioned(message, person, at=at)


def read_all(*, by: User, at: datetime | None = None) -> None:
    """Mark everything as read in which ``by`` is named."""
    Mention.objects.unread().filter(user=by).update(read_at=clock.now(at))
