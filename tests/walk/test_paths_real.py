"""Real cities: 300 random pairs against an independent search of the same pieces."""

from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from geoservice.errors import UnavailableError
from geoservice.geo import WGS84
from geoservice.intake import sample
from geoservice.intake.osm.importing import import_osm
from geoservice.store.database import Database
from geoservice.walk.itinerary import Place
from geoservice.walk.legs import part_metres
from geoservice.walk.network import Network, build_network
from geoservice.walk.paths import find_ways, part_seconds
from geoservice.walk.profiles import find_profile
from geoservice.walk.snapping import Spot, snap_all, spot_of
from geoservice.walk.streets import Streets, read_streets
from tests.intake.test_osm_real import whole_file_city
from tests.walk.conftest import data_file
from tests.walk.test_paths import independent, stand

PAIRS = {"adult": 300, "wheelchair": 60}


@pytest.fixture(scope="module", params=["nimman", "monaco", "helsinki"])
def real_streets(
    request: pytest.FixtureRequest,
    module_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
) -> Streets:
    path, country = _file(request, tmp_path_factory)
    with module_database.writing() as session:
        session.connection().exec_driver_sql("TRUNCATE city CASCADE")
    slug = whole_file_city(module_database, path, country=country)
    with module_database.writing() as session:
        import_osm(session, path, city=slug)
    with module_database.reading() as session:
        city = session.connection().exec_driver_sql("SELECT id FROM published.city").scalar_one()
        return read_streets(session, city)


def _file(request: pytest.FixtureRequest, folders: pytest.TempPathFactory) -> tuple[Path, str]:
    if request.param == "helsinki":
        try:
            return sample.sample_file(folders.mktemp("sample")), "FI"
        except UnavailableError as error:
            pytest.skip(str(error))
    folder = request.getfixturevalue("real_data")
    names = {"nimman": ("chiang-mai-nimman.osm.pbf", "TH"), "monaco": ("monaco.osm.pbf", "MC")}
    name, country = names[request.param]
    return data_file(folder, name), country


@pytest.mark.realdata
@pytest.mark.parametrize("profile", ["adult", "wheelchair"])
def test_random_pairs_equal_an_independent_search(real_streets: Streets, profile: str) -> None:
    network = build_network(real_streets, find_profile(profile))
    pairs = PAIRS[profile]
    spots = _random_spots(network, 2 * pairs)
    graph = independent(network)
    for number, spot in enumerate(spots):
        stand(graph, network, spot, f"spot {number}")

    for number in range(0, 2 * pairs, 2):
        a, b = spots[number], spots[number + 1]
        ways = find_ways(network, (a, b))

        expected, _ = nx.bidirectional_dijkstra(
            graph, f"spot {number}", f"spot {number + 1}", weight="seconds"
        )
        parts = ways.parts(0, 1)
        metres = sum(part_metres(network, part) for part in parts)
        assert ways.costs[0, 1] * network.profile.speed == pytest.approx(
            expected * network.profile.speed, abs=0.01
        )  # a centimetre
        assert sum(part_seconds(network, part) for part in parts) == pytest.approx(
            ways.costs[0, 1], abs=1e-6
        )
        assert metres >= WGS84.inv(*a.at, *b.at)[2] - 0.01  # never shorter than a straight line


def _random_spots(network: Network, count: int) -> list[Spot]:
    """Return spots of places drawn over the whole of the streets, each on its own piece."""
    draw = np.random.default_rng(20_260)
    low, high = network.streets.junctions.min(axis=0), network.streets.junctions.max(axis=0)
    spots: list[Spot] = []
    pieces: set[int] = set()
    while len(spots) < count:
        places = draw.uniform(low, high, (count, 2))
        found = snap_all(network, places)
        for number in np.flatnonzero(found.piece >= 0):
            if int(found.piece[number]) not in pieces and len(spots) < count:
                pieces.add(int(found.piece[number]))
                spots.append(spot_of(network, found, int(number), Place(*places[number])))
    return spots
