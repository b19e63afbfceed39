"""The parts of the Numbers to fix page."""
