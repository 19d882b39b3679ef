"""The map on which a city learns: store, serve and walk learning spaces."""

__version__ = "0.1.0"
