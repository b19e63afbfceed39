"""Removing rows for good from every table: those of an erased person, or those that have expired."""
