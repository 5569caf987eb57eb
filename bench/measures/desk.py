"""The desk among a million tickets: whether its pages stay as quick as among ten thousand, and what they cost beside an empty view."""

from contextlib import ExitStack
from dataclasses import dataclass
from time import perf_counter

from bench.browsing import Asking, Page, Post, timings
from bench.figures import Figure, figure
from bench.house import house
from bench.servers import postgresql_where_there_is_one
from bench.sizes import Sizes

# Opening is capped per network and hour, so it is tried less often than pages are read.
FEWER = 4


@dataclass(frozen=True)
class Desk:
    """One house with ``tickets`` tickets: its pages by name, the empty view, and how many seconds its tickets took to load."""

    tickets: int
    pages: dict[str, Asking]
    empty: Page
    seconds: float


def measure(sizes: Sizes) -> list[Figure]:
    """Compare each page of the desk in two houses, and with the empty view of the larger one. PostgreSQL, where there is one."""
    with ExitStack() as cleanup:
        cleanup.enter_context(postgresql_where_there_is_one())
        few, many = (open_desk(cleanup, total, sizes) for total in (sizes.desk_few_tickets, sizes.desk_tickets))
        figures: list[Figure] = []
        for name in few.pages:
            figures += _figures(name, few, many, sizes.desk_requests // (FEWER if name == "open" else 1))
        return [*figures, _seed(few, many)]


def open_desk(houses: ExitStack, total: int, sizes: Sizes) -> Desk:
    """Open a house with ``total`` tickets and one with a conversation; return its pages."""
    here = houses.enter_context(house())
    started = perf_counter()
    told = here.ask("bench_rows", "--tickets", str(total), "--messages", str(sizes.desk_messages))
    seconds = perf_counter() - started
    here.start_web()
    agent, port = told["agent"], here.port
    words = {"title": "The printer is dark", "body": "Since this morning the printer shows no light."}
    pages: dict[str, Asking] = {
        "list": Page(port, "/desk/queues/support/", agent),
        "ticket": Page(port, f"/desk/tickets/{told['ticket']}/", agent),
        "home": Page(port, "/desk/", agent),
        "search_rare": Page(port, "/desk/search/?q=payroll", agent),
        "search_common": Page(port, "/desk/search/?q=ajuda", agent),
        "open": Post(
            port, "/tickets/new/", told["requester"], {**words, "name": "Requester", "email": "requester@example.net"}, "/receipt/"
        ),
    }
    return Desk(total, pages, Page(port, "/bench/empty/", agent), seconds)


def _figures(name: str, few: Desk, many: Desk, requests: int) -> list[Figure]:
    """Return the two figures of one page, by the clock inside the server."""
    slow, quick = timings(many.pages[name], few.pages[name], requests)
    ours, bare = timings(many.pages[name], many.empty, requests)
    return [
        figure(
            f"desk.{name}.growth",
            [one.app for one in slow],
            [one.app for one in quick],
            unit="ms",
            note=f"a request with {many.tickets:,} tickets against {few.tickets:,}, {slow[-1].queries} queries; 1 is best",
        ),
        figure(
            f"desk.{name}.over_empty_view",
            [one.app for one in ours],
            [one.app for one in bare],
            unit="ms",
            note=f"a request with {many.tickets:,} tickets against the empty view of the same server; less is better",
        ),
    ]


def _seed(few: Desk, many: Desk) -> Figure:
    note = f"loading {many.tickets:,} tickets, indexes included, against {few.tickets:,}; {many.tickets / few.tickets:g} would be in step"
    return figure("desk.seed", [many.seconds], [few.seconds], unit="s", note=note)
