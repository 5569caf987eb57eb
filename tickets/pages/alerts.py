"""What a ticket page shows of monitoring."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from tickets.pages.aside import Watched
from tickets.pages.conversation import Fact


def watched_facts(watched: Iterable[Watched]) -> Iterator[Fact]:
    """Yield what monitoring tells of the ticket's problems: how often, and whether it is over."""
    for one in watched:
        said = ngettext("%(count)d alert", "%(count)d alerts", one.alerts) % {"count": one.alerts}
        yield Fact(gettext("Monitoring"), said, note=one.rule)
        if one.over_at is None:
            yield Fact.moment(gettext("Newest alert"), one.newest_at)
        else:
            yield Fact.moment(gettext("Trouble is over since"), one.over_at)
