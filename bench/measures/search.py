"""What the measures of searches share: one word, among many tickets and among few."""

from contextlib import ExitStack

from bench.browsing import Page, timings
from bench.figures import Figure, figure
from bench.house import house
from bench.measures.pages import against_empty_view
from bench.sizes import Sizes


def measure_word(name: str, word: str, what: str, sizes: Sizes) -> list[Figure]:
    """Return what ``word`` costs against the empty view among many tickets, and its queries there against those among few."""
    with ExitStack() as houses:
        many, few = (page(houses, word, total, sizes) for total in (sizes.many_tickets, sizes.tickets))
        figures = against_empty_view(name, f"a search of {what} among {sizes.many_tickets:,} tickets", many, sizes)
        slow, quick = timings(many, few, sizes.requests)
        note = f"time of its queries with {sizes.many_tickets:,} tickets against {sizes.tickets:,}; 1 is best"
        return [*figures, figure(f"{name}_growth", [one.db for one in slow], [one.db for one in quick], unit="ms", note=note)]


def page(houses: ExitStack, word: str, total: int, sizes: Sizes) -> Page:
    """Open a house with ``total`` tickets, and one with a conversation; return the page of the search."""
    here = houses.enter_context(house())
    told = here.ask("bench_rows", "--tickets", str(total), "--messages", str(sizes.messages))
    here.start_web()
    return Page(here.port, f"/desk/search/?q={word}", told["agent"])
