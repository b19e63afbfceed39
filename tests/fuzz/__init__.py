"""Damaged files that are imported all the same: `python -m tests.fuzz [--minutes N] [--seed N]`."""
