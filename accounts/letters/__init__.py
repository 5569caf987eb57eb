"""Mails: the words of each, ours or the house's own."""
