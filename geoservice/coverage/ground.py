"""What is to be reached in a city, whoever walks: spots, people and districts, made once."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.coverage.area import Area
from geoservice.coverage.districts import Districts, read_districts
from geoservice.coverage.people import People, settle
from geoservice.coverage.population import Census, read_census
from geoservice.coverage.spots import Spots, building_spots, street_spots
from geoservice.coverage.totals import Holder
from geoservice.walk.network import Network
from geoservice.walk.streets import Floats


@dataclass(frozen=True)
class Level:
    """The d districts of a level. `inside` (d,) is the part of each one's area in the city.

    `unplaced` are people of a district (position) for whom nothing stands in it; `conflicts` the
    districts whose own total is not that of their parts: position, own, together.
    """

    level: str
    codes: tuple[str, ...]
    names: tuple[tuple[str | None, str | None], ...]
    inside: tuple[float, ...]
    unplaced: tuple[tuple[int, float], ...] = ()
    conflicts: tuple[tuple[int, float, float], ...] = ()


@dataclass(frozen=True)
class Counted:
    """Where people come from; `housed` of `spread` totals went to buildings."""

    source: str
    year: int
    basis: str
    housed: int
    spread: int

    @property
    def name(self) -> str:
        """Return the source as it is cited."""
        return f"{self.source} ({self.year})"


@dataclass(frozen=True, eq=False)
class Ground:
    """n spots, see `Spots` and `People` for what the arrays hold; no people without `counted`."""

    places: Floats
    piece: NDArray[np.int64]
    along: Floats
    part: Floats
    metres: Floats
    hectares: Floats
    district: NDArray[np.int32]
    people: Floats
    by_streets: Floats
    by_buildings: Floats
    ages: Floats
    radius: Floats
    levels: tuple[Level, ...]
    counted: Counted | None

    def level(self, name: str) -> int:
        """Return the position of a level; ValueError where there is none."""
        return [level.level for level in self.levels].index(name)


def make_ground(session: Session, city_id: int, network: Network) -> Ground:
    """Read who and what is in a city and put it among its streets."""
    boundary = read_boundary(session, city_id)
    levels = read_districts(session, city_id, boundary)
    census = read_census(session, city_id)
    area = Area(network.streets.plane, boundary, levels)
    spots = street_spots(network.streets, network.all_tree.geometries, area)
    spots = spots + building_spots(_buildings(session, city_id), area)
    spots, people = settle(spots, census, area)
    return Ground(
        **_arrays(spots, besides=("planar",)),
        **_arrays(people, besides=("housed", "spread", "unplaced", "conflicts")),
        levels=tuple(_levels(levels, area, people)),
        counted=_counted(census, people),
    )


def _arrays(of: Spots | People, besides: Sequence[str]) -> dict[str, Any]:
    return {each.name: getattr(of, each.name) for each in fields(of) if each.name not in besides}


def _levels(levels: Sequence[Districts], area: Area, people: People) -> list[Level]:
    def ours(number: int, holder: Holder) -> bool:
        return holder.level == number

    return [
        Level(
            each.level,
            each.codes,
            each.names,
            tuple(inside.tolist()),
            tuple((of.position, count) for of, count in people.unplaced if ours(number, of)),
            tuple(
                (of.holder.position, of.own, of.together)
                for of in people.conflicts
                if ours(number, of.holder)
            ),
        )
        for number, (each, inside) in enumerate(zip(levels, area.inside(), strict=True))
    ]


def _counted(census: Census | None, people: People) -> Counted | None:
    if census is None:
        return None
    return Counted(census.source, census.year, census.basis, people.housed, people.spread)


def _buildings(session: Session, city_id: int) -> NDArray[np.object_]:
    rows = session.scalars(_BUILDINGS, {"city": city_id}).all()
    return np.asarray(shapely.from_wkb([bytes(row) for row in rows]), dtype=object)


def read_boundary(session: Session, city_id: int) -> BaseGeometry:
    """Return the boundary of a city, lon, lat."""
    return shapely.from_wkb(bytes(session.execute(_BOUNDARY, {"city": city_id}).scalar_one()))


_BOUNDARY = text("SELECT st_asbinary(geom) FROM published.city WHERE id = :city")
_BUILDINGS = text(
    "SELECT st_asbinary(geom) FROM published.basemap "
    "WHERE city_id = :city AND class = 'building' ORDER BY id"
)
