"""Talking to mail servers that hold mail for us."""
