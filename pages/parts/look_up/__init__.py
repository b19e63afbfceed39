"""The look-up of one number."""
