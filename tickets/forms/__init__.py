"""Input turned into typed values."""
