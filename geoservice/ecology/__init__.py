"""The learning city: its spaces as places to walk to."""
