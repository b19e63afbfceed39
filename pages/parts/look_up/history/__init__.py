"""What happened to a number: its texts, the changes of its status, and its status on an earlier day."""
