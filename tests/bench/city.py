"""What the benchmarks of streets share: a city in a database of its own, and how they time."""

import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from geoservice.config import Settings
from geoservice.intake import sample
from geoservice.intake.cities import NewCity, add_city, box_boundary
from geoservice.intake.osm.extent import file_extent
from geoservice.intake.osm.importing import import_osm
from geoservice.store import cluster, schema
from geoservice.store.database import Database, open_database

FILE = "chiang-mai-roads.osm.pbf"
ROUNDS = 9
# the streets as ours are walked by an adult
EDGES = (
    "SELECT id, from_node AS source, to_node AS target, "
    "CASE WHEN steps THEN metres / 0.5 ELSE metres / 1.34 END AS cost, "
    "CASE WHEN steps THEN metres / 0.5 ELSE metres / 1.34 END AS reverse_cost "
    "FROM street_edge WHERE component = 0"
)


@contextmanager
def fresh_home() -> Iterator[tuple[Path, Database]]:
    """Give a home with an empty database, gone at the end."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        yield home, database
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def bring(database: Database, home: Path) -> int:
    """Import Chiang Mai's streets where they are, else the sample city; return the city's id."""
    folder = os.environ.get("GEOSERVICE_TEST_DATA", "../shared/data")
    path = Path(folder) / "osm" / FILE
    path = path if path.is_file() else sample.sample_file(home)
    west, south, east, north = file_extent(path)
    print(f"{path.name}:", end=" ")
    with database.writing() as session:
        boundary = box_boundary((west, south, east, north))
        add_city(session, NewCity("bench", "เมือง", "Bench", boundary=boundary.shape))
        import_osm(session, path, city="bench")
        return session.scalar(text("SELECT id FROM city")) or 0


def has_pgrouting(connection: Connection) -> bool:
    """Return whether pgRouting is there to be measured against."""
    try:
        connection.execute(text("CREATE EXTENSION IF NOT EXISTS pgrouting"))
        connection.commit()
    except DBAPIError:
        connection.rollback()
        print("pgRouting is not installed here: make bench installs it")
        return False
    return True


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median milliseconds of some runs."""
    return statistics.median(times(run, rounds))


def times(run: Callable[[], object], rounds: int) -> list[float]:
    """Return the milliseconds of each of some runs."""
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


def compare(title: str, ours: Callable[[], float], others: dict[str, object]) -> None:
    """Print our median and answer, and those of others as a ratio."""
    ours()
    own = median(ours)
    print(f"{title}: {own:.1f} ms, answer {ours():,.1f}")
    for name, run in others.items():
        if callable(run):
            other = median(run, 5)
            print(f"  {name}: {other:.1f} ms = {other / own:.1f} x ours, answer {run():,.1f}")
