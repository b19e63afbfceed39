"""The rows of an import: staged, judged, merged with stored rows, and written."""
