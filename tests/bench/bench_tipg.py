"""Item pages, tiles and a whole collection beside tipg on the same table, each asked in turn.

Both answer with one process. tipg pages by offset and by nothing else; it gives 10,000 features at
most, in a page and in a tile. BENCH_SPACES: how many spaces, 100,000 unless told.
"""

import math
import os
import shutil
import tempfile
from pathlib import Path

from geoservice.config import Settings
from geoservice.publish.paging import write_token
from geoservice.store import cluster, schema
from geoservice.store.database import open_database
from tests.bench.spaces import SIDE, SOUTH, WEST, serving, settle
from tests.bench.tipg import Connection, ask, say, serving_tipg

SPACES = int(os.environ.get("BENCH_SPACES", "100000"))
PAGE, THEIR_LARGEST_PAGE = 1000, 10_000
DEPTHS = (0.0, 0.25, 0.5, 0.75, 0.99)
SIDES = {8: 1, 10: 1, 12: 3, 14: 6, 16: 8}  # of the square of tiles that is asked for at a zoom
COLD = ("", "?lang=en", "?lang=th")  # the same tile, kept under another name: cold again
ROUNDS = len(COLD)
THEIRS = "/collections/published.space"
OURS = "/api/collections/spaces"
Pair = tuple[Connection, Connection]
Rounds = list[list[str]]


def main() -> None:
    """Print the ratios."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        settle(database, SPACES)
        print(f"{SPACES:,} spaces", flush=True)
        with (
            serving(home, "geoservice.web:create_app_from_environment()") as ours,
            serving_tipg(home) as theirs,
        ):
            _compare_pages((ours, theirs))
            _compare_tiles((ours, theirs))
            _compare_exports((ours, theirs))
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def _beside(what: str, pair: Pair, mine: Rounds, others: list[str]) -> None:
    """Ask both in turn, once a round: us for the paths of the round, tipg always for the same."""
    asked = [(ask(pair[0], paths), ask(pair[1], others)) for paths in mine]
    ours, theirs = zip(*asked, strict=True)
    say(what, ours, theirs, asked=len(others))


def _compare_pages(pair: Pair) -> None:
    depths = [round(SPACES * depth) for depth in DEPTHS]
    offsets = [f"offset={n}" for n in depths]
    named_offsets = [f"sortby=name_en&{each}" for each in offsets]
    following = [f"next={write_token('id', (n,))}" for n in depths]
    names = [("+name_en", (f"Learning space {n}", n)) for n in depths]
    by_name = [f"sortby=name_en&next={write_token(*key)}" for key in names]
    for what, ours, theirs in (
        ("first page", ["offset=0"], ["offset=0"]),
        ("pages by offset", offsets, offsets),
        ("pages by next, tipg's by offset", following, offsets),
        ("pages by name and next, tipg's by offset", by_name, named_offsets),
    ):
        mine = [_pages(OURS, ours)] * ROUNDS
        _beside(f"{what}, {PAGE:,} each", pair, mine, _pages(THEIRS, theirs))


def _pages(base: str, asked: list[str]) -> list[str]:
    return [f"{base}/items?limit={PAGE}&{each}" for each in asked]


def _compare_tiles(pair: Pair) -> None:
    for zoom, side in SIDES.items():
        tiles, grid = _tiles(zoom, side), f"tiles/WebMercatorQuad/{zoom}"
        mine = [[f"{OURS}/{grid}/{y}/{x}{name}" for x, y in tiles] for name in COLD]
        others = [f"{THEIRS}/{grid}/{x}/{y}" for x, y in tiles]
        _beside(f"{len(tiles)} cold tiles, zoom {zoom}", pair, mine, others)


def _tiles(zoom: int, side: int) -> list[tuple[int, int]]:
    """Return a square of tiles in the middle of the city, columns and rows."""
    across = (WEST + SIDE / 2 + 180) / 360 * 2**zoom
    lat = math.radians(SOUTH + SIDE / 2)
    down = (1 - math.asinh(math.tan(lat)) / math.pi) / 2 * 2**zoom
    return [
        (int(across) - side // 2 + x, int(down) - side // 2 + y)
        for x in range(side)
        for y in range(side)
    ]


def _compare_exports(pair: Pair) -> None:
    """Fetch everything as GeoJSON: ours in one file, tipg's by its largest pages."""
    pages = [
        f"{THEIRS}/items?limit={THEIR_LARGEST_PAGE}&offset={offset}"
        for offset in range(0, SPACES, THEIR_LARGEST_PAGE)
    ]
    mine = [ask(pair[0], [f"{OURS}/export?f=geojson"]) for _ in range(ROUNDS)]
    other = ask(pair[1], pages)
    if {each.features for each in mine} != {other.features} or other.features != SPACES:
        raise RuntimeError(f"{mine} and {other} of {SPACES} spaces")
    best = min(mine)
    print(
        f"all as GeoJSON: {best.seconds:.1f} s ({best.size / 1e6:.0f} MB), tipg in {len(pages)} "
        f"pages {other.seconds:.1f} s ({other.size / 1e6:.0f} MB), "
        f"{other.seconds / best.seconds:.1f} x"
    )


if __name__ == "__main__":
    main()
