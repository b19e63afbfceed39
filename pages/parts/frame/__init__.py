"""The frame of every page: head, freshness, errors and refresh."""
