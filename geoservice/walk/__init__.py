"""For walkers: when a space is open; the walk network."""
