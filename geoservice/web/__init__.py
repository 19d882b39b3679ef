"""Flask, and nothing but Flask."""
