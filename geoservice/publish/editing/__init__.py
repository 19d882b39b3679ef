"""What curators send: GeoJSON features and merge patches, read into edits."""
