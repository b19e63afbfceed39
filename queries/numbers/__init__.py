"""Questions about the numbers of contacts, and the filter fields of their pages."""
