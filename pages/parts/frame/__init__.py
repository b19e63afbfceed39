"""What every page has around it: head, freshness, errors and refresh."""
