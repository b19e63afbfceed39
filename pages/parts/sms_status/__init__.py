"""The parts of the SMS Status page."""
