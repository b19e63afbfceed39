"""Pages beyond a wide screen: on paper, on a phone, in the reader's own colors, and charts as pictures."""
