"""Reminders to families whose numbers are still to answer: who, what they get, and what came of it."""
