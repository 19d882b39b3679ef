"""Changes of coverage over time: reading what is asked, and the answer as a document."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.changes import COMPARED, AskedChanges, Changes, DistrictChange
from geoservice.coverage.snapshots import Snapshot
from geoservice.errors import InputError
from geoservice.publish.coverage.documents import Document, in_one
from geoservice.publish.coverage.requests import parse_coverage
from geoservice.publish.coverage.table import COUNT, MINUTES, PEOPLE, SHARE, rounded
from geoservice.publish.values import shown

SINCE, UNTIL = "from", "to"
SETTINGS = ("kinds", "minutes", "profile", "level")
PARAMETERS = ("city", SINCE, UNTIL, *SETTINGS)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMALS = {
    "people": PEOPLE,
    "people_covered": PEOPLE,
    "share": SHARE,
    "street_share": SHARE,
    "spaces": COUNT,
    "nearest_minutes_median": MINUTES,
}


def parse_changes(arguments: Mapping[str, str]) -> AskedChanges:
    """Return the two dates, and the settings by which a coverage is chosen, of an address."""
    named = {name: text for name, text in arguments.items() if name in ("city", *SETTINGS)}
    asked = parse_coverage(named, datetime.now(UTC))
    days = {name: parse_day(name, arguments[name]) for name in (SINCE, UNTIL) if name in arguments}
    return asked_changes(asked, named, since=days.get(SINCE), until=days.get(UNTIL))


def asked_changes(
    asked: AskedCoverage,
    named: Mapping[str, object],
    *,
    since: date | None,
    until: date | None,
) -> AskedChanges:
    """Return what is asked; of the settings only those that are `named` must match.

    InputError for days that are in no order.
    """
    if since is not None and until is not None and since > until:
        raise InputError(
            "'from' is {since} and 'to' is {until}; the earlier day comes first.",
            since=since,
            until=until,
        )
    values = {
        "kinds": sorted(asked.all_kinds),
        "minutes": asked.minutes,
        "profile": asked.profile,
        "level": asked.level,
    }
    settings = {name: values[name] for name in SETTINGS if name in named}
    return AskedChanges(asked.city, since, until, settings)


def parse_day(name: str, value: str) -> date:
    """Return a day of the calendar."""
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise InputError(
        "'{name}' is '{value}' but must be a day, like 2026-11-28.", name=name, value=shown(value)
    )


def changes_document(changes: Changes, language: str) -> Document:
    """Return what changed: a row for each district of either date, and the city's."""
    parameters = changes.after.parameters
    return {
        "city": changes.city.slug,
        "city_th": changes.city.name_th,
        "city_en": changes.city.name_en,
        **parameters,
        "from": _kept(changes.before),
        "to": _kept(changes.after),
        "districts": [change_row(each) for each in changes.districts],
        "total": change_row(changes.total),
        "remarks": [
            {"id": each.id, "text": in_one(each.text, language)} for each in changes.remarks
        ],
        "attribution": changes.city.attribution,
    }


def _kept(snapshot: Snapshot) -> Document:
    return {
        "taken_at": snapshot.taken_at.astimezone(UTC).isoformat(timespec="seconds"),
        "data_version": snapshot.data_version,
        "people_source": snapshot.figures["people_source"],
    }


def change_row(change: DistrictChange) -> Document:
    """Return a district: each figure before, after, and by how much it grew."""
    row: dict[str, Any] = {
        "code": change.code,
        "level": change.level,
        "name_th": change.name_th,
        "name_en": change.name_en,
        "status": change.status,
    }
    for name in COMPARED:
        decimals = _DECIMALS[name]
        row[f"{name}_before"] = rounded(change.before.get(name), decimals)
        row[f"{name}_after"] = rounded(change.after.get(name), decimals)
        row[f"{name}_change"] = rounded(change.change(name), decimals)
    return row
