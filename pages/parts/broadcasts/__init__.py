"""The parts of the Broadcasts page: the list of broadcasts, and the report of one of them."""
