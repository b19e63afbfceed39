"""Undelivered texts by broadcast, school or reason."""
