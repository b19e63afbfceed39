"""JSON files: the text in parts, the records in it, and each record as a row of cells."""
