"""The whole system, started with real processes on free ports and walked through from outside: ``bin/smoke``."""
