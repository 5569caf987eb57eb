"""The page that everybody meets first."""

from bench.browsing import Page
from bench.figures import Figure
from bench.house import house
from bench.measures.pages import against_empty_view
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[Figure]:
    """Ask for the form of a new ticket as somebody who is signed in, so that both sides load a person."""
    with house() as here:
        told = here.ask("bench_rows")
        here.start_web()
        page = Page(here.port, "/tickets/new/", told["requester"])
        return against_empty_view("public_form", "the form of a new ticket", page, sizes)
