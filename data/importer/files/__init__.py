"""Files of every format, opened as records of text cells with the line on which each begins."""
