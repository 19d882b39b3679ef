"""Editing what is published: checked, versioned, and written down so that it can be undone."""
