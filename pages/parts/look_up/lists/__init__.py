"""The look-up of a list: what would happen to each of its numbers if it were texted now."""
