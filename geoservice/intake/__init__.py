"""Bringing data in: OpenStreetMap files, tables, districts and population."""
