"""Who a signed-in person is to the desk."""

from accounts.viewer import Viewer
from queues.models import Membership


def viewer_of(user_id: int, granted_tickets: frozenset[int] = frozenset()) -> Viewer:
    """Return the viewer for a person: their queues and lines, read with one query."""
    works = list(Membership.objects.of(user_id).values_list("queue_id", "tier", "is_lead"))
    return Viewer(
        user_id=user_id,
        queue_ids=frozenset(queue for queue, _tier, _leads in works),
        granted_tickets=granted_tickets,
        lines=frozenset((queue, tier) for queue, tier, _leads in works),
        led_queues=frozenset(queue for queue, _tier, leads in works if leads),
    )
