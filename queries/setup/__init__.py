"""What the page Setup says of the data and the engine."""
