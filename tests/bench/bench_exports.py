"""A million spaces exported over HTTP, beside `psql COPY` of the same text in the same run.

For each format: seconds, size, features a second, and how much the memory of the web worker grew.
For the texts that PostgreSQL writes itself (GeoJSON, CSV): the ratio to psql, which writes the same
bytes to a file. Give another number of spaces with BENCH_SPACES.
"""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from geoservice.config import Settings
from geoservice.publish.exports.asked import parse_export
from geoservice.publish.exports.csv import csv
from geoservice.publish.exports.formats import FORMATS
from geoservice.publish.exports.geojson import geojson
from geoservice.publish.exports.rows import prepare
from geoservice.publish.features import read_version
from geoservice.store import cluster, schema
from geoservice.store.catalog import SPACES
from geoservice.store.database import Database, open_database
from tests.serving import GEOSERVICE, environment, free_port

COUNT = int(os.environ.get("BENCH_SPACES", "1000000"))
ROUNDS = 5  # interleaved, the best of each: other work on the machine comes and goes
EXPORT = "/api/collections/spaces/export"
CHUNK_BYTES = 1 << 20
PLAIN = "(FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')"
_DIALECT = postgresql.dialect(paramstyle="pyformat")  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Fetched:
    """A download: how long it took, how large it was, and what the worker's memory grew by."""

    seconds: float
    size: int
    grown_mb: float


def main() -> None:
    """Print the figures."""
    home = Path(tempfile.mkdtemp(prefix="geoservice-bench-"))
    home.chmod(0o755)
    database = open_database(Settings(home=home))
    try:
        schema.upgrade(database)
        settle(database)
        statements = _statements(database)
        for form, options in (("geojson", PLAIN), ("csv", "(FORMAT csv, HEADER)")):
            _beside_psql(home, form, statements[form], options)
        for form in FORMATS:
            if form not in ("geojson", "csv"):
                with _serving(home) as (port, worker):
                    _say(form, _fetch(port, worker, form))
    finally:
        database.close()
        cluster.stop(cluster.find_cluster(home))
        shutil.rmtree(home)


def settle(database: Database, count: int = COUNT) -> None:
    """Store spaces with names in both languages, some of their fields filled in."""
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO city (slug, name_th, name_en, attribution, geom) VALUES ('bench', "
                "'เมือง', 'Bench', '© OpenStreetMap contributors', "
                "st_multi(st_makeenvelope(98.8, 18.6, 99.2, 19.0, 4326)))"
            )
        )
        session.execute(text("SELECT setseed(0.5)"))
        session.execute(text(_SPACES), {"count": count})
    with database.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE space"))


_SPACES = """
INSERT INTO space (city_id, kind, name_th, name_en, source, source_id, rank, geom, opening_hours,
    age_groups, website, address)
SELECT city.id, (ARRAY['temple', 'school', 'university', 'hospital', 'library', 'museum', 'bank',
    'market', 'park'])[1 + floor(random() * 9)::integer],
    'สถานที่เรียนรู้ ' || i, 'Learning space ' || i, 'bench', i::text, random() * 10,
    st_setsrid(st_makepoint(round((98.8 + (random() + random()) * 0.2)::numeric, 7),
        round((18.6 + (random() + random()) * 0.2)::numeric, 7)), 4326),
    CASE WHEN i % 3 = 0 THEN 'Mo-Fr 08:30-16:30' END,
    CASE WHEN i % 2 = 0 THEN '{child,adult}' ELSE '{}' END::text [],
    CASE WHEN i % 4 = 0 THEN 'https://example.org/' || i END,
    CASE WHEN i % 5 = 0 THEN '12 ถนนพระปกเกล้า ตำบลศรีภูมิ' END
FROM city, generate_series(1, :count) AS i
"""


def _statements(database: Database) -> dict[str, str]:
    """Return the queries that the exports run, as psql takes them."""
    with database.reading() as session:
        version = read_version(session, SPACES)
        written = {}
        for form, write in (("geojson", geojson), ("csv", csv)):
            asked = parse_export(SPACES, FORMATS[form], {})
            stream = write(session, prepare(session, asked, version))
            compiled = stream.rows.compile(
                dialect=_DIALECT, compile_kwargs={"render_postcompile": True}
            )
            with session.connection().connection.cursor() as cursor:
                query = cursor.mogrify(str(compiled), dict(compiled.params))
            written[form] = query.decode()
    return written


def _beside_psql(home: Path, form: str, query: str, options: str) -> None:
    """Say how fast an export is beside psql, and how the memory of the worker grew meanwhile."""
    psql, ours = [], []
    with _serving(home) as (port, worker):
        for _ in range(ROUNDS):
            psql.append(_psql_seconds(home, query, options))
            ours.append(_fetch(port, worker, form))
    best = min(ours, key=lambda each: each.seconds)
    grown = sum(each.grown_mb for each in ours)  # each time anew from where it stood
    _say(form, replace(best, grown_mb=grown))
    print(
        f"    psql COPY of the same text: {min(psql):.1f} s; ours at "
        f"{min(psql) / best.seconds:.2f} x its speed (reach: 0.6)"
    )


def _psql_seconds(home: Path, query: str, options: str) -> float:
    with tempfile.NamedTemporaryFile() as file:
        started = time.perf_counter()
        subprocess.run(
            ["psql", "-X", "-q", "-h", str(cluster.find_cluster(home).sockets)]
            + ["-U", cluster.READER_ROLE, "-d", cluster.DATABASE, "-c", "SET jit = off"]
            + ["-c", "SET timezone = 'UTC'", "-c", f"COPY ({query}) TO STDOUT WITH {options}"],
            stdout=file,
            check=True,
        )
        return time.perf_counter() - started


@contextmanager
def _serving(home: Path) -> Iterator[tuple[int, int]]:
    """Serve with one fresh worker; give the port and the worker's process id."""
    port = free_port()
    settings = {"GEOSERVICE_HOME": str(home), "GEOSERVICE_WORKERS": "1"}
    process = subprocess.Popen(
        [*GEOSERVICE, "serve", "--port", str(port)],
        env=environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port, _worker_of(process.pid)
    finally:
        process.terminate()
        process.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        try:
            _request(port, "/readyz").read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def _worker_of(pid: int) -> int:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return int(children[-1])


def _fetch(port: int, worker: int, form: str) -> Fetched:
    before = _memory_mb(worker, "VmRSS")
    Path(f"/proc/{worker}/clear_refs").write_text("5", "ascii")  # the peak begins anew
    started = time.perf_counter()
    answer = _request(port, f"{EXPORT}?f={form}")
    size = 0
    while chunk := answer.read(CHUNK_BYTES):
        size += len(chunk)
    seconds = time.perf_counter() - started
    if answer.status != http.client.OK:
        raise RuntimeError(f"{form}: {answer.status}")
    return Fetched(seconds, size, _memory_mb(worker, "VmHWM") - before)


def _request(port: int, path: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1200)
    connection.request("GET", path, headers={"Connection": "close"})
    return connection.getresponse()


def _memory_mb(pid: int, figure: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    (line,) = [each for each in status.splitlines() if each.startswith(f"{figure}:")]
    return int(line.split()[1]) / 1024


def _say(form: str, fetched: Fetched) -> None:
    print(
        f"{form}: {COUNT:,} spaces in {fetched.seconds:.1f} s, {fetched.size / 1e6:.1f} MB, "
        f"{COUNT / fetched.seconds:,.0f} a second, memory of the worker + {fetched.grown_mb:.0f} MB"
    )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
