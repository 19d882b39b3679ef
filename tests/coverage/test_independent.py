"""Coverage of real cities against another computation: networkx and shapely, slow and plain.

It shares with ours only the lengths and seconds of street pieces and the plane they are measured
on. Streets are cut by districts as lines by polygons, not into stretches.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.planner import cover
from geoservice.coverage.shelf import CoverageShelf
from geoservice.intake.cities import box_boundary
from geoservice.intake.osm.importing import import_osm
from geoservice.store.database import Database
from geoservice.walk.network import Network
from geoservice.walk.profiles import find_profile
from geoservice.walk.shelf import NetworkShelf
from tests.conftest import add_city
from tests.walk.conftest import data_file

MINUTES = 10
LIMIT = MINUTES * 60.0
PEOPLE = 150
KINDS = ("library", "school", "museum")
CITIES = {
    "chiang-mai-nimman.osm.pbf": (98.9525, 18.7880, 98.9744, 18.8088),
    "chonburi-mueang.osm.pbf": (100.95, 13.33, 101.0, 13.38),
    "monaco.osm.pbf": (7.415, 43.728, 7.432, 43.742),
}


@dataclass(frozen=True)
class Found:
    """Where a place comes to the street: piece, part of it, metres of the way there."""

    piece: int
    along: float
    door: float


class Slow:
    """The other computation."""

    def __init__(self, network: Network) -> None:
        self.network, self.streets = network, network.streets
        self.lines = [
            self.streets.plane.project(shapely.LineString(self.streets.line(piece)))
            for piece in range(len(self.streets.metres))
        ]
        self.main = np.flatnonzero(network.main)
        self.main_lines = np.array([self.lines[piece] for piece in self.main], dtype=object)
        self.graph = nx.DiGraph()
        for piece in self.main:
            start, end = (int(each) for each in self.streets.ends[piece])
            along, against = network.weights.seconds[piece]
            for a, b, cost in ((start, end, along), (end, start, against)):
                if np.isfinite(cost) and cost < self.graph.get_edge_data(a, b, {}).get("s", np.inf):
                    self.graph.add_edge(a, b, s=cost)

    def snap(self, lon: float, lat: float) -> Found | None:
        point = self.streets.plane.project(shapely.Point(lon, lat))
        around = (point.x - 301, point.y - 301, point.x + 301, point.y + 301)
        water = shapely.clip_by_rect(self.network.water, *around)
        for number in np.argsort(shapely.distance(self.main_lines, point), kind="stable"):
            line = self.main_lines[number]
            door = line.distance(point)
            if door > 300:
                return None
            way = shapely.shortest_line(point, line)
            if door <= 15 or way.intersection(water).length <= 15:
                along = line.project(point, normalized=True)
                return Found(int(self.main[number]), along, door if door >= 0.5 else 0.0)
        return None

    def junctions(self, doors: list[Found]) -> dict[int, float]:
        """Return the seconds from junctions to the nearest door, by a search from a source."""
        backwards = self.graph.reverse()
        for door in doors:
            start, end = (int(each) for each in self.streets.ends[door.piece])
            along, against = self.network.weights.seconds[door.piece]
            enter = door.door / self.network.profile.speed
            steps = ((start, along * door.along), (end, against * (1 - door.along)))
            for junction, cost in steps:
                known = backwards.get_edge_data("source", junction, {}).get("s", np.inf)
                if np.isfinite(cost) and enter + cost < known:
                    backwards.add_edge("source", junction, s=enter + cost)
        return nx.single_source_dijkstra_path_length(backwards, "source", weight="s")

    def seconds(
        self, piece: int, x: float, junctions: dict[int, float], doors: list[Found]
    ) -> float:
        start, end = (int(each) for each in self.streets.ends[piece])
        along, against = self.network.weights.seconds[piece]
        ways = [
            junctions.get(start, np.inf) + against * x,
            junctions.get(end, np.inf) + along * (1 - x),
        ]
        for door in doors:
            cost = (along if door.along >= x else against) * abs(door.along - x)
            ways.append(cost + door.door / self.network.profile.speed)
        return float(min(ways))

    def covered(self, piece: int, junctions: dict[int, float], doors: list[Found]) -> BaseGeometry:
        """Return the parts (0 to 1) of a piece within the limit as lines along an axis."""
        start, end = (int(each) for each in self.streets.ends[piece])
        along, against = self.network.weights.seconds[piece]
        left = LIMIT - junctions.get(start, np.inf)
        right = LIMIT - junctions.get(end, np.inf)
        spans = [(0.0, left / against)] if left > 0 else []
        spans += [(1 - right / along, 1.0)] if right > 0 else []
        for door in doors:
            rest = LIMIT - door.door / self.network.profile.speed
            if rest > 0:
                spans.append((door.along - rest / along, door.along + rest / against))
        lines = [shapely.LineString([(max(a, 0), 0), (min(b, 1), 0)]) for a, b in spans]
        return shapely.union_all(lines)


def parts_inside(line: BaseGeometry, district: BaseGeometry) -> list[tuple[float, float]]:
    """Return which parts (0 to 1) of a line lie in a polygon."""
    if district.contains(line):
        return [(0.0, 1.0)]
    cuts = shapely.get_coordinates(line.intersection(district.boundary))
    places = sorted({0.0, 1.0, *(line.project(shapely.Point(c), normalized=True) for c in cuts)})
    return [
        (a, b)
        for a, b in pairwise(places)
        if district.contains(line.interpolate((a + b) / 2, normalized=True))
    ]


@pytest.fixture(scope="module", params=CITIES)
def city(
    request: pytest.FixtureRequest, real_data: Path, module_database: Database
) -> tuple[Database, str, int]:
    name = request.param
    slug = name.split(".")[0]
    number = add_city(module_database, slug, boundary=box_boundary(CITIES[name]).shape)
    with module_database.writing() as session:
        import_osm(session, data_file(real_data, name), city=slug)
    _districts(module_database, number, CITIES[name])
    return module_database, slug, number


def _districts(database: Database, city: int, box: tuple[float, float, float, float]) -> None:
    """Lay four districts with slanting borders over a city, and people at random in it."""
    west, south, east, north = box
    draw = np.random.default_rng(4)
    x, y = (west + east) / 2, (south + north) / 2
    lean = (east - west) / 7
    quarters = {
        "sw": [(west, south), (x + lean, south), (x, y), (west, y - lean)],
        "se": [(x + lean, south), (east, south), (east, y + lean), (x, y)],
        "nw": [(west, y - lean), (x, y), (x - lean, north), (west, north)],
        "ne": [(x, y), (east, y + lean), (east, north), (x - lean, north)],
    }
    with database.writing() as session:
        session.execute(text("DELETE FROM district WHERE city_id = :city"), {"city": city})
        for code, ring in quarters.items():
            shape = shapely.MultiPolygon([shapely.Polygon(ring)])
            session.execute(
                text(
                    "INSERT INTO district (city_id, level, code, source, geom) VALUES "
                    "(:city, 'tambon', :code, 'test', st_setsrid(st_geomfromtext(:wkt), 4326))"
                ),
                {"city": city, "code": code, "wkt": shape.wkt},
            )
        for number in range(PEOPLE):
            lon, lat = draw.uniform((west, south), (east, north)).tolist()
            session.execute(
                text(
                    "INSERT INTO population_cell (city_id, basis, source, source_id, year, "
                    "people, by_age, geom) VALUES (:city, 'point', 'test', :id, 2021, :people, "
                    "'{}', st_setsrid(st_makepoint(:lon, :lat), 4326))"
                ),
                {
                    **{"city": city, "id": str(number), "people": int(draw.integers(1, 90))},
                    **{"lon": lon, "lat": lat},
                },
            )


@pytest.mark.realdata
@pytest.mark.parametrize("profile", ["adult", "wheelchair"])
def test_figures_equal_those_of_another_computation(
    city: tuple[Database, str, int], profile: str, tmp_path: Path
) -> None:
    database, slug, number = city
    shelf = CoverageShelf(tmp_path / "coverage", NetworkShelf(tmp_path / "networks"))
    asked = AskedCoverage(slug, KINDS, MINUTES, profile)
    with database.reading() as session:
        ours = cover(session, shelf, asked)
        network = shelf.networks.network(session, number, find_profile(profile))
        spaces = session.execute(_SPACES, {"city": number, "kinds": list(KINDS)}).all()
        districts = session.execute(_DISTRICTS, {"city": number}).all()
        people = session.execute(_PEOPLE, {"city": number}).all()

    slow = Slow(network)
    doors = [found for row in spaces if (found := slow.snap(row.lon, row.lat))]
    by_piece = defaultdict(list)
    for door in doors:
        by_piece[door.piece].append(door)
    junctions = slow.junctions(doors)
    plane = network.streets.plane
    boundary = plane.project(box_boundary(CITIES[_file(slug)]).shape)
    placed = [(row, slow.snap(row.lon, row.lat)) for row in people]

    tree = shapely.STRtree(slow.lines)
    assert len(doors) >= 3
    for row, figures in zip(districts, ours.districts, strict=True):
        shape = plane.project(shapely.from_wkb(bytes(row.shape))).intersection(boundary)
        there, covered = 0.0, 0.0
        for person, spot in placed:
            if not shape.contains(plane.project(shapely.Point(person.lon, person.lat))):
                continue
            there += person.people
            if spot is not None:
                seconds = slow.seconds(spot.piece, spot.along, junctions, by_piece[spot.piece])
                covered += person.people * (seconds + spot.door / network.profile.speed <= LIMIT)
        metres, reached = 0.0, 0.0
        for piece in tree.query(shape, predicate="intersects"):
            length = network.streets.metres[piece]
            within = shapely.MultiLineString()
            if network.main[piece]:
                within = slow.covered(int(piece), junctions, by_piece[int(piece)])
            for a, b in parts_inside(slow.lines[piece], shape):
                metres += (b - a) * length
                part = shapely.LineString([(a, 0), (b, 0)])
                reached += within.intersection(part).length * length
        assert figures.people == pytest.approx(there, rel=1e-6)
        assert figures.people_covered == pytest.approx(covered, rel=1e-6)
        assert figures.street_metres == pytest.approx(metres, rel=1e-6)
        assert figures.street_metres_covered == pytest.approx(reached, rel=1e-6, abs=1e-6)


def _file(slug: str) -> str:
    return next(name for name in CITIES if name.startswith(slug))


_SPACES = text(
    "SELECT st_x(geom) AS lon, st_y(geom) AS lat FROM published.space "
    "WHERE city_id = :city AND kind = ANY(:kinds) AND geom IS NOT NULL ORDER BY id"
)
_DISTRICTS = text(
    "SELECT code, st_asbinary(geom) AS shape FROM published.district "
    "WHERE city_id = :city ORDER BY code"
)
_PEOPLE = text(
    "SELECT people, st_x(geom) AS lon, st_y(geom) AS lat FROM published.population "
    "WHERE city_id = :city ORDER BY id"
)
