"""Spaces by the hundred thousand, and the web server that gives them out."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from geoservice.store.database import Database

WEST, SOUTH, SIDE = 98.8, 18.6, 0.4
GUNICORN = ("-m", "gunicorn", "--workers", "1", "--worker-class", "gthread", "--threads", "4")


def settle(database: Database, spaces: int, *, stored: datetime | None = None) -> None:
    """Store the spaces: names in both languages, all kinds, gathered in the middle of the city.

    All are said to have been stored at one time, now if none is given.
    """
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO city (slug, name_th, name_en, geom) VALUES ('bench', 'เมือง', 'Bench',"
                " st_multi(st_makeenvelope(:west, :south, :west + :side, :south + :side, 4326)))"
            ),
            {"west": WEST, "south": SOUTH, "side": SIDE},
        )
        session.execute(text("SELECT setseed(0.5)"))
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, name_th, name_en, source, source_id, rank,"
                " updated_at, geom)"
                " SELECT city.id, (ARRAY['temple', 'school', 'university', 'hospital', 'library',"
                " 'museum', 'bank', 'market', 'park'])[1 + floor(random() * 9)::integer],"
                " 'สถานที่เรียนรู้ ' || i, 'Learning space ' || i, 'bench', i::text, random() * 10,"
                " coalesce(:stored, now()),"
                " st_setsrid(st_makepoint(:west + (random() + random()) * :side / 2,"
                " :south + (random() + random()) * :side / 2), 4326)"
                " FROM city, generate_series(1, :spaces) AS i"
            ),
            {"west": WEST, "south": SOUTH, "side": SIDE, "spaces": spaces, "stored": stored},
        )
    with database.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE space"))


@contextmanager
def serving(home: Path, app: str) -> Iterator[http.client.HTTPConnection]:
    """Serve an app with gunicorn and give a connection that is kept open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}", "--log-level", "error", app],
        env={**os.environ, "GEOSERVICE_HOME": str(home)},
        stderr=subprocess.DEVNULL,
    )
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        wait_for(connection, "/healthz")
        yield connection
    finally:
        connection.close()
        process.terminate()
        process.wait()


def wait_for(connection: http.client.HTTPConnection, path: str) -> None:
    """Wait until a web server answers."""
    for _ in range(200):
        try:
            get(connection, path)
            return
        except OSError:
            connection.close()
            time.sleep(0.1)
    raise RuntimeError("the web server did not start")


def get(
    connection: http.client.HTTPConnection, path: str, **headers: str
) -> tuple[float, http.client.HTTPResponse, bytes]:
    for _ in range(2):
        started = time.perf_counter()
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
        except http.client.RemoteDisconnected:  # kept open too long: the server hung up
            connection.close()
            continue
        return time.perf_counter() - started, answer, body
    raise RuntimeError(f"no answer to {path}")
