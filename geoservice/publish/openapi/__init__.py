"""The OpenAPI definition of the open API: a module for each part of it."""
