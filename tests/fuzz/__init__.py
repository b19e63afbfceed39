"""Files that nobody exports, taken in all the same: `python -m tests.fuzz [--minutes N] [--seed N]`."""
