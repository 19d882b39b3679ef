"""Tiles of 100,000 spaces, each figure beside its reference in the same run.

Cold tiles beside the same SQL through psql; warm tiles and 304s beside an empty Flask response of
the same web server; pages of items at any depth beside the first one.
"""

import http.client
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from sqlalchemy import text

from geoservice.config import Settings
from geoservice.publish.grid import TileAddress
from geoservice.store import cluster, schema
from geoservice.store.database import Database, open_database
from tests.bench.spaces import get, serving, settle

SPACES = 100_000
ZOOMS = range(6, 17)
TILES_A_ZOOM = 12
COLD = ("", "?lang=en", "?lang=th", "?f=mvt")  # the same tile, kept under another name: cold again
ROUNDS, REQUESTS = 40, 100  # short and many: the best of each is the least disturbed


def main() -> None:
    """Print the ratios."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        settle(database, SPACES)
        with serving(home, "geoservice.web:create_app_from_environment()") as ours:
            _measure_cold(home, database, ours)
            with serving(home, "tests.bench.empty_app:app") as empty:
                _measure_warm(ours, empty)
            _measure_pages(ours)
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def _path(tile: TileAddress) -> str:
    return f"/api/collections/spaces/tiles/WebMercatorQuad/{tile.z}/{tile.y}/{tile.x}"


def _tiles(database: Database) -> list[TileAddress]:
    """Return tiles with spaces in them, a few at each zoom, some in the thick and some outside."""
    found = []
    with database.owner.connect() as connection:
        for z in ZOOMS:
            rows = connection.execute(
                text(
                    "SELECT grid_x >> (30 - :z) AS x, grid_y >> (30 - :z) AS y FROM space "
                    "GROUP BY 1, 2 ORDER BY md5((grid_x >> (30 - :z))::text || '/' || "
                    "(grid_y >> (30 - :z))::text) LIMIT :most"
                ),
                {"z": z, "most": TILES_A_ZOOM},
            )
            found += [TileAddress(z, x, y) for x, y in rows]
    return found


def _measure_cold(home: Path, database: Database, ours: http.client.HTTPConnection) -> None:
    tiles = _tiles(database)
    through_psql, answered = [], []
    for asked in COLD:  # interleaved, the best of each: other work on the machine comes and goes
        through_psql.append(_psql_seconds(home, tiles))
        answered.append([get(ours, _path(tile) + asked) for tile in tiles])
    best = min(answered, key=lambda run: sum(took for took, _, _ in run))
    seconds = sorted(took for took, _, _ in best)
    largest = max(len(body) for _, _, body in best)
    print(
        f"cold tiles, {SPACES:,} spaces, {len(tiles)} tiles of z{ZOOMS[0]}-z{ZOOMS[-1]}: "
        f"{sum(seconds):.2f} s, {sum(seconds) / min(through_psql):.2f} x the same SQL through "
        f"psql ({min(through_psql):.2f} s); "
        f"p50 {statistics.median(seconds) * 1000:.1f} ms, "
        f"p95 {seconds[int(len(seconds) * 0.95)] * 1000:.1f} ms, "
        f"largest {largest / 1000:.1f} kB"
    )


def _psql_seconds(home: Path, tiles: list[TileAddress]) -> float:
    """Return the seconds psql says the same tiles took, as the web's own role."""
    statements = "\n".join(
        f"SELECT published.tile_spaces({tile.z}, {tile.x}, {tile.y});" for tile in tiles
    )
    done = subprocess.run(
        ["psql", "-X", "-q", "-A", "-t", "-h", str(cluster.find_cluster(home).sockets)]
        + ["-U", cluster.READER_ROLE, "-d", cluster.DATABASE],
        input=f"SET jit = off;\n\\timing on\n{statements}\n",
        env={**os.environ, "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    return sum(map(float, re.findall(r"^Time: ([\d.]+) ms", done.stdout, re.MULTILINE))) / 1000


def _measure_warm(ours: http.client.HTTPConnection, empty: http.client.HTTPConnection) -> None:
    path = _path(TileAddress(14, 12697, 7319))
    tag = get(ours, path)[1].headers["ETag"]
    rates: dict[str, list[float]] = {"empty": [], "warm": [], "304": []}
    for _ in range(ROUNDS):
        rates["empty"].append(_rate(empty, "/"))
        rates["warm"].append(_rate(ours, path))
        rates["304"].append(_rate(ours, path, **{"If-None-Match": tag}))
    best = {name: max(each) for name, each in rates.items()}
    for name in ("warm", "304"):
        print(
            f"{name} tile: {best[name]:,.0f} a second, {best[name] / best['empty']:.2f} x the rate "
            f"of an empty Flask response ({best['empty']:,.0f} a second)"
        )


def _rate(connection: http.client.HTTPConnection, path: str, **headers: str) -> float:
    started = time.perf_counter()
    for _ in range(REQUESTS):
        get(connection, path, **headers)
    return REQUESTS / (time.perf_counter() - started)


def _measure_pages(ours: http.client.HTTPConnection) -> None:
    items = "/api/collections/spaces/items?limit=1000&city=bench"
    url, pages = items, []
    while url:
        took, _, body = get(ours, url)
        pages.append(took)
        following = re.search(rb'"rel":"next"[^}]*?"href":"http://[^/]+([^"]+)"', body)
        url = following[1].decode() if following else ""
    first = min(pages[0], *(get(ours, f"{items}&lang=en")[0] for _ in range(3)))
    deep = statistics.median(pages[-10:])
    print(
        f"page of 1,000 items: first {first * 1000:.1f} ms, at depth {len(pages) * 1000:,} "
        f"{deep * 1000:.1f} ms, {deep / first:.2f} x"
    )


if __name__ == "__main__":
    main()
