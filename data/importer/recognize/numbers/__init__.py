"""The number in a cell, beside notes, extensions, placeholders and other numbers."""
