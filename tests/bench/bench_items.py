"""Pages of a thousand among 1,000,000 spaces: each order at every depth, beside its first page.

And filters: how long the first page takes that a filter finds, beside the first page of all.
"""

import http.client
import json
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from geoservice.config import Settings
from geoservice.publish.paging import write_token
from geoservice.store import cluster, schema
from geoservice.store.database import open_database
from tests.bench.spaces import get, serving, settle

SPACES = 1_000_000
ITEMS = "/api/collections/spaces/items?"
ROUNDS = 4
DEPTHS = (0.1, 0.5, 0.9, 0.99)
STORED = datetime(2026, 1, 31, tzinfo=UTC)
ORDERS = {
    "by id": ({}, lambda n: ("id", (n,))),
    "of a city": ({"city": "bench"}, lambda n: ("id", (n,))),
    "by capacity (none has one)": ({"sortby": "capacity"}, lambda n: ("+capacity", (None, n))),
    "by English name": (
        {"sortby": "name_en"},
        lambda n: ("+name_en", (f"Learning space {n}", n)),
    ),
    "by Thai name": ({"sortby": "name_th"}, lambda n: ("+name_th", (f"สถานที่เรียนรู้ {n}", n))),
    # All were stored in one moment: only the id tells one from another.
    "by last change": ({"sortby": "updated_at"}, lambda n: ("+updated_at", (STORED, n))),
    "last changed first": ({"sortby": "-updated_at"}, lambda n: ("-updated_at", (STORED, n))),
    "of libraries by id": ({"kind": "library"}, lambda n: ("id", (n,))),
    "of libraries by Thai name": (
        {"kind": "library", "sortby": "name_th"},
        lambda n: ("+name_th", (f"สถานที่เรียนรู้ {n}", n)),
    ),
    "of libraries, last changed first": (
        {"kind": "library", "sortby": "-updated_at"},
        lambda n: ("-updated_at", (STORED, n)),
    ),
}
FILTERS = (
    "kind = 'library'",
    "S_INTERSECTS(geometry, BBOX(98.98,18.78,98.981,18.781))",
    "S_WITHIN(geometry, POLYGON((98.9 18.7,99.1 18.7,99 18.9,98.9 18.7)))",
    "name_en LIKE '%space 12345%'",
    "CASEI(name_en) LIKE CASEI('%SPACE 12345%')",
)


def main() -> None:
    """Print the ratios."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        settle(database, SPACES, stored=STORED)
        with serving(home, "geoservice.web:create_app_from_environment()") as ours:
            _measure_depths(ours)
            _measure_filters(ours)
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def _best(ours: http.client.HTTPConnection, **asked: str) -> tuple[float, dict[str, object]]:
    """Return the least time that a page took, and what it says of itself."""
    url = ITEMS + urlencode({"limit": "1000", **asked})
    answers = [get(ours, url) for _ in range(ROUNDS)]
    took, _, body = min(answers, key=lambda answer: answer[0])
    about = json.loads(re.sub(rb'"features":\[.*\],"numberMatched"', b'"numberMatched"', body))
    return took, about


def _measure_depths(ours: http.client.HTTPConnection) -> None:
    for name, (asked, key) in ORDERS.items():
        first, _ = _best(ours, **asked)
        deep = []
        for depth in DEPTHS:
            order, values = key(round(SPACES * depth))
            took, _ = _best(ours, **asked, next=write_token(order, values))
            deep.append(took)
        print(
            f"page of 1,000 {name}: first {first * 1000:.1f} ms, at depths up to "
            f"{DEPTHS[-1]:.0%} {max(deep) * 1000:.1f} ms, {max(deep) / first:.2f} x"
        )


def _measure_filters(ours: http.client.HTTPConnection) -> None:
    plain, _ = _best(ours)
    for filter in FILTERS:
        took, about = _best(ours, filter=filter)
        print(
            f"first page of {filter}: {took * 1000:.1f} ms, {took / plain:.1f} x the first page "
            f"of all; {about['numberMatched']:,} match"
            f"{' (estimated)' if 'numberMatchedIsEstimate' in about else ''}"
        )


if __name__ == "__main__":
    main()
