"""The rows that are shown of a judged file before it is imported."""
