"""What the product calls things, and every sentence that a person reads."""
