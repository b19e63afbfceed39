"""What the browser gets around the pages: history, focus, announcements, titles and the first load."""
