"""Ids of texts and contacts: which cells are none, and which text is which if a file has none."""
