"""What people propose: kept apart from what is published until a curator approves it."""
