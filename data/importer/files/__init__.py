"""Opening a file, whatever its container: every record as text cells, with the line on which it begins."""
