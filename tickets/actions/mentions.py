"""Naming colleagues in a note with ``@``: who is meant, and telling them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext

from accounts.models import User
from foundation import clock
from foundation.searchwords import words
from tickets import notices
from tickets.errors import Refused
from tickets.models import Mention, Message, Ticket

_NAME = re.compile(r"(?<![\w.@/+-])@([^\W_][\w.\-]{0,80}(?: [^\W_][\w\-]{0,80}){0,3})")
Name = tuple[str, ...]
# More than a team; somebody who names everybody means nobody.
MOST = 20


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody who may be named: who it is, and ``call``, what to write after the ``@``."""

    name: str
    address: str
    call: str


def meant(text: str, ticket: Ticket) -> list[User]:
    """Return the agents of the ticket's queue whom ``text`` names: by the whole name, the first name, or the address before its @.

    What names nobody is left as text. Raises ``Refused`` when a name may mean several.
    """
    names = _NAME.findall(text)
    if not names:
        return []
    known = _known(_agents(ticket))
    found: dict[int, User] = {}
    for name in names:
        people = _called(name, known)
        if len(people) > 1:
            whole = ", ".join(sorted(f"@{person.display_name}" for person in people))
            raise Refused(
                gettext("“@%(name)s” may mean several people: %(people)s. Please write the whole name.") % {"name": name, "people": whole}
            )
        found |= {person.pk: person for person in people}
    return list(found.values())[:MOST]


def offered(ticket: Ticket, text: str, *, by: User) -> list[Offer]:
    """Return whom ``by`` may name in a note of ``ticket``, those with every word of ``text`` at the beginning of a word of theirs."""
    agents = _agents(ticket)
    known, wanted = _known(agents), words(text[:200])
    return [
        Offer(person.display_name, person.email or "", _call(person, known))
        for person in agents
        if person != by and all(any(own.startswith(word) for own in _words_of(person)) for word in wanted)
    ]


def _agents(ticket: Ticket) -> list[User]:
    return list(User.objects.active().filter(memberships__queue=ticket.queue_id).distinct().order_by("name", "pk"))


def _words_of(person: User) -> list[str]:
    return [*words(person.display_name), *words((person.email or "").partition("@")[0])]


def _known(agents: list[User]) -> dict[Name, set[User]]:
    """Return whom each name means."""
    known: dict[Name, set[User]] = defaultdict(set)
    for agent in agents:
        whole = tuple(words(agent.display_name))
        for name in (whole, whole[:1], tuple(words((agent.email or "").partition("@")[0]))):
            if name:
                known[name].add(agent)
    return known


def _called(name: str, known: dict[Name, set[User]]) -> set[User]:
    """Return whom ``name`` means. The longest name wins: what follows a first name is often the rest of the sentence."""
    said = tuple(words(name))
    return next((known[said[:length]] for length in range(len(said), 0, -1) if said[:length] in known), set())


def _call(person: User, known: dict[Name, set[User]]) -> str:
    """Return what to write after the ``@`` so that it means ``person`` alone: the name where that is enough, else the address's first part."""
    ways = (person.display_name, (person.email or "").partition("@")[0])
    is_sure = (way for way in ways if _NAME.fullmatch(f"@{way}") and _called(way, known) == {person})
    return next(is_sure, person.display_name)


def name_all(message: Message, people: list[User], *, at: datetime) -> None:
    """Note whom the note ``message`` names, and tell them; nobody is told of themselves."""
    others = [person for person in people if person.pk != message.author_id]
    Mention.objects.bulk_create([Mention(message=message, user=person, at=at) for person in others])
    for person in others:
        notices.tell_mentioned(message, person, at=at)


def read_all(*, by: User, at: datetime | None = None) -> None:
    """Mark everything as read in which ``by`` is named."""
    Mention.objects.unread().filter(user=by).update(read_at=clock.now(at))
