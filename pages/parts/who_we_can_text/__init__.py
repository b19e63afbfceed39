"""The parts of the Who we can text page."""
