"""Coverage in the OpenAPI definition: by district, what if, where next, and along the streets."""

from geoservice.coverage.asked import (
    DECAYS,
    DEFAULT_MINUTES,
    MOST_CANDIDATES,
    MOST_CHANGES,
    MOST_MINUTES,
    MOST_SITES,
    STEPS,
)
from geoservice.coverage.changes import COMPARED
from geoservice.language import LANGUAGES, translate
from geoservice.publish.coverage.binary import MEDIA_TYPE as STREETS
from geoservice.publish.coverage.binary import PARTS
from geoservice.publish.coverage.changes import SETTINGS, SINCE, UNTIL
from geoservice.publish.coverage.requests import ABOUT_STREETS, ALL_LEVELS, COVERAGE, MOST_CAPACITY
from geoservice.publish.coverage.site_requests import (
    DEFAULT_COUNT,
    GOALS,
    LEAST_SECONDS,
    MOST_COST,
    MOST_SECONDS,
    WHERE,
)
from geoservice.publish.coverage.table import CONTRACT, FURTHER, Column
from geoservice.publish.openapi_parts import (
    GEOJSON,
    Document,
    degrees,
    one_of,
    parameter,
    ref,
    required,
    responses,
    several,
)
from geoservice.store.words import AGE_GROUPS, KINDS
from geoservice.walk.profiles import profiles

_SCHEMAS = "#/components/schemas/"
_NUMBER: Document = {"type": "number"}
_MAYBE: Document = {"type": "number", "nullable": True}
_TEXT: Document = {"type": "string"}
_MINUTES: Document = {
    "type": "integer",
    "minimum": 1,
    "maximum": MOST_MINUTES,
    "default": DEFAULT_MINUTES,
}
_ASKED: Document = {
    "city": _TEXT,
    "kinds": several(KINDS),
    "minutes": _MINUTES,
    "profile": {**one_of(tuple(profiles())), "default": "adult"},
    "level": one_of(ALL_LEVELS),
    "at": _TEXT,
    "decay": {**one_of(DECAYS), "default": DECAYS[0]},
}
_WORDS = {
    "city": "City",
    "kinds": "The kinds of spaces that count; else all.",
    "minutes": "How many minutes people walk.",
    "profile": "Who walks.",
    "level": "The level of the districts; else the finest there is.",
    "at": "Only what is open then: now, or a time of RFC 3339.",
    "decay": "How access fades with the minutes on the way (E2SFCA).",
}


def coverage_paths(language: str) -> Document:
    """Return the addresses of coverage."""
    return {
        "/coverage": {"get": _coverage(language)},
        "/coverage/scenario": {"post": _scenario(language)},
        "/coverage/sites": {"post": _sites(language)},
        "/coverage/streets": {"get": _streets(language)},
        "/coverage/changes": {"get": _changes(language)},
    }


def _coverage(language: str) -> Document:
    return {
        "summary": translate("Who reaches a learning space on foot, by district.", language),
        "operationId": "coverage.coverage",
        "parameters": [*_parameters(COVERAGE, language), ref("f"), ref("lang")],
        "responses": _answers("coverage", GEOJSON, "text/csv"),
    }


def _parameters(names: tuple[str, ...], language: str) -> list[Document]:
    listed = [parameter(name, translate(_WORDS[name], language), _ASKED[name]) for name in names]
    return [required(each) if each["name"] == "city" else each for each in listed]


def _scenario(language: str) -> Document:
    return {
        "summary": translate("What if: spaces added, removed, moved, changed.", language),
        "operationId": "coverage.scenario",
        "parameters": [ref("f"), ref("lang")],
        "requestBody": _body("scenario"),
        "responses": _answers("changed", STREETS),
    }


def _sites(language: str) -> Document:
    return {
        "summary": translate("The best places for new spaces, and how good they are.", language),
        "operationId": "coverage.sites",
        "parameters": [ref("f"), ref("lang")],
        "requestBody": _body("sites"),
        "responses": _answers("chosen"),
    }


def _streets(language: str) -> Document:
    part = translate("What is asked for; else both.", language)
    return {
        "summary": translate("Minutes along every street piece, packed in bytes.", language),
        "description": translate(_PACKING, language),
        "operationId": "coverage.streets",
        "parameters": [
            *_parameters(ABOUT_STREETS, language),
            parameter("part", part, one_of(PARTS)),
            ref("lang"),
        ],
        "responses": responses(STREETS),
    }


def _changes(language: str) -> Document:
    def day(name: str, message: str) -> Document:
        return parameter(name, translate(message, language), {"type": "string", "format": "date"})

    return {
        "summary": translate("What changed between two days on which coverage was kept.", language),
        "operationId": "snapshots.changes",
        "parameters": [
            *_parameters(("city",), language),
            day(SINCE, "The earlier day; else the one on which it was kept before."),
            day(UNTIL, "The later day; else the one on which it was kept last."),
            *_parameters(SETTINGS, language),
            ref("f"),
            ref("lang"),
        ],
        "responses": _answers("compared"),
    }


_PACKING = (
    "Little-endian: the letters GSC1, the length of a JSON header as uint32, the header padded "
    "with spaces to a multiple of 4 bytes, then the arrays that the header lists, each padded "
    "with zeros to a multiple of 4 bytes. Seconds are counted in the header's unit, degrees in "
    "ten-millionths; at a part x of a piece it takes the least of begin + walk x and "
    "end + walk (1 - x), beside a space on the piece also its seconds + walk |x - along|."
)


def _body(name: str) -> Document:
    schema = {"$ref": f"{_SCHEMAS}{name}"}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answers(name: str, *others: str) -> Document:
    found = responses("application/json", *others)
    found["200"]["content"]["application/json"]["schema"] = {"$ref": f"{_SCHEMAS}{name}"}
    return found


def coverage_schemas(language: str) -> Document:
    """Return what can be asked of coverage and what is answered."""
    return {
        "district_row": _row(language),
        "coverage": _object(
            **_SAID,
            districts=_list({"$ref": f"{_SCHEMAS}district_row"}),
            total={"$ref": f"{_SCHEMAS}district_row"},
        ),
        "scenario": _asked_scenario(),
        "changed": _changed(),
        "sites": _asked_sites(),
        "chosen": _chosen(),
        "compared": _compared(),
    }


def _object(**properties: Document) -> Document:
    return {"type": "object", "properties": properties}


def _list(items: Document, **limits: int) -> Document:
    return {"type": "array", "items": items, **limits}


_SAID: Document = {
    "city": _TEXT,
    "kinds": several(KINDS),
    "minutes": {"type": "integer"},
    "profile": _TEXT,
    "level": _TEXT,
    "at": {"type": "string", "format": "date-time", "nullable": True},
    "decay": _TEXT,
    "remarks": _list(_object(id=_TEXT, text=_TEXT)),
}


def _row(language: str) -> Document:
    def told(column: Column) -> Document:
        kind = "string" if column.decimals is None else "number"
        return {"type": kind, "nullable": True, "description": column.title(language)}

    age = _object(people=_NUMBER, people_covered=_NUMBER, share=_MAYBE, variety=_MAYBE)
    return _object(
        **{column.name: told(column) for column in (*CONTRACT, *FURTHER)},
        shares=_object(**{str(step): _MAYBE for step in STEPS}),
        by_age=_object(**dict.fromkeys(AGE_GROUPS, age)),
    )


_PLACE: Document = {"lon": degrees(180), "lat": degrees(90)}
_FACTS: Document = {
    "opening_hours": _TEXT,
    "capacity": {"type": "integer", "minimum": 1, "maximum": MOST_CAPACITY},
}
_ID: Document = {"type": "integer", "minimum": 1}


def _asked_scenario() -> Document:
    addition = _object(**_PLACE, kind=one_of(KINDS), **_FACTS) | {"required": ["lon", "lat"]}
    change = _object(space=_ID, **_PLACE, **_FACTS) | {"required": ["space"]}
    members = {
        **_ASKED,
        "add": _list(addition, maxItems=MOST_CHANGES),
        "remove": _list(_ID, maxItems=MOST_CHANGES),
        "change": _list(change, maxItems=MOST_CHANGES),
        "language": one_of(LANGUAGES),
    }
    return _object(**members) | {"required": ["city"], "additionalProperties": False}


def _changed() -> Document:
    row: Document = {"$ref": f"{_SCHEMAS}district_row"}
    difference = _object(
        code=_TEXT, people_gained=_MAYBE, share_change=_MAYBE, street_metres_gained=_NUMBER
    )
    return _object(
        **_SAID,
        before=_list(row),
        after=_list(row),
        total_before=row,
        total_after=row,
        difference=_list(difference),
        people_gained=_MAYBE,
        people_newly_covered=_MAYBE,
        people_lost=_MAYBE,
    )


def _asked_sites() -> Document:
    cost: Document = {"type": "number", "minimum": 0, "maximum": MOST_COST}
    place = _object(**_PLACE, cost=cost, name_th=_TEXT, name_en=_TEXT)
    given = _list(place | {"required": ["lon", "lat"]}, minItems=1, maxItems=MOST_CANDIDATES)
    count = {"type": "integer", "minimum": 1, "maximum": MOST_SITES, "default": DEFAULT_COUNT}
    seconds = {"type": "number", "minimum": LEAST_SECONDS, "maximum": MOST_SECONDS}
    members = {
        **_ASKED,
        "count": count,
        "budget": cost,
        "goal": {**one_of(GOALS), "default": GOALS[0]},
        "candidates": {"oneOf": [one_of(WHERE), given]},
        "avoid": {"type": "object"},
        "seconds": seconds,
        "language": one_of(LANGUAGES),
    }
    return _object(**members) | {"required": ["city"], "additionalProperties": False}


def _chosen() -> Document:
    site = _object(
        **_PLACE,
        people_gained=_NUMBER,
        cost=_NUMBER,
        name_th={**_TEXT, "nullable": True},
        name_en={**_TEXT, "nullable": True},
        district={**_TEXT, "nullable": True},
    )
    return _object(
        sites=_list(site),
        people_gained=_NUMBER,
        bound=_NUMBER,
        gap=_NUMBER,
        proven={"type": "boolean"},
        goal=one_of(GOALS),
        weighed_by=one_of(("people", "streets")),
        candidates={"type": "integer"},
        people_unreachable=_NUMBER,
        timed_out={"type": "boolean"},
        remarks=_SAID["remarks"],
    )


def _compared() -> Document:
    figures = {f"{name}_{when}": _MAYBE for name in COMPARED for when in _WHEN}
    about = {name: {**_TEXT, "nullable": True} for name in ("name_th", "name_en")}
    row = _object(
        code=_TEXT,
        level=_TEXT,
        **about,
        status=one_of(("kept", "appeared", "vanished")),
        **figures,
    )
    kept = _object(
        taken_at={"type": "string", "format": "date-time"},
        data_version=_TEXT,
        people_source={"type": "object", "nullable": True},
    )
    members = {"from": kept, "to": kept, "districts": _list(row), "total": row}
    return _object(**_SAID, **members)


_WHEN = ("before", "after", "change")
