"""What changed between two kept coverages of a city, district by district."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from geoservice.coverage.figures import Coverage, Remark
from geoservice.coverage.snapshots import (
    Facts,
    Snapshot,
    coverage_draft,
    list_snapshots,
    read_snapshot,
)
from geoservice.ecology.candidates import WalkCity, read_city
from geoservice.errors import NotFoundError
from geoservice.language import say_both
from geoservice.store.cities import zone

Status = Literal["kept", "appeared", "vanished"]
COMPARED = ("people", "people_covered", "share", "street_share", "spaces", "nearest_minutes_median")
_SETTINGS = ("kinds", "minutes", "profile", "level", "at", "decay")
_ABOUT = ("code", "level", "name_th", "name_en")


@dataclass(frozen=True)
class AskedChanges:
    """Whose coverage is compared, between which days on the city's own calendar.

    Without `until` the newest kept, without `since` the one kept before that. `settings` choose
    among coverages kept with other kinds, minutes, profile, level: only what is named must match.
    """

    city: str
    since: date | None = None
    until: date | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class DistrictChange:
    """A district then and now: each of COMPARED, None where it was not known.

    `status` tells districts that were not there at one of the two dates.
    """

    code: str
    level: str
    name_th: str | None
    name_en: str | None
    status: Status
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]

    def change(self, figure: str) -> float | None:
        """Return by how much a figure grew, None where it is not known at both dates."""
        before, after = self.before.get(figure), self.after.get(figure)
        return None if before is None or after is None else after - before


@dataclass(frozen=True)
class Changes:
    """Two kept coverages with the same settings, compared. `total` is the row of the city."""

    city: WalkCity
    before: Snapshot
    after: Snapshot
    districts: tuple[DistrictChange, ...]
    total: DistrictChange
    remarks: tuple[Remark, ...]


def find_changes(session: Session, asked: AskedChanges) -> Changes:
    """Return what changed between two dates.

    A coverage counts from the day on which it was kept to the next with the same settings. Raises
    NotFoundError where there are no two to compare.
    """
    city = read_city(session, asked.city)
    kept = list_snapshots(session, city.slug)
    here = zone(city.timezone)
    matching = [each for each in kept if _matches(each.parameters, asked.settings)]
    if not matching:
        raise _nothing(city.slug, kept)
    latest = _held(matching, asked.until, here)
    if latest is None:
        raise NotFoundError(
            "Of {city} no coverage is kept until {date}; the first is of {first}.",
            city=city.slug,
            date=asked.until,
            first=_day(matching[0], here),
        )
    same = [each for each in kept if each.parameters == latest.parameters]
    earliest = _earlier(same, latest, asked, here)
    before, after = (read_snapshot(session, each.id) for each in (earliest, latest))
    remarks = (*_on_dates(asked, before, after, here), *_on_settings(kept, before, after))
    return _compare(city, before, after, remarks)


def since_kept(session: Session, coverage: Coverage, *, now: datetime) -> Changes | None:
    """Return what changed since coverage was kept last of other data; None where it never was."""
    city = read_city(session, coverage.asked.city)
    draft = coverage_draft(coverage)
    kept = [
        each
        for each in list_snapshots(session, city.slug)
        if each.parameters == draft.parameters and each.data_version != draft.data_version
    ]
    if not kept:
        return None
    now_found = Snapshot(0, now, draft.data_version, draft.parameters, draft.figures)
    return _compare(city, read_snapshot(session, kept[-1].id), now_found)


def _compare(
    city: WalkCity, before: Snapshot, after: Snapshot, remarks: tuple[Remark, ...] = ()
) -> Changes:
    total = _change(before.figures["total"], after.figures["total"])
    districts = tuple(_districts(before, after))
    return Changes(city, before, after, districts, total, (*remarks, *_on_people(before, after)))


def _matches(parameters: Facts, settings: Facts) -> bool:
    return all(parameters.get(name) == value for name, value in settings.items())


def _held(kept: Sequence[Snapshot], day: date | None, here: ZoneInfo) -> Snapshot | None:
    """Return the last kept until the end of a day."""
    if day is None:
        return kept[-1]
    end = datetime.combine(day + timedelta(days=1), time(), here)
    return next((each for each in reversed(kept) if each.taken_at < end), None)


def _earlier(
    same: Sequence[Snapshot], latest: Snapshot, asked: AskedChanges, here: ZoneInfo
) -> Snapshot:
    if asked.since is not None:
        return _held(same, asked.since, here) or same[0]
    position = [each.id for each in same].index(latest.id)
    if position == 0:
        raise NotFoundError(
            "Of {city} only one coverage with these settings is kept until {date}, so there is "
            "nothing to compare it with yet.",
            city=asked.city,
            date=_day(latest, here),
        )
    return same[position - 1]


def _nothing(city: str, kept: Sequence[Snapshot]) -> NotFoundError:
    if not kept:
        return NotFoundError(
            "No coverage of {city} is kept yet; keep it with: "
            "geoservice coverage snapshot --city {city}",
            city=city,
        )
    return NotFoundError(
        "No coverage of {city} is kept with these settings; kept are: {known}.",
        city=city,
        known="; ".join(dict.fromkeys(say_settings(each.parameters) for each in kept)),
    )


def say_settings(parameters: Facts) -> str:
    """Return what a coverage was asked by, as the parameters of an address say it."""
    values = {**parameters, "kinds": ",".join(parameters["kinds"])}
    return " ".join(f"{name}={values[name]}" for name in _SETTINGS if values[name] is not None)


def _day(snapshot: Snapshot, here: ZoneInfo) -> date:
    return snapshot.taken_at.astimezone(here).date()


def _districts(before: Snapshot, after: Snapshot) -> Iterator[DistrictChange]:
    """Give the districts of both dates by code; those that vanished last."""
    then = {row["code"]: row for row in before.figures["districts"]}
    now = {row["code"]: row for row in after.figures["districts"]}
    for code in (*now, *(code for code in then if code not in now)):
        yield _change(then.get(code), now.get(code))


def _change(then: Facts | None, now: Facts | None) -> DistrictChange:
    status: Status = "appeared" if then is None else "vanished" if now is None else "kept"
    about = now or then or {}
    code, level, name_th, name_en = (about[name] for name in _ABOUT)
    return DistrictChange(
        code, level, name_th, name_en, status, before=_compared(then), after=_compared(now)
    )


def _compared(row: Facts | None) -> dict[str, float | None]:
    return {name: (row or {}).get(name) for name in COMPARED}


def _on_dates(
    asked: AskedChanges, before: Snapshot, after: Snapshot, here: ZoneInfo
) -> Iterator[Remark]:
    if asked.since is not None and _day(before, here) > asked.since:
        yield Remark(
            "first_kept",
            say_both(
                "The first coverage with these settings was kept on {date}; it stands in for "
                "what was before.",
                date=_day(before, here),
            ),
        )
    if before.id == after.id:
        yield Remark(
            "same_snapshot",
            say_both(
                "One kept coverage holds at both dates: no other was kept between them.",
            ),
        )


def _on_settings(kept: Iterable[Snapshot], before: Snapshot, after: Snapshot) -> Iterator[Remark]:
    others = dict.fromkeys(
        say_settings(each.parameters)
        for each in kept
        if each.parameters != after.parameters
        and before.taken_at <= each.taken_at <= after.taken_at
    )
    if others:
        yield Remark(
            "other_settings",
            say_both(
                "Coverages with other settings were kept in between and are not compared: {list}.",
                list="; ".join(others),
            ),
        )


def _on_people(before: Snapshot, after: Snapshot) -> Iterator[Remark]:
    names = [_people(each) for each in (before, after)]
    if names[0] != names[1]:
        yield Remark(
            "people_source",
            say_both(
                "The people are counted by another source: {before} then, {after} now. A part of "
                "the change is theirs, not that of the spaces.",
                before=names[0],
                after=names[1],
            ),
        )


def _people(snapshot: Snapshot) -> str:
    source = snapshot.figures["people_source"]
    return f"{source['source']} ({source['year']})" if source else "–"
