"""The way from a reason to its texts."""
