"""A proof: everything that is stored about a number or a broadcast, in one file that shows every change."""
