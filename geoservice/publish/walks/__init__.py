"""A planned walk as others read it: GeoJSON, GPX, KML, a token in a link, a printed page."""
