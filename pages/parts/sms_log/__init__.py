"""The parts of the SMS Log page."""
