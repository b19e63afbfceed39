"""JSON files: their text read in parts, the records in it, and each record as a row of cells."""
