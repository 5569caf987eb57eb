"""The text of a queue for a place, in the reader's language."""

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import installation
from accounts.models.named import in_language
from queues.enums import TextPlace
from queues.models import QueueText

# Said where the administrator has written nothing.
BUILT_IN: dict[TextPlace, Promise] = {
    TextPlace.ACKNOWLEDGEMENT: _("A person will read it and answer you by e-mail. You do not have to do anything now."),
    TextPlace.OUT_OF_HOURS: _("We are not there right now. We read your message from {opens_at} on."),
    TextPlace.REJECT_NOT_ENTITLED: _(
        "This help is for members and customers, and we could not find you among them. You can reach us in the ways named below, and "
        "we will gladly tell you how to join."
    ),
    TextPlace.REJECT_NOT_OURS: _("This is not something that we can solve. Whoever runs that service can help you best."),
    TextPlace.REJECT_DUPLICATE: _("You have asked us this before. We answer you there, so that everything stays in one place."),
}


def _texts() -> dict[tuple[int, str], dict[str, str]]:
    """Return what administrators wrote, by queue and place, then by language; remembered for a few seconds."""
    return installation.remembered("queue-texts", _read)


def _read() -> dict[tuple[int, str], dict[str, str]]:
    found: dict[tuple[int, str], dict[str, str]] = {}
    for queue_id, place, language, body in QueueText.objects.values_list("queue_id", "place", "language", "body"):
        found.setdefault((queue_id, place), {})[language] = body
    return found


def text_for(queue_id: int, place: TextPlace, language: str | None) -> str:
    """Return the queue's text for ``place`` in ``language`` or the nearest there is.

    Where the administrator wrote none, it is the built-in one, and empty when there is none.
    """
    written = in_language(_texts().get((queue_id, place), {}), language)
    if written or place not in BUILT_IN:
        return written
    with translation.override(language):
        return str(BUILT_IN[place])
