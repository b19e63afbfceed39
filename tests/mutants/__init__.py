"""`make mutants`: plant one fault at a time in the code, and count how many of them the tests catch."""
