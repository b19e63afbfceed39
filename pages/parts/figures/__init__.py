"""More about one figure of a page: how it is counted, and what can be done with what it counts."""
