"""A search of what nearly everybody writes."""

from bench.figures import Figure
from bench.measures.search import measure_word
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[Figure]:
    """Look for one of the most common words of seeded tickets."""
    return measure_word("search_common", "ajuda", "a word that every other ticket has", sizes)
