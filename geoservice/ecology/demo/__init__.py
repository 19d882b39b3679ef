"""What is known of the sample city beside its map: small, true, and written for it."""
