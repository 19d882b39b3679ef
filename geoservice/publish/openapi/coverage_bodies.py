"""What can be asked of coverage in a body or by parameters, as the OpenAPI definition says it."""

from geoservice.coverage.asked import (
    DECAYS,
    DEFAULT_MINUTES,
    MOST_CANDIDATES,
    MOST_CHANGES,
    MOST_MINUTES,
    MOST_SITES,
)
from geoservice.language import LANGUAGES
from geoservice.publish.coverage.requests import ALL_LEVELS, MOST_CAPACITY
from geoservice.publish.coverage.site_requests import (
    DEFAULT_COUNT,
    GOALS,
    LEAST_SECONDS,
    MOST_COST,
    MOST_SECONDS,
    WHERE,
)
from geoservice.publish.openapi.parts import (
    NOW_OR_TIME,
    SLUG,
    TEXT,
    Document,
    closed,
    degrees,
    listed,
    members,
    one_of,
    several,
)
from geoservice.store.words import KINDS
from geoservice.walk.profiles import profiles

PLACE: Document = {"lon": degrees(180), "lat": degrees(90)}
ASKED: Document = {
    "city": SLUG,
    "kinds": several(KINDS),
    "minutes": {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST_MINUTES,
        "default": DEFAULT_MINUTES,
    },
    "profile": {**one_of(tuple(profiles())), "default": "adult"},
    "level": one_of(ALL_LEVELS),
    "at": NOW_OR_TIME,
    "decay": {**one_of(DECAYS), "default": DECAYS[0]},
}
_FACTS: Document = {
    "opening_hours": TEXT,
    "capacity": {"type": "integer", "minimum": 1, "maximum": MOST_CAPACITY},
}
_ID: Document = {"type": "integer", "minimum": 1}


def coverage_bodies() -> Document:
    """Return the schemas of what is sent."""
    return {"scenario": _scenario(), "sites": _sites()}


def _scenario() -> Document:
    addition = closed(members("lon", "lat", **PLACE, kind=one_of(KINDS), **_FACTS))
    change = closed(members("space", space=_ID, **PLACE, **_FACTS)) | {"minProperties": 2}
    return _about_coverage(
        add=listed(addition, maxItems=MOST_CHANGES),
        remove=listed(_ID, maxItems=MOST_CHANGES),
        change=listed(change, maxItems=MOST_CHANGES),
    )


def _sites() -> Document:
    cost: Document = {"type": "number", "minimum": 0, "maximum": MOST_COST}
    place = closed(members("lon", "lat", **PLACE, cost=cost, name_th=TEXT, name_en=TEXT))
    given = listed(place, minItems=1, maxItems=MOST_CANDIDATES)
    count = {"type": "integer", "minimum": 1, "maximum": MOST_SITES, "default": DEFAULT_COUNT}
    return _about_coverage(
        count=count,
        budget=cost,
        goal={**one_of(GOALS), "default": GOALS[0]},
        candidates={"oneOf": [one_of(WHERE), given]},
        avoid={"type": "object"},
        seconds={"type": "number", "minimum": LEAST_SECONDS, "maximum": MOST_SECONDS},
    )


def _about_coverage(**others: Document) -> Document:
    """Return a body about coverage with these members too, and no others."""
    return closed(members("city", **ASKED, **others, language=one_of(LANGUAGES)))
