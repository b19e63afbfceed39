"""Imports that are killed, and what is left of them: `python -m tests.chaos [--kills N] [--seed N]`."""
