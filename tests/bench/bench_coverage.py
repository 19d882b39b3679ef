"""Nearest spaces and what-ifs, beside pandana, pgRouting and a bare scipy search, in one run.

All answer the same question on the same network: how many seconds it is from every junction to the
nearest of 150 places, which are junctions themselves.
"""

import json
import os
import statistics
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse.csgraph import dijkstra
from sqlalchemy import Connection, text

from geoservice.coverage.asked import AskedCoverage
from geoservice.coverage.planner import cover
from geoservice.coverage.search import Backwards, junction_seconds, turn_around
from geoservice.coverage.shelf import CoverageShelf
from geoservice.coverage.spaces import Doors, Fact, find_places
from geoservice.store.database import Database
from geoservice.walk.profiles import find_profile
from geoservice.walk.shelf import NetworkShelf
from tests.bench.city import EDGES, bring, compare, fresh_home, has_pgrouting, median, times
from tests.serving import running

SPACES = 150
DRAGS = 200
FARTHEST = 7200.0


@dataclass(frozen=True)
class Ground:
    """A network, some of its junctions as places, and their ids in the store."""

    streets: Backwards
    doors: Doors
    junctions: np.ndarray
    ids: list[int]
    connection: Connection


def main() -> None:
    """Print each figure, and ours as a ratio of the other's."""
    with fresh_home() as (home, database):
        city = bring(database, home)
        with database.owner.connect() as connection:
            ground = _ground(database, city, home, connection)
            _measure_nearest(ground, routed=has_pgrouting(connection))
        _measure_coverage(database, city, home)
        _measure_scenario(database, city, home)


def _ground(database: Database, city: int, home: Path, connection: Connection) -> Ground:
    with database.reading() as session:
        network = NetworkShelf(home / "networks").network(session, city, find_profile("adult"))
    draw = np.random.default_rng(1)
    chosen = draw.choice(np.unique(network.streets.ends[network.main]), SPACES, replace=False)
    facts = [Fact(n, "library", *network.streets.junctions[at]) for n, at in enumerate(chosen)]
    rows = connection.scalars(
        text("SELECT id FROM street_node WHERE city_id = :city ORDER BY id"), {"city": city}
    ).all()
    print(f"{len(rows):,} junctions, {len(network.streets.metres):,} pieces, {SPACES} spaces")
    ids = [rows[at] for at in chosen]
    return Ground(turn_around(network), find_places(network, facts), chosen, ids, connection)


def _measure_nearest(ground: Ground, *, routed: bool) -> None:
    entering = np.zeros(SPACES)

    def ours() -> float:
        return _total(junction_seconds(ground.streets, ground.doors, entering))

    compare("nearest space of every junction", ours, {
        "pandana nearest_pois": _pandana(ground),
        "pgr_drivingDistance": routed and (lambda: float(ground.connection.scalar(
            text("SELECT sum(agg_cost) FROM pgr_drivingDistance(:edges, :ids, :far, false, true)"),
            {"edges": EDGES, "ids": ground.ids, "far": FARTHEST}) or 0)),
        "bare scipy": lambda: _scipy(ground),
    })  # fmt: skip


def _total(seconds: np.ndarray) -> float:
    return float(seconds[np.isfinite(seconds)].sum())


def _scipy(ground: Ground) -> float:
    graph = ground.streets.graph
    return _total(np.asarray(dijkstra(graph, indices=ground.junctions, min_only=True)))


def _pandana(ground: Ground) -> Callable[[], float] | None:
    try:
        import pandana
        import pandas as pd
    except ImportError:
        print("pandana is not installed here: make bench installs it")
        return None
    network = ground.streets.network
    main = network.main
    ends, seconds = network.streets.ends[main], network.weights.seconds[main, 0]
    x, y = (pd.Series(each) for each in network.streets.junctions.T)
    made = pandana.Network(
        x, y, pd.Series(ends[:, 0]), pd.Series(ends[:, 1]), pd.DataFrame({"s": seconds})
    )
    made.set_pois("spaces", FARTHEST, 1, x.iloc[ground.junctions], y.iloc[ground.junctions])
    reached = np.unique(ends)

    def run() -> float:
        found = made.nearest_pois(FARTHEST, "spaces", num_pois=1)[1].to_numpy()
        return float(found[reached][found[reached] < FARTHEST].sum())

    return run


def _measure_coverage(database: Database, city: int, home: Path) -> None:
    """Tell what the first question after an import costs, and the next ones."""
    _add_spaces(database, city)
    folder = home / "coverage"

    def first() -> None:
        shelf = CoverageShelf(folder, NetworkShelf(home / "networks"))
        with database.reading() as session:
            cover(session, shelf, AskedCoverage("bench", ("library",)))

    cold = times(first, 1)[0]
    print(f"coverage after an import {cold:.0f} ms, of a new worker {median(first, 3):.0f} ms")


def _add_spaces(database: Database, city: int) -> None:
    """Make 150 junctions libraries, and let people live in the city's box."""
    with database.writing() as session:
        session.execute(text(
            "INSERT INTO space (city_id, kind, name_th, source, source_id, geom) "
            "SELECT city_id, 'library', 'ห้องสมุด', 'bench', id::text, geom FROM street_node "
            "WHERE city_id = :city AND component = 0 ORDER BY md5(id::text) LIMIT 150"
        ), {"city": city})  # fmt: skip
        session.execute(text(
            "INSERT INTO district (city_id, level, code, source, geom) "
            "SELECT id, 'tambon', 'all', 'bench', geom FROM city"
        ))  # fmt: skip
        session.execute(text(
            "INSERT INTO population_cell (city_id, basis, source, source_id, year, level, code, "
            "people, by_age) VALUES (:city, 'district', 'bench', 'all', 2021, 'tambon', 'all', "
            "300000, '{}')"
        ), {"city": city})  # fmt: skip


def _measure_scenario(database: Database, city: int, home: Path) -> None:
    """Drag a library over the city through HTTP and tell the round trips."""
    with database.reading() as session:
        places = session.execute(text(
            "SELECT st_x(geom), st_y(geom) FROM published.junction WHERE city_id = :city "
            "ORDER BY md5(id::text || 'drag') LIMIT :drags"
        ), {"city": city, "drags": DRAGS}).all()  # fmt: skip
    with running("serve", "--workers", "1", settings={"GEOSERVICE_HOME": str(home)}) as address:
        for form in ("json", "streets"):
            _drag(address, places, form)
        _nothing(address)


def _drag(address: str, places: list[tuple[float, float]], form: str) -> None:
    def post(lon: float, lat: float) -> int:
        body = {"city": "bench", "kinds": ["library"], "add": [{"lon": lon, "lat": lat}]}
        request = urllib.request.Request(
            f"{address}/api/coverage/scenario?f={form}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return len(answer.read())

    size = post(*places[0])
    taken = [times(lambda place=place: post(*place), 1)[0] for place in places]
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(
        f"what-if over HTTP, f={form} ({size / 1000:.0f} kB): median "
        f"{statistics.median(taken):.0f} ms, p95 {p95:.0f} ms (at most 80)"
    )


def _nothing(address: str) -> None:
    def get() -> None:
        with urllib.request.urlopen(f"{address}/healthz") as answer:
            answer.read()

    busy = os.getloadavg()[0]
    print(f"  an empty answer: {median(get, 50):.1f} ms (load of the machine {busy:.1f})")
