"""Input about people and texts turned into typed values."""
