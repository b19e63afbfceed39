"""Notes on days in a real browser."""
