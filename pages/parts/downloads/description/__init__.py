"""What a downloaded file says of itself: its name, and its About sheet."""
