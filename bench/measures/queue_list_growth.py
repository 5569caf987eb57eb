"""Whether the pages of the desk grow slow when only finished tickets grow."""

from contextlib import ExitStack

from bench.browsing import Page, timings
from bench.figures import Figure, figure
from bench.house import house
from bench.measures.queue_list import PATH
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[Figure]:
    """Ask two servers in turn: as many unfinished tickets, among many closed ones and alone."""
    with ExitStack() as houses:
        (many_list, many_ticket), (few_list, few_ticket) = (pages(houses, total, sizes) for total in (sizes.many_tickets, sizes.tickets))
        note = f"time of its queries with {sizes.many_tickets:,} tickets against {sizes.tickets:,}, as many unfinished; 1 is best"
        return [
            growth("queue_list_growth", many_list, few_list, sizes, note),
            growth("ticket_page_growth", many_ticket, few_ticket, sizes, note),
        ]


def pages(houses: ExitStack, total: int, sizes: Sizes) -> tuple[Page, Page]:
    """Open a house with ``total`` tickets, of which ``seed`` leaves at most 2,000 unfinished; return its list and one ticket."""
    here = houses.enter_context(house())
    told = here.ask("bench_rows", "--tickets", str(total), "--messages", str(sizes.messages))
    here.start_web()
    return Page(here.port, PATH, told["agent"]), Page(here.port, f"/desk/tickets/{told['ticket']}/", told["agent"])


def growth(name: str, many: Page, few: Page, sizes: Sizes, note: str) -> Figure:
    """Return how much longer the queries of one page take among ``many`` than among ``few``."""
    slow, quick = timings(many, few, sizes.requests)
    return figure(name, [one.db for one in slow], [one.db for one in quick], unit="ms", note=note)
