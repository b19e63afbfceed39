"""`make mutants`: plant one error at a time in the code, and count how many the tests catch."""
