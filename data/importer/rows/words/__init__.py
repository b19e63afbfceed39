"""The words of a file, and what they mean."""
