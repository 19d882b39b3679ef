"""The learning city: spaces and what is known about them."""
