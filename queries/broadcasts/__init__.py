"""The questions about whom broadcasts reached, and how little of the log they read."""
