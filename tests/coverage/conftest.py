"""The fixture town with districts and people, as a planner finds it."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest
from shapely import Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.figures import Coverage
from geoservice.coverage.planner import cover
from geoservice.coverage.shelf import CoverageShelf
from geoservice.intake.osm.importing import import_osm
from geoservice.store.database import Database
from geoservice.store.models import District, PopulationCell
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import Server, add_city, add_space
from tests.town import OsmFile, boundary, position, streets

_numbers = itertools.count(1)


@dataclass(frozen=True)
class PlannedTown:
    """A town in a database of its own and who asks about it. Places are metres east and north."""

    database: Database
    city: int
    shelf: CoverageShelf

    def space(self, x: float, y: float, **fields: object) -> int:
        lon, lat = position(x, y)
        return add_space(self.database, self.city, lon=lon, lat=lat, **fields)

    def district(self, code: str, shape: BaseGeometry, level: str = "tambon") -> None:
        with self.database.writing() as session:
            session.add(
                District(
                    city_id=self.city,
                    level=level,
                    code=code,
                    name_th=f"ตำบล {code}",
                    name_en=f"District {code}",
                    source="test",
                    geom=f"SRID=4326;{shape.wkt.replace('POLYGON ', 'MULTIPOLYGON (')})",
                )
            )

    def people(self, number: float, **fields: object) -> None:
        """Count people; `at` (x, y) for a point, `cell` for a polygon, else a district's total."""
        at, cell = fields.pop("at", None), fields.pop("cell", None)
        place = Point(*position(*at)) if at else cell
        values = {"source": "count", "year": 2021, "by_age": {}, **fields}
        basis = "district" if place is None else "point" if at else "cell"
        key = f"{fields.get('level')}/{fields.get('code')}/{at}/{cell and cell.wkt}"
        with self.database.writing() as session:
            session.add(
                PopulationCell(
                    city_id=self.city,
                    basis=basis,
                    source_id=key,
                    people=number,
                    geom=f"SRID=4326;{place.wkt}" if place else None,
                    **values,
                )
            )

    def cover(self, **asked: object) -> Coverage:
        with self.reading() as session:
            return cover(session, self.shelf, AskedCoverage(**{"city": "town", **asked}))

    def reading(self) -> AbstractContextManager[Session]:
        return self.database.reading()


@pytest.fixture
def make_town(database: Database, tmp_path: Path) -> Callable[..., PlannedTown]:
    """Bring other streets or another boundary in."""

    def _make(osm: OsmFile | None = None, **fields: object) -> PlannedTown:
        city = _import(database, osm or with_river(streets()), tmp_path, **fields)
        networks = NetworkShelf(tmp_path / "networks")
        return PlannedTown(database, city, CoverageShelf(tmp_path / "coverage", networks))

    return _make


def _import(database: Database, osm: OsmFile, folder: Path, **fields: object) -> int:
    city = add_city(database, "town", **{"boundary": boundary(), **fields})
    with database.writing() as session:
        import_osm(session, osm.write(folder / "town.osm"), city="town")
    return city


@pytest.fixture(scope="session")
def ready_town(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int, NetworkShelf]]:
    """A database with the streets of the town and its river, to be cloned; and its networks."""
    name, folder = "planned_town", tmp_path_factory.mktemp("planned")
    database = server.clone(name)
    city = _import(database, with_river(streets()), folder)
    database.close()
    yield name, city, NetworkShelf(folder / "networks")
    server.drop(name)


@pytest.fixture
def town(
    server: Server, ready_town: tuple[str, int, NetworkShelf], tmp_path: Path
) -> Iterator[PlannedTown]:
    """The streets of the town and its river, with nobody and nothing there yet."""
    template, city, networks = ready_town
    name = f"planned_{next(_numbers)}"
    database = server.clone(name, template=template)
    yield PlannedTown(database, city, CoverageShelf(tmp_path / "coverage", networks))
    database.close()
    server.drop(name)


def with_river(town: OsmFile) -> OsmFile:
    """Add the river from y 30 to 80 as water."""
    town.square(-150, 30, 650, natural="water", name="แม่น้ำ")
    number = len(town.ways)
    corners = [town.node(*corner) for corner in ((-150, 30), (500, 30), (500, 80), (-150, 80))]
    town.ways[number] = ([*corners, corners[0]], town.ways[number][1])
    return town


def rectangle(west: float, south: float, east: float, north: float) -> Polygon:
    """Return a polygon of corners said in metres."""
    return box(*position(west, south), *position(east, north))


WHOLE = rectangle(-190, -190, 590, 490)
