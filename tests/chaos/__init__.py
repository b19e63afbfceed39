"""Imports that are killed, and what they leave behind: `python -m tests.chaos [--kills N] [--seed N]`."""
