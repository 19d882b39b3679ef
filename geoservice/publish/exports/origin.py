"""Where the rows of a collection come from: from OpenStreetMap, from others, or from both."""

from dataclasses import dataclass

from sqlalchemy import false, func, or_, select
from sqlalchemy.orm import Session

from geoservice.store.catalog import Collection
from geoservice.store.relations import CITY, view_of

OPENSTREETMAP = "osm"


@dataclass(frozen=True)
class Origin:
    """Which sources a collection has."""

    openstreetmap: bool
    others: bool = False

    @property
    def is_mixed(self) -> bool:
        """Return whether OpenStreetMap is one of several."""
        return self.openstreetmap and self.others


def read_origin(session: Session, collection: Collection, cities: tuple[str, ...]) -> Origin:
    """Return the sources of what there is in some cities, in all where none is named.

    What names no source has its lines or its places from OpenStreetMap: streets, the basemap, and
    what was written here about spaces that stand where OpenStreetMap has them. Notes have neither.
    """
    if "source" not in collection.properties:
        return Origin(openstreetmap=not (collection.written_here and collection.placed))
    view = view_of(collection.id)
    rows = select(view.c.id).where(view.c.city_id == CITY.c.id)
    # Each a short look into the index of cities and sources.
    from_there = rows.where(view.c.source == OPENSTREETMAP).exists()
    before, behind = view.c.source < OPENSTREETMAP, view.c.source > OPENSTREETMAP
    from_others = or_(rows.where(before).exists(), rows.where(behind).exists())
    asked = select(
        func.coalesce(func.bool_or(from_there), false()),
        func.coalesce(func.bool_or(from_others), false()),
    ).select_from(CITY)
    found = session.execute(asked.where(CITY.c.slug.in_(cities)) if cities else asked).one()
    return Origin(*found)
