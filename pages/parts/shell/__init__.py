"""What a browser gets around the pages: their document, its scripts, and the answer to an unknown URL."""
