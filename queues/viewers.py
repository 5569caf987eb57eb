"""Who a signed-in person is to the desk."""

from accounts.viewer import Viewer
from queues.models import Membership


def viewer_of(user_id: int, granted_tickets: frozenset[int] = frozenset()) -> Viewer:
    """Return the viewer for a person: their queues, read with one query."""
    return Viewer(
        user_id=user_id,
        queue_ids=frozenset(Membership.objects.of(user_id).values_list("queue_id", flat=True)),
        granted_tickets=granted_tickets,
    )
