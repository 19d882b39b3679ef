"""One filter for every format: parameters parsed once, bound into SQL expressions everywhere.

Tiles and items read the same `Filter`. Values are always bound; names come from the catalog.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    LargeBinary,
    Select,
    and_,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.types import TypeEngine

from geoservice.errors import InputError
from geoservice.publish import cql2, search
from geoservice.publish.areas import Area, parse_area
from geoservice.publish.crs import CRS84_URI, parse_crs
from geoservice.publish.grid import Box
from geoservice.publish.matching import any_of, of_cities, sound, texts
from geoservice.publish.values import Value, check_text, parse_instant, parse_values
from geoservice.store.catalog import Collection
from geoservice.store.relations import view_of

NOW = "now"
CQL2_PARAMETERS = ("filter", "filter-lang", "filter-crs")


@dataclass(frozen=True)
class OpenHours:
    """What is open at the time asked for: pairs of a city's id and an opening-hours text."""

    cities: tuple[int, ...]
    hours: tuple[str, ...]


@dataclass(frozen=True)
class Filter:
    """What is asked of a collection. `open_at` None: any time; naive: now.

    `ids` are those of the features that happen at the time asked for; None: any time.
    """

    values: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    area: Area | None = None
    q: str = ""
    open_at: datetime | str | None = None
    open_hours: OpenHours | None = None
    condition: cql2.Condition | None = None
    ids: tuple[int, ...] | None = None

    def __bool__(self) -> bool:
        asked = self.values or self.area or self.q or self.open_at or self.condition
        return bool(asked) or self.ids is not None

    @property
    def bbox(self) -> Box | None:
        """Return the box in degrees around the area asked for."""
        return self.area.box if self.area else None

    @property
    def cities(self) -> tuple[str, ...]:
        """Return the cities asked for by the parameter `city`, none where it is not given."""
        return tuple(str(each) for each in dict(self.values).get("city", ()))


def filter_parameters(collection: Collection) -> tuple[str, ...]:
    """Return the names of the parameters that filter a collection."""
    names = [*collection.queryables, *collection.parameters]
    names += ["q"] if collection.searchable else []
    names += ["open_at"] if collection.has_hours else []
    return (*names, *CQL2_PARAMETERS)


def parse_filter(collection: Collection, arguments: Mapping[str, str]) -> Filter:
    """Return the filter in `arguments`; those that do not filter `collection` are left aside.

    Raises InputError that names the parameter and what it takes.
    """
    properties = {name: name for name in collection.queryables} | dict(collection.parameters)
    values = tuple(
        (properties[name], parse_values(name, text, collection.properties[properties[name]]))
        for name, text in arguments.items()
        if name in properties
    )
    return Filter(
        values=values,
        area=_area(arguments),
        q=_words(arguments["q"]) if collection.searchable and "q" in arguments else "",
        open_at=_time(arguments["open_at"])
        if collection.has_hours and "open_at" in arguments
        else None,
        condition=_condition(collection, arguments),
    )


def _area(arguments: Mapping[str, str]) -> Area | None:
    crs = parse_crs("bbox-crs", arguments.get("bbox-crs", CRS84_URI))
    return parse_area(arguments["bbox"], crs) if "bbox" in arguments else None


def _condition(collection: Collection, arguments: Mapping[str, str]) -> cql2.Condition | None:
    crs = parse_crs("filter-crs", arguments.get("filter-crs", CRS84_URI))
    language = arguments.get("filter-lang", cql2.TEXT)
    cql2.check_language(language)
    if "filter" not in arguments:
        return None
    return cql2.parse_condition(arguments["filter"], language, collection, crs)


def _words(text: str) -> str:
    words = check_text("q", text).strip()
    if not words:
        raise InputError("The parameter 'q' is empty; give it a word to look for, or leave it out.")
    return words


def _time(text: str) -> datetime | str:
    return NOW if text == NOW else parse_instant("open_at", text)


def conditions(collection: Collection, asked: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions that a row of the collection's view must meet."""
    view = view_of(collection.id)
    found = [_matches(collection, name, values) for name, values in asked.values]
    if asked.area:
        found.append(within(view.c.geom, asked.area))
    if asked.condition:
        found.append(asked.condition.sql)
    if asked.q:
        found.append(search.matches(view.c.search_key, asked.q))
    if asked.ids is not None:
        keys: TypeEngine[Any] = ARRAY(BigInteger())
        found.append(view.c.id == func.any(cast(literal(list(asked.ids), keys), keys)))
    if asked.open_hours is not None:
        found.append(_is_open(view.c.city_id, view.c.opening_hours, asked.open_hours))
    return found


def _matches(collection: Collection, name: str, values: tuple[Value, ...]) -> ColumnElement[bool]:
    view = view_of(collection.id)
    about = collection.properties[name]
    if name == "city":
        return of_cities(view, values)
    if about.type == "array":
        return view.c[name].op("&&", is_comparison=True)(texts(map(str, values)))
    return any_of(view.c[name], values)


def within(geometry: ColumnElement[str], area: Area) -> ColumnElement[bool]:
    """Return the condition that a geometry touches an area; its index is used."""
    box = area.box
    if area.outline:
        outline = func.st_geomfromwkb(literal(area.outline, LargeBinary()), 4326)
        near = geometry.op("&&", is_comparison=True)(outline)
        return and_(near, type_coerce(func.st_intersects(sound(geometry), outline), Boolean()))
    if box.west <= box.east:
        return _touches(geometry, box)
    return or_(
        _touches(geometry, box._replace(east=180.0)), _touches(geometry, box._replace(west=-180.0))
    )


def _touches(geometry: ColumnElement[str], box: Box) -> ColumnElement[bool]:
    envelope = func.st_makeenvelope(*box, 4326)
    return and_(
        geometry.op("&&", is_comparison=True)(envelope), func.st_intersects(geometry, envelope)
    )


def _is_open(
    city: ColumnElement[int], hours: ColumnElement[str], opened: OpenHours
) -> ColumnElement[bool]:
    keys: TypeEngine[Any] = ARRAY(BigInteger())
    pairs = (
        func.unnest(cast(literal(list(opened.cities), keys), keys), texts(opened.hours))
        .table_valued("city_id", "hours", name="opened")
        .render_derived()
    )
    return tuple_(city, hours).in_(select(pairs.c.city_id, pairs.c.hours))


def matching_ids(collection: Collection, asked: Filter, tile: tuple[int, int, int]) -> Select[int]:
    """Return the query for the ids that match within a tile and its buffer."""
    view = view_of(collection.id)
    nearby = view.c.geom_3857.op("&&", is_comparison=True)(func.published.buffered_envelope(*tile))
    return select(view.c.id).where(nearby, *conditions(collection, asked))
