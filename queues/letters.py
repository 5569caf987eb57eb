"""The words that queues have for the mails about their tickets."""

from collections.abc import Mapping

from accounts import installation
from accounts.letters.words import Words, Written
from queues.models import QueueWording


def words_of_queue(queue_id: int) -> Written:
    """Return the queue's own words, by mail and language; remembered as long as the house's row."""
    return installation.remembered("queue-wordings", _read).get(queue_id, {})


def _read() -> Mapping[int, Written]:
    found: dict[int, dict[tuple[str, str], Words]] = {}
    for row in QueueWording.objects.all():
        found.setdefault(row.queue_id, {})[row.name, row.language] = Words.of(row)
    return found
