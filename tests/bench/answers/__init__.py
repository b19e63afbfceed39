"""What answers cost, asked without a page."""
