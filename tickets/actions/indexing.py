"""Keeping the search up to date: whoever changes a message, a title or a queue says so here, in the same transaction."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from tickets.models import Attachment, Message, SearchEntry, SearchIndex, Ticket
from tickets.models.search import MESSAGE_BITS
from tickets.search import index
from tickets.search.entries import entry, head


def message_written(message: Message, *, file_names: list[str] | None = None, is_first: bool = False) -> None:
    """Make a new message findable. Its files are with it already; their names are looked up unless the caller knows them.

    ``is_first``: its ticket is new, and called nothing elsewhere yet.
    """
    if file_names is None:
        file_names = list(Attachment.objects.filter(message=message).order_by("pk").values_list("file_name", flat=True))
    _keep([entry(message, file_names, head(message.ticket, is_new=is_first))])


def message_gone(message: Message) -> None:
    """Let a message that is about to be deleted be found no more."""
    gone = list(SearchEntry.objects.filter(message=message).values_list("pk", flat=True))
    index.forget(gone)
    SearchEntry.objects.filter(pk__in=gone).delete()


def ticket_changed(ticket: Ticket) -> None:
    """Write the entries of all messages of ``ticket`` anew: its title, its queue or its people changed."""
    _write(ticket, list(ticket.messages.all()))


def messages_gone(ticket: Ticket, messages: Iterable[Message]) -> None:
    """Take messages that leave ``ticket`` out of the search; where they arrive, they are written anew."""
    keys = [SearchEntry.key(ticket.pk, message.pk) for message in messages]
    index.forget(keys)
    SearchEntry.objects.filter(pk__in=keys).delete()


def _write(ticket: Ticket, messages: list[Message]) -> None:
    _keep(_entries({ticket.pk: ticket}, messages))


def _entries(tickets: dict[int, Ticket], messages: Iterable[Message]) -> list[SearchEntry]:
    messages = list(messages)
    names: dict[int, list[str]] = defaultdict(list)
    files = Attachment.objects.filter(message__in=[message.pk for message in messages]).order_by("pk")
    for message_id, name in files.values_list("message_id", "file_name"):
        names[message_id or 0].append(name)
    heads = {pk: head(ticket) for pk, ticket in tickets.items()}
    return [entry(message, names[message.pk], heads[message.ticket_id]) for message in messages]


def _keep(entries: list[SearchEntry]) -> None:
    SearchEntry.objects.bulk_create(
        entries, update_conflicts=True, unique_fields=["id"], update_fields=["ticket", "message", "internal", "words"], batch_size=200
    )
    index.store([one.pk for one in entries])


def reindex(below: int, size: int) -> tuple[int, int]:
    """Write the entries of the ``size`` newest tickets below number ``below`` anew, and drop what belongs to no message.

    Return how many tickets those were, and the lowest number. The tickets are locked meanwhile: whoever writes in them waits.
    """
    with transaction.atomic():
        rows = (
            Ticket.objects.filter(pk__lt=below)
            .select_related("requester", "organisation")
            .prefetch_related("external_references")
            .order_by("-pk")[:size]
        )
        found = {ticket.pk: ticket for ticket in rows.select_for_update(of=("self",))}
        lowest = min(found, default=0) if len(found) == size else 0
        entries = _entries(found, Message.objects.filter(ticket__in=list(found)).order_by("pk"))
        _keep(entries)
        between = range(lowest << MESSAGE_BITS, below << MESSAGE_BITS)
        kept = {one.pk for one in entries}
        stale = [key for key in _keys(between) if key not in kept]
        index.forget(stale)
        SearchEntry.objects.filter(pk__in=stale).delete()
    return len(found), lowest


def _keys(between: range) -> set[int]:
    """The keys of entries and of index rows in a range: one may be there without the other."""
    entries = SearchEntry.objects.filter(pk__gte=between.start, pk__lt=between.stop).values_list("pk", flat=True)
    indexed = SearchIndex.objects.filter(rowid__gte=between.start, rowid__lt=between.stop).values_list("rowid", flat=True)
    return {*entries, *indexed}
