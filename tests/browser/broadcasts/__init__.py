"""The Broadcasts page in a real browser."""
