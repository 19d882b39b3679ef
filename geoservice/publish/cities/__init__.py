"""Cities as they are given out: the list, the figures of each, cities side by side."""

from geoservice.publish.cities.listing import cities_version, read_cities, read_credits

__all__ = ["cities_version", "read_cities", "read_credits"]
