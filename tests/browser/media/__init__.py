"""Pages on paper, on phones and in high contrast, and charts as pictures, in a real browser."""
