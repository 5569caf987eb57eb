"""The page that agents look at all day."""

from bench.browsing import Page
from bench.figures import Figure
from bench.house import house
from bench.measures.pages import against_empty_view
from bench.sizes import Sizes

PATH = "/desk/queues/support/"


def measure(sizes: Sizes) -> list[Figure]:
    """Ask for the list of a queue full of unfinished tickets."""
    with house() as here:
        told = here.ask("bench_rows", "--tickets", str(sizes.tickets))
        here.start_web()
        page = Page(here.port, PATH, told["agent"])
        return against_empty_view("queue_list", f"the list of support, {sizes.tickets:,} unfinished tickets in all,", page, sizes)
