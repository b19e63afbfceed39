"""The same questions, asked of other engines over the same texts."""
