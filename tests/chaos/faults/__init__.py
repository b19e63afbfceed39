"""Faults of the machine, and killed servers: each module tries one kind."""
