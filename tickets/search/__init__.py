"""Searching tickets: what is written into the index, how somebody asks, and the two databases' ways to answer."""
