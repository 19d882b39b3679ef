"""Tours: the best order of stops, and the stops from which one learns most in a time."""
