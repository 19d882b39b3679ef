"""Whole collections as files: one filter, every format, all of one moment."""
