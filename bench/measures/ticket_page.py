"""The page that agents work on."""

from bench.browsing import Page
from bench.figures import Figure
from bench.house import house
from bench.measures.pages import against_empty_view
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[Figure]:
    """Ask for a ticket with a long conversation, on the desk."""
    with house() as here:
        told = here.ask("bench_rows", "--tickets", str(sizes.tickets), "--messages", str(sizes.messages))
        here.start_web()
        page = Page(here.port, f"/desk/tickets/{told['ticket']}/", told["agent"])
        return against_empty_view("ticket_page", f"a ticket with {sizes.messages} messages", page, sizes)
