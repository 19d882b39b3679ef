"""A real PostGIS for every test: one server a run, one clone of a ready template a test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from shapely import MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from sqlalchemy import create_engine, text

from geoservice.config import Settings
from geoservice.store import cluster as embedded
from geoservice.store import schema
from geoservice.store.database import Database, connect, open_database
from geoservice.store.models import City, Space

_numbers = itertools.count(1)
TOWN_BOX = box(98.9, 18.7, 99.1, 18.9)


@dataclass(frozen=True)
class Server:
    """A running cluster of this test run, with a template database that has the schema."""

    cluster: embedded.Cluster
    settings: Settings

    def clone(self, name: str, *, template: str = embedded.DATABASE) -> Database:
        """Return a new database made from the template."""
        engine = create_engine(self.cluster.url(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            # PostgreSQL 15 and later write a copy to the log otherwise, at twice the time
            version = connection.scalar(text("SELECT current_setting('server_version_num')::int"))
            how = "STRATEGY file_copy" if version >= 150_000 else ""
            connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}" {how}'))
        engine.dispose()
        return self.database(name)

    def database(self, name: str) -> Database:
        return connect(
            self.cluster.url(database=name),
            settings=self.settings,
            reader_url=self.cluster.url(role=embedded.READER_ROLE, database=name),
        )

    def drop(self, name: str) -> None:
        engine = create_engine(self.cluster.url(database="postgres"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
        engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def _no_settings_from_outside() -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in list(os.environ) if _is_setting(name)}
    yield
    os.environ.update(kept)


def _is_setting(name: str) -> bool:
    return name.startswith("GEOSERVICE_") and not name.startswith("GEOSERVICE_TEST_")


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A home that the server's user can enter, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="geoservice-test-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server(home: Path) -> Iterator[Server]:
    settings = Settings(home=home)
    database = open_database(settings)
    schema.upgrade(database)
    database.close()
    cluster = embedded.find_cluster(home)
    _do_not_wait_for_the_disk(cluster)
    yield Server(cluster, settings)
    embedded.stop(cluster)
    shutil.rmtree(cluster.sockets, ignore_errors=True)


def _do_not_wait_for_the_disk(cluster: embedded.Cluster) -> None:
    """Let the server lose all if the machine fails: nobody keeps what a test writes."""
    engine = create_engine(cluster.url(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


@pytest.fixture
def database(server: Server) -> Iterator[Database]:
    """An empty database with the schema, of this test alone."""
    name = f"test_{next(_numbers)}"
    database = server.clone(name)
    yield database
    database.close()
    server.drop(name)


@pytest.fixture(scope="module")
def module_database(server: Server) -> Iterator[Database]:
    """An empty database with the schema, shared by the tests of one module."""
    name = f"test_{next(_numbers)}"
    database = server.clone(name)
    yield database
    database.close()
    server.drop(name)


def add_city(
    database: Database,
    slug: str = "town",
    *,
    boundary: BaseGeometry = TOWN_BOX,
    **fields: object,
) -> int:
    """Store a city and return its id."""
    values = {"name_th": "เมือง", "name_en": "Town", **fields}
    with database.writing() as session:
        city = City(slug=slug, geom=f"SRID=4326;{_multi(boundary)}", **values)
        session.add(city)
        session.flush()
        return city.id


def add_space(
    database: Database, city_id: int, *, lon: float = 98.98, lat: float = 18.79, **fields: object
) -> int:
    """Store a published space and return its id."""
    number = next(_numbers)
    values = {
        "kind": "library",
        "name_th": "ห้องสมุด",
        "source": "test",
        "source_id": str(number),
        "geom": f"SRID=4326;{Point(lon, lat).wkt}",
        **fields,
    }
    with database.writing() as session:
        space = Space(city_id=city_id, **values)
        session.add(space)
        session.flush()
        return space.id


def _multi(shape: BaseGeometry) -> str:
    return MultiPolygon([shape]).wkt if isinstance(shape, Polygon) else shape.wkt


def count(database: Database, table: str) -> int:
    """Return the number of rows of a table."""
    with database.owner.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {table}")) or 0


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real inputs, or a skip that names what is missing."""
    folder = Path(os.environ.get("GEOSERVICE_TEST_DATA", "../shared/data"))
    if not folder.is_dir():
        pytest.skip(f"the real inputs are not at {folder}; name them with GEOSERVICE_TEST_DATA")
    return folder.resolve()
