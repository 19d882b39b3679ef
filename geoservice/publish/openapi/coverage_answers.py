"""What coverage answers, as the OpenAPI definition says it."""

from geoservice.coverage.asked import STEPS
from geoservice.coverage.changes import COMPARED
from geoservice.publish.coverage.site_requests import GOALS
from geoservice.publish.coverage.table import CONTRACT, FURTHER, Column
from geoservice.publish.openapi.coverage_bodies import PLACE
from geoservice.publish.openapi.parts import (
    NUMBER,
    TEXT,
    TIME,
    Document,
    listed,
    members,
    nullable,
    one_of,
    schema_ref,
    several,
)
from geoservice.store.words import AGE_GROUPS, KINDS

_MAYBE: Document = nullable(NUMBER)
_MAYBE_TEXT: Document = nullable(TEXT)
_ROW: Document = schema_ref("district_row")
_SAID: Document = {
    "city": TEXT,
    "kinds": several(KINDS),
    "minutes": {"type": "integer"},
    "profile": TEXT,
    "level": TEXT,
    "at": nullable(TIME),
    "decay": TEXT,
    "remarks": listed(members(id=TEXT, text=TEXT)),
}
_WHEN = ("before", "after", "change")


def coverage_answers(language: str) -> Document:
    """Return the schemas of what is answered."""
    return {
        "district_row": _row(language),
        "coverage": members("districts", **_SAID, districts=listed(_ROW), total=_ROW),
        "changed": _changed(),
        "chosen": _chosen(),
        "compared": _compared(),
    }


def _row(language: str) -> Document:
    def told(column: Column) -> Document:
        kind = "string" if column.decimals is None else "number"
        return {"type": kind, "nullable": True, "description": column.title(language)}

    age = members(people=NUMBER, people_covered=NUMBER, share=_MAYBE, variety=_MAYBE)
    return members(
        **{column.name: told(column) for column in (*CONTRACT, *FURTHER)},
        shares=members(**{str(step): _MAYBE for step in STEPS}),
        by_age=members(**dict.fromkeys(AGE_GROUPS, age)),
    )


def _changed() -> Document:
    difference = members(
        code=TEXT, people_gained=_MAYBE, share_change=_MAYBE, street_metres_gained=NUMBER
    )
    return members(
        "before",
        "after",
        **_SAID,
        before=listed(_ROW),
        after=listed(_ROW),
        total_before=_ROW,
        total_after=_ROW,
        difference=listed(difference),
        people_gained=_MAYBE,
        people_newly_covered=_MAYBE,
        people_lost=_MAYBE,
    )


def _chosen() -> Document:
    site = members(
        "lon",
        "lat",
        **PLACE,
        people_gained=NUMBER,
        cost=NUMBER,
        name_th=_MAYBE_TEXT,
        name_en=_MAYBE_TEXT,
        district=_MAYBE_TEXT,
    )
    return members(
        "sites",
        "bound",
        sites=listed(site),
        people_gained=NUMBER,
        bound=NUMBER,
        gap=NUMBER,
        proven={"type": "boolean"},
        goal=one_of(GOALS),
        weighed_by=one_of(("people", "streets")),
        candidates={"type": "integer"},
        people_unreachable=NUMBER,
        timed_out={"type": "boolean"},
        remarks=_SAID["remarks"],
    )


def _compared() -> Document:
    figures = {f"{name}_{when}": _MAYBE for name in COMPARED for when in _WHEN}
    row = members(
        code=TEXT,
        level=TEXT,
        name_th=_MAYBE_TEXT,
        name_en=_MAYBE_TEXT,
        status=one_of(("kept", "appeared", "vanished")),
        **figures,
    )
    kept = members(
        taken_at=TIME, data_version=TEXT, people_source={"type": "object", "nullable": True}
    )
    ends = {"from": kept, "to": kept}
    return members("districts", **_SAID, **ends, districts=listed(row), total=row)
