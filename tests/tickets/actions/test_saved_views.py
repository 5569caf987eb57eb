"""Keeping, sharing and ordering views of lists."""

import pytest

from tickets.actions import saved_views
from tickets.errors import Refused
from tickets.models import SavedView, StartView

pytestmark = pytest.mark.django_db


def named(owner, queue=None) -> list[str]:
    return list(SavedView.objects.filter(owner=owner, queue=queue).order_by("position", "pk").values_list("name", flat=True))


def test_a_view_saved_twice_is_saved_once(agent, support):
    views = [saved_views.keep(name="Urgent", queue=support, query="priority=4", by=agent) for _ in range(2)]

    assert views[0].pk == views[1].pk
    assert SavedView.objects.count() == 1


def test_another_view_of_the_same_name_is_refused_until_it_shall_replace_it(agent, support):
    first = saved_views.keep(name="Urgent", queue=support, query="priority=4", by=agent)

    with pytest.raises(Refused, match="a view of this name already"):
        saved_views.keep(name="Urgent", queue=support, query="priority=3", by=agent)
    saved_views.keep(name="Urgent", queue=support, query="priority=3", replaces=True, by=agent)

    first.refresh_from_db()
    assert (first.query, SavedView.objects.count()) == ("priority=3", 1)


def test_a_view_of_another_list_is_never_replaced(agent, support):
    saved_views.keep(name="Urgent", queue=support, query="priority=4", by=agent)

    with pytest.raises(Refused, match="a view of this name already"):
        saved_views.keep(name="Urgent", queue=None, query="priority=4", replaces=True, by=agent)


def test_two_agents_may_use_one_name(agent, lead, support):
    for person in (agent, lead):
        saved_views.keep(name="Urgent", queue=support, query="priority=4", by=person)

    assert SavedView.objects.filter(name="Urgent").count() == 2


def test_a_view_without_filters_is_refused(agent, support):
    with pytest.raises(Refused, match="choose a filter or an order first"):
        saved_views.keep(name="All", queue=support, query="", by=agent)


def test_fifty_views_are_enough(agent):
    for number in range(saved_views.MOST):
        SavedView.objects.create(owner=agent, name=f"View {number}", query="priority=4")

    with pytest.raises(Refused, match="You have 50 views already"):
        saved_views.keep(name="One more", queue=None, query="priority=4", by=agent)


def test_a_name_that_is_taken_is_refused_when_renaming(agent):
    first, second = (saved_views.keep(name=name, queue=None, query="priority=4", by=agent) for name in ("One", "Two"))

    with pytest.raises(Refused, match="a view of this name already"):
        saved_views.rename(second, name="One", by=agent)
    saved_views.rename(first, name="First", by=agent)

    assert named(agent) == ["First", "Two"]


def test_views_of_all_queues_cannot_be_shared(lead):
    view = saved_views.keep(name="Mine", queue=None, query="owner=me", by=lead)

    with pytest.raises(Refused, match="Only views of one queue"):
        saved_views.share(view, by=lead)


def test_a_view_that_is_no_longer_shared_begins_nobody_else_s_list(lead, agent, support):
    view = saved_views.share(saved_views.keep(name="Urgent", queue=support, query="priority=4", by=lead), by=lead)
    for person in (lead, agent):
        saved_views.begin_with(view, by=person)

    saved_views.unshare(view, by=lead)

    assert list(StartView.objects.values_list("user", flat=True)) == [lead.pk]


def test_views_change_places(agent):
    views = [saved_views.keep(name=name, queue=None, query="priority=4", by=agent) for name in ("One", "Two", "Three")]

    saved_views.move(views[2], up=True, by=agent)
    assert named(agent) == ["One", "Three", "Two"]

    saved_views.move(views[0], up=False, by=agent)
    assert named(agent) == ["Three", "One", "Two"]

    saved_views.move(views[2], up=True, by=agent)
    saved_views.move(views[1], up=False, by=agent)
    assert named(agent) == ["Three", "One", "Two"]


def test_a_list_begins_with_one_view(agent, support):
    views = [saved_views.keep(name=name, queue=support, query="priority=4", by=agent) for name in ("One", "Two")]
    everywhere = saved_views.keep(name="Everywhere", queue=None, query="priority=4", by=agent)

    for view in (*views, everywhere, everywhere):
        saved_views.begin_with(view, by=agent)

    assert set(StartView.objects.values_list("view", flat=True)) == {views[1].pk, everywhere.pk}
    saved_views.begin_with_all(everywhere, by=agent)
    assert list(StartView.objects.values_list("view", flat=True)) == [views[1].pk]


def test_a_deleted_view_begins_nothing(agent, support):
    view = saved_views.keep(name="One", queue=support, query="priority=4", by=agent)
    saved_views.begin_with(view, by=agent)

    saved_views.delete(view, by=agent)

    assert (SavedView.objects.count(), StartView.objects.count()) == (0, 0)
