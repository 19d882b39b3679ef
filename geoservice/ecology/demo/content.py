"""What is kept beside the sample city's spaces, put into an empty city once.

Texts are written for this demonstration; what happens regularly is an example and says so. Spaces
are named by what they are in OpenStreetMap. What hangs on a space that is not there is left out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from shapely import Point
from sqlalchemy import select
from sqlalchemy.orm import Session

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.contributions.proposals import UPDATE, Proposal, Sender, propose
from geoservice.ecology.demo.media import attach_made
from geoservice.ecology.editing.city_work import add_work
from geoservice.ecology.editing.pieces import create_piece
from geoservice.ecology.editing.records import record_of
from geoservice.ecology.editing.rows import Change, New, set_values, write_again
from geoservice.ecology.editing.states import Act
from geoservice.ecology.routes.drafts import Draft, DraftStop
from geoservice.ecology.routes.saving import Desk, create_route, hold_route, publish_route
from geoservice.store.catalog import SPACES
from geoservice.store.models import City, Knowledge, Space
from geoservice.walk.shelf import NetworkShelf

_LEAST_STOPS = 2
_FILE = Path(__file__).parent / "sample.json"
_ACTOR = Asker(0, "demo", "admin")
_ACT = Act(_ACTOR, "The demonstration's own content")


@dataclass(frozen=True)
class Stage:
    """A city that is filled, its spaces by their identifier in OpenStreetMap, and the time."""

    session: Session
    city: City
    spaces: Mapping[str, int]
    now: datetime
    partners: dict[str, int] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """Return the date in the city."""
        return self.now.astimezone(ZoneInfo(self.city.timezone)).date()


def fill_sample(session: Session, networks: NetworkShelf, city_slug: str, *, now: datetime) -> int:
    """Put the content into a city that has no knowledge yet; return how many pieces came in."""
    city = session.scalars(select(City).where(City.slug == city_slug)).one()
    if session.scalar(select(Knowledge.id).where(Knowledge.city_id == city.id).limit(1)):
        return 0
    content = json.loads(_FILE.read_text("utf-8"))
    stage = Stage(session, city, _spaces(session, city.id), now)
    count = _add_partners(stage, content["partners"])
    count += _add_pieces(stage, "knowledge", content["knowledge"])
    count += _add_pieces(stage, "offerings", content["offerings"])
    count += _add_pieces(stage, "activities", map(_timed(stage), content["activities"]))
    count += _add_notes(stage, content["notes"])
    count += _add_agendas(stage, content)
    _suggest(stage, content["suggestions"])
    _tag(stage, content["agendas_of"])
    desk = Desk(_ACT, networks, now)
    return count + sum(_add_route(stage, desk, each) for each in content["routes"])


def _spaces(session: Session, city_id: int) -> dict[str, int]:
    query = select(Space.source_id, Space.id).where(
        Space.city_id == city_id, Space.source == "osm", Space.status == "published"
    )
    return {row.source_id: row.id for row in session.execute(query)}


def _add_partners(stage: Stage, partners: Iterable[Mapping[str, Any]]) -> int:
    for each in partners:
        values = {name: value for name, value in each.items() if name not in ("key", "runs")}
        partner = _add(stage, "partners", values)
        stage.partners[each["key"]] = partner
        for source_id in each["runs"]:
            if source_id in stage.spaces:
                _change(stage, source_id, {"partner_id": partner})
    return len(stage.partners)


def _add_pieces(stage: Stage, collection: str, pieces: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    for each in pieces:
        values = dict(each)
        media = values.pop("media", None)
        space = stage.spaces.get(values.pop("at"))
        partner = stage.partners.get(values.pop("partner", ""))
        if space is None:
            continue
        piece = _add(stage, collection, {**values, "space_id": space, "partner_id": partner})
        if media:
            attach_made(stage.session, _ACT, piece, media)
        count += 1
    return count


def _add(stage: Stage, collection: str, values: Mapping[str, Any]) -> int:
    return create_piece(stage.session, _ACT, collection, New(stage.city.slug, values)).id


def _timed(stage: Stage) -> Any:
    """Return what gives an activity its first time: the last day of its rule up to today."""
    zone = ZoneInfo(stage.city.timezone)

    def time_of(activity: Mapping[str, Any]) -> dict[str, Any]:
        values = dict(activity)
        day = _last_day(stage.today, values["repeats"], values.pop("since"))
        begins = datetime.combine(day, time.fromisoformat(values.pop("begins")), zone)
        ends = begins + timedelta(minutes=values.pop("minutes"))
        return {**values, "starts_at": begins, "ends_at": ends}

    return time_of


def _last_day(today: date, rule: str, since: str) -> date:
    """Return the last day up to today that a rule names, counted from a day that it names."""
    begun = datetime.combine(date.fromisoformat(since), time())
    found = rrulestr(rule, dtstart=begun).before(datetime.combine(today, time()), inc=True)
    return found.date() if found else begun.date()


def _add_notes(stage: Stage, notes: Iterable[Mapping[str, Any]]) -> int:
    count = 0
    for each in notes:
        values = dict(each)
        place = Point(values.pop("lon"), values.pop("lat"))
        space = stage.spaces.get(values.pop("space", ""))
        _add(stage, "notes", {**values, "space_id": space, "geom": place})
        count += 1
    return count


def _add_agendas(stage: Stage, content: Mapping[str, Any]) -> int:
    outcomes = (
        {**each, "happened_on": date.fromisoformat(each["happened_on"])}
        for each in content["outcomes"]
    )
    rows = [
        *(("agendas", each) for each in content["agendas"]),
        *(("outcomes", each) for each in outcomes),
    ]
    for layer, values in rows:
        add_work(stage.session, _ACT, layer, New(stage.city.slug, values))
    return len(rows)


def _suggest(stage: Stage, suggestions: Iterable[Mapping[str, Any]]) -> None:
    """Let somebody suggest corrections, so that a curator has something to decide on."""
    for each in suggestions:
        if each["at"] in stage.spaces:
            space = stage.spaces[each["at"]]
            told = Proposal(stage.city.slug, UPDATE, each["set"], space, message=each["message"])
            propose(stage.session, told, Sender(_ACTOR.actor))


def _tag(stage: Stage, agendas_of: Mapping[str, list[str]]) -> None:
    for source_id, agendas in agendas_of.items():
        if source_id in stage.spaces:
            _change(stage, source_id, {"agendas": agendas})


def _change(stage: Stage, source_id: str, values: Mapping[str, Any]) -> None:
    space = stage.session.get_one(Space, stage.spaces[source_id])
    before = record_of(space)
    set_values(space, values)
    write_again(stage.session, _ACT, Change("update", SPACES.id, before), space)


def _add_route(stage: Stage, desk: Desk, route: Mapping[str, Any]) -> int:
    """Add and publish a route of the stops that are there; none where fewer than two are."""
    stops = tuple(
        DraftStop(space=stage.spaces[stop["at"]], **_without_place(stop))
        for stop in route["stops"]
        if stop["at"] in stage.spaces
    )
    if len(stops) < _LEAST_STOPS:
        return 0
    words = {name: _kept(value) for name, value in route.items() if name not in ("slug", "stops")}
    made = create_route(stage.session, desk, Draft(city=stage.city.slug, stops=stops, **words))
    publish_route(stage.session, desk, hold_route(stage.session, desk.act, made.id, marks=None))
    return 1


def _without_place(stop: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stop.items() if name != "at"}


def _kept(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
