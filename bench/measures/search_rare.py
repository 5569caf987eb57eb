"""A search that finds one ticket among all."""

from bench.figures import Figure
from bench.measures.search import measure_word
from bench.sizes import Sizes


def measure(sizes: Sizes) -> list[Figure]:
    """Look for a word that only the one ticket with a conversation has."""
    return measure_word("search_rare", "payroll", "a word that one ticket has", sizes)
