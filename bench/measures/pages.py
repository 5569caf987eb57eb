"""What the measures of pages share: a page against the empty view, on the same server."""

from bench.browsing import Page, rate, timings
from bench.figures import Figure, figure, interleave
from bench.sizes import Sizes


def against_empty_view(name: str, what: str, page: Page, sizes: Sizes) -> list[Figure]:
    """Return three figures for ``page``: requests a second, and milliseconds inside the server, by the clock and of a processor.

    ``what`` describes the page.
    """
    empty = Page(page.port, "/bench/empty/", page.cookie)
    ours, bare = timings(page, empty, sizes.requests)
    rates = interleave(sizes.rounds, rate(page, sizes.seconds), rate(empty, sizes.seconds))
    queries = f"{ours[-1].queries} queries against {bare[-1].queries}"
    return [
        figure(name, *rates, unit="requests/s", note=f"{what} against the empty view; more is better"),
        figure(
            f"{name}_server_time",
            [one.app for one in ours],
            [one.app for one in bare],
            unit="ms",
            note=f"the same, one request at a time, {queries}; less is better",
        ),
        figure(
            f"{name}_processor_time",
            [one.cpu for one in ours],
            [one.cpu for one in bare],
            unit="ms",
            note="the same, without waiting for the database or for other programs; less is better",
        ),
    ]
