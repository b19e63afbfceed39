"""The rows of an import: staged, judged, merged with what is stored, and written."""
