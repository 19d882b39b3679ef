"""A learning space as people read it: its page, and what its card on the map tells."""
