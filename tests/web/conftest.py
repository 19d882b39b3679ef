"""An app on a real database, and a town in it that every test of a module may read."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.store.database import Database
from geoservice.web import create_app
from geoservice.web.state import State
from tests.conftest import Server, add_city, add_space
from tests.living import add_one_of_each

PLACE = (98.98, 18.79)


def make_app(server: Server, database: Database, **settings: object) -> Flask:
    app = create_app(replace(server.settings, **settings), database)
    app.testing = True
    return app


def close_app(app: Flask) -> None:
    state = app.extensions["geoservice"]
    assert isinstance(state, State)
    state.glance.close()


@pytest.fixture
def app(server: Server, database: Database) -> Iterator[Flask]:
    """An app on a database of this test alone."""
    app = make_app(server, database)
    yield app
    close_app(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@dataclass(frozen=True)
class Town:
    """A city with five published spaces and one of each kind nobody may see."""

    client: FlaskClient
    database: Database
    city: int
    library: int
    school: int
    museum: int
    market: int
    online: int
    unseen: tuple[int, ...]
    private: int


@pytest.fixture(scope="module")
def town(server: Server, module_database: Database) -> Iterator[Town]:
    """A town to read; tests that write take `client` and their own database."""
    app = make_app(server, module_database)
    yield _settle(module_database, app)
    close_app(app)


def _settle(database: Database, app: Flask) -> Town:
    city = add_city(database, attribution="© Somebody")
    lon, lat = PLACE

    def space(kind: str, east: float, north: float, **fields: object) -> int:
        return add_space(database, city, lon=lon + east, lat=lat + north, kind=kind, **fields)

    library = space(
        "library",
        0,
        0,
        name_th="หอสมุดเมืองเชียงใหม่",
        name_en="Chiang Mai City Library",
        age_groups=["child", "adult"],
        opening_hours="Mo-Fr 08:30-16:30",
        wheelchair="yes",
        capacity=120,
        rank=5,
    )
    school = space("school", 0.01, 0, name_th="โรงเรียนวัดพระสิงห์", age_groups=["child"], rank=3)
    museum = space(
        "museum",
        0,
        0.02,
        name_th="พิพิธภัณฑ์พื้นถิ่นล้านนา",
        name_en="Lanna Folklife Museum",
        opening_hours="Tu-Su 08:30-17:00",
        wheelchair="limited",
        operator="Chiang Mai, the municipality",
        rank=4,
    )
    market = space("market", 0.4, 0.3, name_th="ตลาดวโรรส", opening_hours="24/7", rank=1)
    online = space("company", 0, 0, name_en="Courses online", geom=None)
    unseen = (space("bank", 0, 0, status="draft"), space("bank", 0, 0, status="hidden"))
    private = space("sage", 0, 0, name_th="แม่ครูคำ", place_privacy="private")
    _build(database)
    add_one_of_each(database, city, library)
    return Town(
        app.test_client(),
        database,
        city,
        library,
        school,
        museum,
        market,
        online,
        unseen,
        private,
    )


def _build(database: Database) -> None:
    """Lay a district, a street and a pond."""
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, name_en, source, geom) "
                "SELECT id, 'tambon', '500101', 'ศรีภูมิ', 'Si Phum', 'test', st_multi("
                "st_makeenvelope(98.97, 18.78, 99.0, 18.8, 4326)) FROM city"
            )
        )
        session.execute(
            text(
                "WITH node AS (INSERT INTO street_node (city_id, source_id, component, geom) "
                "SELECT id, 'n', 0, st_setsrid(st_makepoint(98.98, 18.79), 4326) FROM city "
                "RETURNING id, city_id) INSERT INTO street_edge (city_id, source_id, piece, "
                "from_node, to_node, component, metres, highway, name_th, steps, lit, geom) SELECT "
                "city_id, 'w1', 0, id, id, 0, 1052, 'primary', 'ถนนท่าแพ', false, true, st_setsrid("
                "st_makeline(st_makepoint(98.98, 18.79), st_makepoint(98.99, 18.79)), 4326) "
                "FROM node"
            )
        )
        session.execute(
            text(
                "INSERT INTO basemap_area (city_id, class, source_id, name_th, area, geom) "
                "SELECT id, 'water', 'a1', 'คูเมือง', 1e6, st_multi("
                "st_makeenvelope(98.975, 18.785, 98.985, 18.795, 4326)) FROM city"
            )
        )
