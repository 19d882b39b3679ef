"""CQL2 filters (OGC 21-065r2): text or JSON in, bound SQL expressions out, nothing else in between.

`parse_filter` is the door for items, tiles and exports alike.
"""

from geoservice.publish.cql2.reading import (
    JSON,
    LANGUAGES,
    TEXT,
    Condition,
    check_language,
    parse_condition,
    parse_filter,
)

__all__ = [
    "JSON",
    "LANGUAGES",
    "TEXT",
    "Condition",
    "check_language",
    "parse_condition",
    "parse_filter",
]
