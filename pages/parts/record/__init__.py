"""The parts of the Record page."""
