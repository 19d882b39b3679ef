"""Item pages and tiles beside tipg (DevelopmentSeed) on the same table, each asked in turn.

tipg is installed into an environment of its own for the time of the run. Both answer with one
process; tiles are asked once each, so that nobody has them at hand. BENCH_SPACES: how many.
"""

import http.client
import math
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from geoservice.config import Settings
from geoservice.store import cluster, schema
from geoservice.store.database import open_database
from tests.bench.spaces import SIDE, SOUTH, WEST, get, serving, settle, wait_for
from tests.serving import free_port

SPACES = int(os.environ.get("BENCH_SPACES", "100000"))
PAGES = 12
ZOOMS = (10, 12, 14)
TILES_A_SIDE = 6
THEIRS = "/collections/published.space"
OURS = "/api/collections/spaces"


def main() -> None:
    """Print the ratios."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        settle(database, SPACES)
        with (
            serving(home, "geoservice.web:create_app_from_environment()") as ours,
            _tipg(home) as theirs,
        ):
            _compare_pages(ours, theirs)
            _compare_tiles(ours, theirs)
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


@contextmanager
def _tipg(home: Path) -> Iterator[http.client.HTTPConnection]:
    """Serve tipg on the cluster of a home, as its owner."""
    folder = Path(tempfile.mkdtemp(prefix="geoservice-tipg-"))
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "tipg", "uvicorn"], check=True)
    port = free_port()
    sockets = quote(str(cluster.find_cluster(home).sockets), safe="")
    process = subprocess.Popen(
        [python, "-m", "uvicorn", "tipg.main:app", "--port", str(port), "--log-level", "error"],
        env={
            "DATABASE_URL": f"postgresql://geoservice@{sockets}/{cluster.DATABASE}",
            "TIPG_DB_SCHEMAS": '["published"]',
            "PATH": os.environ["PATH"],
        },
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        wait_for(connection, "/healthz")
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def _compare_pages(ours: http.client.HTTPConnection, theirs: http.client.HTTPConnection) -> None:
    offsets = [SPACES // PAGES * n for n in range(PAGES)]

    def page(base: str) -> Callable[[int], str]:
        return lambda offset: f"{base}/items?limit=1000&offset={offset}"

    _say("pages of 1,000", ours, [*map(page(OURS), offsets)], theirs, [*map(page(THEIRS), offsets)])


def _compare_tiles(ours: http.client.HTTPConnection, theirs: http.client.HTTPConnection) -> None:
    for zoom in ZOOMS:
        across = (WEST + SIDE / 2 + 180) / 360 * 2**zoom
        lat = math.radians(SOUTH + SIDE / 2)
        down = (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * 2**zoom
        side = 1 if zoom == ZOOMS[0] else TILES_A_SIDE // 2 if zoom == ZOOMS[1] else TILES_A_SIDE
        places = [
            (int(across) - side // 2 + x, int(down) - side // 2 + y)
            for x in range(side)
            for y in range(side)
        ]
        mine = [f"{OURS}/tiles/WebMercatorQuad/{zoom}/{y}/{x}" for x, y in places]
        others = [f"{THEIRS}/tiles/WebMercatorQuad/{zoom}/{x}/{y}" for x, y in places]
        _say(f"{len(places)} cold tiles, zoom {zoom}", ours, mine, theirs, others)


def _say(
    what: str,
    ours: http.client.HTTPConnection,
    mine: list[str],
    theirs: http.client.HTTPConnection,
    others: list[str],
) -> None:
    """Ask both in turn and print how often each answers in a second."""
    took, size = [0.0, 0.0], [0, 0]
    for pair in zip(mine, others, strict=True):
        for n, (connection, path) in enumerate(zip((ours, theirs), pair, strict=True)):
            seconds, answer, body = get(connection, path)
            if answer.status not in (200, 204):
                sys.exit(f"{answer.status} from {path}")
            took[n] += seconds
            size[n] += len(body)
    rates = [len(mine) / each for each in took]
    print(
        f"{what}: {rates[0]:.1f} a second ({size[0] / len(mine) / 1000:.0f} kB each), tipg "
        f"{rates[1]:.1f} ({size[1] / len(mine) / 1000:.0f} kB each), {rates[0] / rates[1]:.1f} x"
    )


if __name__ == "__main__":
    main()
