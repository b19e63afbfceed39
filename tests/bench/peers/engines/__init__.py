"""The engines: each has its own idiom for the same three questions."""
