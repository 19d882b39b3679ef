"""Curated walks as others read them: bodies in, documents and page texts out."""
