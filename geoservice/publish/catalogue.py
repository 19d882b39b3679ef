"""What there is: each collection with how much of it, where, of when, and on which terms."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from geoservice.publish.counting import Count
from geoservice.publish.exports.about import About, read_about
from geoservice.publish.exports.asked import parse_export
from geoservice.publish.exports.fields import can_hold
from geoservice.publish.exports.formats import DEFAULT, FORMATS, Format
from geoservice.publish.feature_query import FeatureQuery
from geoservice.publish.features import DECIMALS, count_matching, read_version
from geoservice.publish.filters import Filter
from geoservice.publish.grid import Box
from geoservice.publish.paging import Page
from geoservice.store.catalog import COLLECTIONS, Collection
from geoservice.store.relations import CITY, view_of

_EDGES = ("xmin", "ymin", "xmax", "ymax")


@dataclass(frozen=True)
class CityPlace:
    """A city of which a collection holds something, with the box around the city."""

    slug: str
    name_th: str | None
    name_en: str | None
    box: Box


@dataclass(frozen=True)
class Period:
    """From the first that happens until the last has ended; `end` None where some repeat."""

    begin: datetime
    end: datetime | None


@dataclass(frozen=True)
class Holding:
    """What the catalogue says of one collection; `period` None where nothing of it happens."""

    about: About
    places: tuple[CityPlace, ...]
    count: Count
    period: Period | None = None

    @property
    def collection(self) -> Collection:
        """Return the collection itself."""
        return self.about.collection

    @property
    def formats(self) -> tuple[Format, ...]:
        """Return the formats that it can be had in."""
        return tuple(each for each in FORMATS.values() if can_hold(each, self.collection))


def catalogue_version(session: Session) -> int:
    """Return a number that changes whenever `read_holdings` would answer something else."""
    layers = sorted({"cities", *(layer for each in COLLECTIONS.values() for layer in each.layers)})
    version = func.published.layers_version(layers).table_valued("version")
    return session.scalar(select(version.c.version)) or 0


def read_holdings(session: Session) -> tuple[Holding, ...]:
    """Return every collection; the last question of a session, for it counts in a hurry."""
    told = [
        (
            _about(session, collection),
            read_places(session, collection),
            _read_period(session, collection),
        )
        for collection in COLLECTIONS.values()
    ]
    return tuple(
        Holding(about, places, _count(session, about.collection), period)
        for about, places, period in told
    )


def _about(session: Session, collection: Collection) -> About:
    whole = parse_export(collection, FORMATS[DEFAULT], {})
    return read_about(session, whole, read_version(session, collection))


def read_places(session: Session, collection: Collection) -> tuple[CityPlace, ...]:
    """Return the cities of which a collection holds something, by slug."""
    view = view_of(collection.id)
    box = func.box2d(CITY.c.geom)
    rows = session.execute(
        select(
            *(CITY.c.slug, CITY.c.name_th, CITY.c.name_en),
            *(getattr(func, f"st_{edge}")(box).label(edge) for edge in _EDGES),
        )
        .where(select(view.c.id).where(view.c.city_id == CITY.c.id).exists())
        .order_by(CITY.c.slug)
    )
    return tuple(
        CityPlace(
            row.slug,
            row.name_th,
            row.name_en,
            Box(*(round(getattr(row, edge), DECIMALS) for edge in _EDGES)),
        )
        for row in rows
    )


def _read_period(session: Session, collection: Collection) -> Period | None:
    if "starts_at" not in collection.properties:
        return None
    view = view_of(collection.id)
    begin, end, repeats = session.execute(
        select(
            func.min(view.c.starts_at),
            func.max(view.c.ends_at),
            func.bool_or(view.c.repeats.is_not(None)),
        )
    ).one()
    return Period(begin, None if repeats else end) if begin else None


def _count(session: Session, collection: Collection) -> Count:
    return count_matching(session, FeatureQuery(collection, Filter(), Page()))
