"""What changes the outbox."""
