"""Coverage as others ask for it and read it: JSON, CSV, GeoJSON, XLSX, bytes for a live map."""
