"""The people of a wide contact list: several contacts in a row, each with several numbers."""
