"""What is measured: a module for each name, with ``measure(sizes)``."""
