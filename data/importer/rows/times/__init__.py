"""Times as files write them: what a cell states, in which order its date is, and in which zone."""
