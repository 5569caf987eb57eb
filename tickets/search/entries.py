"""The words of a ticket's messages."""

from collections.abc import Iterable, Mapping, Sequence

from foundation import searchwords
from tickets.models import Message, SearchEntry, Ticket
from tickets.references import reference
from tickets.search.phrases import marked, queue_mark


def head(ticket: Ticket, *, is_new: bool = False) -> list[str]:
    """Return what all entries of a ticket have: reference, queue, title, requester, organisation and what it is called elsewhere.

    The last four both free and by field. A ticket that ``is_new`` is called nothing elsewhere yet.
    """
    requester = ticket.requester
    fields = {
        "title": ticket.title,
        "requester": f"{requester.name} {requester.email or ''}" if requester is not None else "",
        "organisation": ticket.organisation.name if ticket.organisation is not None else "",
    }
    others = [] if is_new else [searchwords.words(other.text) for other in ticket.external_references.all()]
    elsewhere = [word for words in others for word in [*marked("ref", words), *words]]
    endings = [word for text in fields.values() for word in searchwords.endings(text)]
    return [*about(ticket.pk, ticket.queue_id, {field: searchwords.words(text) for field, text in fields.items()}), *elsewhere, *endings]


def about(number: int, queue_id: int, fields: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the head of ticket ``number`` from the words of its ``fields``."""
    by_field = [word for field, words in fields.items() for word in marked(field, words)]
    free = [word for words in fields.values() for word in words]
    return [queue_mark(queue_id), *by_field, *searchwords.words(reference(number)), *free]


def entry(message: Message, file_names: Iterable[str], head: Sequence[str]) -> SearchEntry:
    """Return the entry of ``message`` with its files; ``head`` is its ticket's. Where all is too long, the text is cut."""
    # What a mail quotes stands in the messages before it, unless the mail says nothing else.
    text = message.body or message.quoted
    file_names = list(file_names)
    names = " ".join((message.author_name, *file_names))
    files = [word for name in file_names for word in marked("file", searchwords.words(name))]
    words = [*head, *files, *searchwords.words(names), *searchwords.words(text), *searchwords.endings(text)]
    return SearchEntry(
        id=SearchEntry.key(message.ticket_id, message.pk),
        ticket_id=message.ticket_id,
        message=message,
        internal=message.is_note,
        words=joined(words),
    )


def joined(words: Iterable[str]) -> str:
    """Return words as an entry keeps them, within its limit."""
    whole = list(words)
    text = " ".join(whole)
    return text if len(text.encode()) <= searchwords.MOST_BYTES else " ".join(searchwords.within(searchwords.MOST_BYTES, whole))
