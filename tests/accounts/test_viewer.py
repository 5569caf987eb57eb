"""Who looks."""

from accounts.viewer import ANONYMOUS, Viewer


def test_somebody_who_works_in_a_queue_is_an_agent():
    assert Viewer(user_id=1, queue_ids=frozenset({7})).is_agent is True


def test_nobody_in_particular_sees_nothing():
    assert (ANONYMOUS.is_agent, ANONYMOUS.user_id, ANONYMOUS.granted_tickets) == (False, None, frozenset())
