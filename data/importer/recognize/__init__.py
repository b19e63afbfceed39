"""Recognizing a file: its format, its header, its columns, and the meaning of its cells."""
