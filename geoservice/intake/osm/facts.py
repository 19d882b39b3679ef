"""The facts of a learning space that OSM's tags hold besides its kind and names."""

import re
from collections.abc import Mapping

from geoservice.intake.osm.kinds import SpaceTag

Tags = Mapping[str, str]
# https://wiki.openstreetmap.org/wiki/Key:wheelchair
_WHEELCHAIR = {"yes": "yes", "designated": "yes", "limited": "limited", "no": "no"}
_ADDRESS = ("addr:full", "addr:housename", "addr:housenumber", "addr:place", "addr:street",
            "addr:subdistrict", "addr:suburb", "addr:district", "addr:city", "addr:province",
            "addr:postcode")  # fmt: skip
_MOST_PEOPLE = 1_000_000
_WIKIDATA = re.compile(r"^Q[1-9]\d*$")


def read_wheelchair(tags: Tags) -> str | None:
    """Return yes, limited or no; None where untagged or unknown."""
    return _WHEELCHAIR.get(tags.get("wheelchair", ""))


def read_capacity(tags: Tags) -> int | None:
    """Return for how many people a place is, None where that is no sensible whole number."""
    text = tags.get("capacity", "").strip()
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return None
    return int(text) if 0 < int(text) <= _MOST_PEOPLE else None


def read_website(tags: Tags) -> str | None:
    """Return the first http(s) address; one without a scheme gets https."""
    for key in ("website", "contact:website", "url"):
        value = tags.get(key, "").split(";")[0].strip()
        if re.match(r"^https?://[^\s]+$", value, re.IGNORECASE):
            return value
        if re.match(r"^[a-z0-9-]+(\.[a-z0-9-]+)+(/[^\s]*)?$", value, re.IGNORECASE):
            return f"https://{value}"
    return None


def read_phone(tags: Tags) -> str | None:
    """Return the phone numbers as tagged."""
    return _first(tags, "phone", "contact:phone", "contact:mobile")


def read_email(tags: Tags) -> str | None:
    """Return the e-mail address as tagged, if it is one."""
    value = _first(tags, "email", "contact:email")
    return value if value and "@" in value else None


def read_operator(tags: Tags) -> str | None:
    """Return who runs the place."""
    return _first(tags, "operator", "operator:th", "operator:en")


def read_opening_hours(tags: Tags) -> str | None:
    """Return the hours in OSM's syntax, None where they are too long to be any."""
    value = _first(tags, "opening_hours")
    return value if value and len(value) <= 1000 else None


def read_wikidata(tags: Tags) -> str | None:
    """Return the Wikidata item ("Q1234") of the place itself."""
    value = tags.get("wikidata", "").split(";")[0].strip()
    return value if _WIKIDATA.match(value) else None


def read_address(tags: Tags) -> str | None:
    """Return the address parts joined in reading order, each once, or None."""
    parts = dict.fromkeys(value for key in _ADDRESS if (value := tags.get(key, "").strip()))
    return " ".join(parts) or None


def read_descriptions(tags: Tags) -> tuple[str | None, str | None]:
    """Return the description in Thai and in English; a bare one by its script."""
    thai, english = _first(tags, "description:th"), _first(tags, "description:en")
    bare = _first(tags, "description")
    if bare:
        is_thai = re.search(r"[\u0e01-\u0e5b]", bare)
        thai, english = (thai or bare, english) if is_thai else (thai, english or bare)
    return thai, english


def rank_of(row: SpaceTag, tags: Tags, *, named: bool, square_metres: float) -> float:
    """Return how much a place matters on a small map, 0 to 1.

    The base of its kind, and 0.2 for a name, 0.15 for an entry in Wikidata or Wikipedia, 0.05 each
    for opening hours and a website, and up to 0.05 for size (full from 10 hectares).
    """
    known = "wikidata" in tags or any(key.split(":")[0] == "wikipedia" for key in tags)
    rank = row.base_rank + 0.2 * named + 0.15 * known
    rank += 0.05 * ("opening_hours" in tags) + 0.05 * (read_website(tags) is not None)
    rank += 0.05 * min(square_metres / 100_000, 1.0)
    return round(min(rank, 1.0), 4)


def _first(tags: Tags, *keys: str) -> str | None:
    return next((value for key in keys if (value := tags.get(key, "").strip())), None)
