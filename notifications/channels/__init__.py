"""Ways out of the house. Each takes a composed letter and says what became of it."""
