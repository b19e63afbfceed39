"""Filters: the fields, the date ranges, what narrows a page, and the URL."""
