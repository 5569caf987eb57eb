"""Very many plausible tickets, very fast: for measuring, never for reading."""
