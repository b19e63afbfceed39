"""Removing rows for good: a commit without them, which nothing can return behind, and no old files."""
