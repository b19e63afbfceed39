"""The vocabulary of the product, and every sentence that a person reads."""
