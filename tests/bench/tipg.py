"""tipg (DevelopmentSeed) as a server of its own, and rates beside it.

It is installed into an environment of its own for the time of a run.
"""

import http.client
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from geoservice.store import cluster
from tests.bench.spaces import get, wait_for
from tests.serving import free_port

Connection = http.client.HTTPConnection


class Asked(NamedTuple):
    """How long some requests took one after another, in seconds, and what came, in bytes."""

    seconds: float
    size: int
    features: int


@contextmanager
def serving_tipg(home: Path) -> Iterator[Connection]:
    """Serve tipg with one process on the cluster of a home, as its owner."""
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
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    try:
        wait_for(connection, "/healthz")
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait()
        shutil.rmtree(folder)


def ask(connection: Connection, paths: Sequence[str]) -> Asked:
    """Ask for each path in turn; end the run where one is refused."""
    took, size, features = 0.0, 0, 0
    for path in paths:
        seconds, answer, body = get(connection, path)
        if answer.status not in (200, 204):
            sys.exit(f"{answer.status} from {path}: {body[:200]!r}")
        took += seconds
        size += len(body)
        features += body.count(b'"Feature"')
    return Asked(took, size, features)


def say(what: str, ours: Sequence[Asked], theirs: Sequence[Asked], *, asked: int) -> None:
    """Print the best of some rounds of either, each of so many requests, and their ratio."""
    best, other = min(ours), min(theirs)
    print(
        f"{what}: {asked / best.seconds:.1f} a second ({best.size / asked / 1000:.0f} kB each), "
        f"tipg {asked / other.seconds:.1f} ({other.size / asked / 1000:.0f} kB each), "
        f"{other.seconds / best.seconds:.1f} x",
        flush=True,
    )
