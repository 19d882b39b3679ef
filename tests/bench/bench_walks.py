"""Ways, cost matrices and tours beside pgRouting, networkx and a bare scipy search, in one run.

Stops are junctions of the same network for all, so that every figure answers the same question.
The city is Chiang Mai's streets where GEOSERVICE_TEST_DATA has them, else the sample city.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from sqlalchemy import Connection, text

from geoservice.store.database import Database
from geoservice.walk.directions import LandmarkIndex
from geoservice.walk.itinerary import Candidate, Place, Wish
from geoservice.walk.legs import Course, make_legs
from geoservice.walk.network import Network, build_network
from geoservice.walk.paths import find_ways
from geoservice.walk.planning import plan_walk
from geoservice.walk.profiles import Profile, find_profile
from geoservice.walk.shelf import NetworkShelf
from geoservice.walk.snapping import Spot, snap
from tests.bench.city import EDGES, bring, compare, fresh_home, has_pgrouting, median

STOPS = 10
CANDIDATES = 40


@dataclass(frozen=True)
class Ground:
    """A network, some of its junctions as spots and by their ids in the store."""

    network: Network
    spots: tuple[Spot, ...]
    ids: tuple[int, ...]
    connection: Connection


def main() -> None:
    """Print each figure, and ours as a ratio of the other's."""
    with fresh_home() as (home, database):
        city = bring(database, home)
        _measure_opening(database, city, home)
        with database.owner.connect() as connection:
            ground = _ground(database, city, home, connection)
            routed = has_pgrouting(connection)
            _measure_way(ground, routed)
            _measure_matrix(ground, routed)
            _measure_tour(ground, routed)
            _measure_budget(ground)


def _measure_opening(database: Database, city: int, home: Path) -> None:
    profile = find_profile("adult")
    with database.reading() as session:
        made = median(lambda: NetworkShelf(_fresh(home)).network(session, city, profile), 3)
        shelf = home / "networks"
        NetworkShelf(shelf).network(session, city, profile)
        opened = median(lambda: NetworkShelf(shelf).network(session, city, profile))
    print(f"network made in {made:.0f} ms, opened by a worker in {opened:.1f} ms")


def _fresh(home: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=home))


def _ground(database: Database, city: int, home: Path, connection: Connection) -> Ground:
    with database.reading() as session:
        network = NetworkShelf(home / "networks").network(session, city, find_profile("adult"))
    draw = np.random.default_rng(1)
    ends = np.unique(network.streets.ends[network.main])
    chosen = draw.choice(ends, CANDIDATES + 1, replace=False)
    spots = tuple(snap(network, Place(*network.streets.junctions[each])) for each in chosen)
    rows = connection.scalars(
        text("SELECT id FROM street_node WHERE city_id = :city ORDER BY id"), {"city": city}
    ).all()
    print(f"{len(rows):,} junctions, {len(network.streets.metres):,} pieces")
    return Ground(network, spots, tuple(rows[each] for each in chosen), connection)


def _measure_way(ground: Ground, routed: bool) -> None:
    network, (start, end) = ground.network, ground.spots[:2]

    def ours() -> float:
        ways = find_ways(network, (start, end))
        course = Course((start, end), ((None, None),) * 2, LandmarkIndex(()))
        make_legs(ways, course, (0, 1))
        return float(ways.costs[0, 1])

    compare("one way with geometry and text", ours, {
        "pgr_dijkstra": routed and (lambda: _sql(
            ground, "SELECT max(agg_cost) FROM pgr_dijkstra(:edges, :start, :end)",
            start=ground.ids[0], end=ground.ids[1])),
        "networkx": _networkx(ground, 2),
        "bare scipy": lambda: _scipy(ground, 2)[0][1],
    })  # fmt: skip


def _measure_matrix(ground: Ground, routed: bool) -> None:
    def ours() -> float:
        return float(find_ways(ground.network, ground.spots[: STOPS + 1]).costs.sum())

    compare(f"cost matrix of {STOPS + 1} places", ours, {
        "pgr_dijkstraCostMatrix": routed and (lambda: _sql(
            ground, "SELECT sum(agg_cost) FROM pgr_dijkstraCostMatrix(:edges, :ids, true)",
            ids=list(ground.ids[: STOPS + 1]))),
        "networkx": _networkx(ground, STOPS + 1),
        "bare scipy": lambda: float(_scipy(ground, STOPS + 1).sum()),
    })  # fmt: skip


def _measure_tour(ground: Ground, routed: bool) -> None:
    wish = Wish(
        depart=datetime(2026, 11, 28, 9, tzinfo=UTC),
        stops=tuple(Candidate(spot.place) for spot in ground.spots[1 : STOPS + 1]),
        start=Candidate(ground.spots[0].place),
        loop=True,
        best_order=True,
    )
    networks: dict[tuple[str, ...], Network] = {(): ground.network}

    def ours() -> float:
        legs = plan_walk(_cached(ground, networks), wish).legs
        return sum(stretch.seconds for leg in legs for stretch in leg.stretches)

    compare(f"walk of {STOPS} stops, ordered, a loop", ours, {
        "pgRouting matrix + TSP + paths": routed and (lambda: _pgr_tour(ground)),
    })  # fmt: skip


def _cached(
    ground: Ground, networks: dict[tuple[str, ...], Network]
) -> Callable[[Profile, tuple[str, ...]], Network]:
    def network_of(profile: Profile, prefer: tuple[str, ...]) -> Network:
        if prefer not in networks:
            networks[prefer] = build_network(ground.network.streets, profile, prefer)
        return networks[prefer]

    return network_of


def _pgr_tour(ground: Ground) -> float:
    """Order with pgr_TSP over a cost matrix, then the paths with their geometry."""
    ids = list(ground.ids[: STOPS + 1])
    matrix = (
        f"SELECT * FROM pgr_dijkstraCostMatrix($edges${EDGES}$edges$, ARRAY{ids}::bigint[], true)"
    )
    order = ground.connection.scalars(
        text(f"SELECT node FROM pgr_TSP($matrix${matrix}$matrix$, start_id => {ids[0]})")
    ).all()
    total = ground.connection.scalar(
        text(
            "SELECT sum(path.cost) FROM (SELECT path.cost, st_asbinary(street_edge.geom) "
            "FROM pgr_dijkstraVia(:edges, :order) AS path "
            "LEFT JOIN street_edge ON street_edge.id = path.edge) AS path"
        ),
        {"edges": EDGES, "order": list(order)},
    )
    return float(total or 0)


def _measure_budget(ground: Ground) -> None:
    kinds = ("temple", "library", "museum", "market", "park")
    draw = np.random.default_rng(2)
    wish = Wish(
        depart=datetime(2026, 11, 28, 9, tzinfo=UTC),
        candidates=tuple(
            Candidate(spot.place, space=n, kind=kinds[n % 5], rank=draw.random(), dwell_minutes=20)
            for n, spot in enumerate(ground.spots[1:])
        ),
        start=Candidate(ground.spots[0].place),
        loop=True,
        budget_minutes=180,
    )
    networks: dict[tuple[str, ...], Network] = {(): ground.network}
    milliseconds = median(lambda: plan_walk(_cached(ground, networks), wish))
    print(f"three hours out of {CANDIDATES} candidates: {milliseconds:.0f} ms (at most 400)")


def _sql(ground: Ground, sql: str, **values: object) -> float:
    return float(ground.connection.scalar(text(sql), {"edges": EDGES, **values}) or 0)


def _networkx(ground: Ground, count: int) -> Callable[[], float]:
    """Return a search of a graph that is made beforehand, as ours is."""
    graph = nx.Graph()
    network = ground.network
    for (a, b), seconds in zip(
        network.streets.ends.tolist(), network.weights.seconds[:, 0].tolist(), strict=True
    ):
        if not graph.has_edge(a, b) or graph[a][b]["weight"] > seconds:
            graph.add_edge(a, b, weight=seconds)
    nodes = _junctions(ground, count)

    def run() -> float:
        if count == 2:
            return float(nx.dijkstra_path_length(graph, *nodes))
        found = [nx.single_source_dijkstra_path_length(graph, node) for node in nodes]
        return float(sum(lengths[node] for lengths in found for node in nodes))

    return run


def _scipy(ground: Ground, count: int) -> "np.ndarray":
    network, nodes = ground.network, _junctions(ground, count)
    size = len(network.streets.junctions)
    graph = csr_array((network.costs, network.indices, network.indptr), shape=(size, size))
    return np.asarray(dijkstra(graph, indices=nodes)[:, nodes])


def _junctions(ground: Ground, count: int) -> list[int]:
    ends = ground.network.streets.ends
    return [int(ends[spot.piece, round(spot.along)]) for spot in ground.spots[:count]]
