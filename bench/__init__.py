"""Measures Suport. Every figure stands beside a baseline of the same run: ``make bench [ONLY=name]``."""
