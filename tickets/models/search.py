"""What can be searched."""

from django.db import models

from tickets.models.message import Message
from tickets.models.ticket import Ticket

# A key is the ticket's number, then the message's: entries of one ticket are neighbours, and the newest ticket's come last.
MESSAGE_BITS = 32


class SearchEntry(models.Model):
    """The words of one message, and of its ticket's title and people: folded, in order, with a space between them (at most 100 kB)."""

    id = models.BigIntegerField(primary_key=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="search_entries")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="search_entry")
    internal = models.BooleanField()
    words = models.TextField()

    def __str__(self) -> str:
        return f"{self.ticket_id}.{self.message_id}"

    @staticmethod
    def key(ticket_id: int, message_id: int) -> int:
        """Return the key of a message's entry; with message 0, a number below all entries of the ticket."""
        return ticket_id << MESSAGE_BITS | message_id


class SearchIndex(models.Model):
    """The database's own index of the entries, row by row: see ``tickets.search``. A migration makes its table, which Django cannot."""

    rowid = models.BigIntegerField(primary_key=True)
    words = models.TextField()

    class Meta:
        managed = False
        db_table = "tickets_search"

    def __str__(self) -> str:
        return f"{self.ticket_id}.{self.message_id}"

    @property
    def ticket_id(self) -> int:
        """The number of the ticket."""
        return self.rowid >> MESSAGE_BITS

    @property
    def message_id(self) -> int:
        """The number of the message."""
        return self.rowid & (1 << MESSAGE_BITS) - 1
