"""Curated walks: drawn by a curator, checked over the walk network, published, rated."""
