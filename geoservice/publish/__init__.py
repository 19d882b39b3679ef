"""For designers: tiles, features, and the filters they share."""
