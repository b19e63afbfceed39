"""What pages cost, on a server of their own."""
