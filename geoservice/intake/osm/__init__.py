"""OpenStreetMap files: learning spaces, walkable streets, basemap areas and districts."""
