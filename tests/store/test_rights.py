"""What the web's role may do: read what is published, for a limited time, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from shapely import wkb
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from geoservice.config import Settings
from geoservice.store.cluster import READER_ROLE
from geoservice.store.database import Database, check_reader, connect
from geoservice.store.models import Base
from tests.conftest import Server, add_space

FILL = (Path(__file__).parent / "every_table.sql").read_text("utf-8")
SECRET_LON, SECRET_LAT = 98.98123, 18.79321


@pytest.fixture(scope="module")
def town(module_database: Database) -> Database:
    """A town with rows in every table, and spaces that are drafts, hidden or private."""
    with module_database.owner.begin() as connection:
        connection.exec_driver_sql(FILL.replace("%", "%%"))
        city = connection.scalar(text("SELECT id FROM city"))
    for status in ("draft", "hidden"):
        add_space(module_database, city, name_en=f"Unseen {status}", status=status)
    for privacy in ("private", "tambon"):
        add_space(
            module_database,
            city,
            name_en=f"Home {privacy}",
            kind="sage",
            place_privacy=privacy,
            address="7 Secret Lane",
            lon=SECRET_LON,
            lat=SECRET_LAT,
        )
    return module_database


@pytest.fixture
def reader(town: Database) -> Iterator[Connection]:
    with town.reader.connect() as connection:
        yield connection


def published(town: Database, kinds: str) -> list[str]:
    with town.owner.connect() as connection:
        return list(
            connection.scalars(
                text(
                    "SELECT relname FROM pg_class "
                    "WHERE relnamespace = 'published'::regnamespace AND relkind = ANY(:kinds)"
                ),
                {"kinds": list(kinds)},
            )
        )


def refused(connection: Connection, sql: str, said: str) -> None:
    with pytest.raises(DBAPIError, match=said):
        connection.execute(text(sql))
    connection.rollback()


class TestWhatItMayNotDo:
    @pytest.mark.parametrize(
        "table", [*sorted(Base.metadata.tables), "alembic_version", "layer_touched"]
    )
    def test_it_cannot_read_a_table(self, reader: Connection, table: str) -> None:
        refused(reader, f"SELECT count(*) FROM public.{table}", "permission denied")

    @pytest.mark.parametrize(
        "sql",
        [
            "INSERT INTO space (city_id, kind, source, source_id) VALUES (1, 'park', 'x', 'x')",
            "UPDATE published.space SET name_en = 'mine'",
            "DELETE FROM city",
            "TRUNCATE space CASCADE",
            "CREATE TABLE mine (id integer)",
            "CREATE TABLE published.mine (id integer)",
            "CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1",
            "CREATE SCHEMA mine",
            "CREATE ROLE mallory",
            "COPY (SELECT 1) TO PROGRAM 'true'",
            "SELECT pg_read_file('/etc/passwd')",
            "SELECT setval('space_id_seq', 1)",
            "ALTER ROLE geoservice_reader SUPERUSER",
        ],
    )
    @pytest.mark.parametrize("mode", ["READ ONLY", "READ WRITE"])
    def test_it_cannot_change_anything_even_where_it_asks_for_a_writing_transaction(
        self, reader: Connection, sql: str, mode: str
    ) -> None:
        reader.execute(text(f"SET TRANSACTION {mode}"))

        refused(
            reader, sql, "permission denied|read-only|must be (superuser|owner)|cannot update view"
        )

    @pytest.mark.parametrize("catalog", ["pg_authid", "pg_shadow", "pg_user_mapping"])
    def test_it_cannot_read_passwords(self, reader: Connection, catalog: str) -> None:
        refused(reader, f"SELECT * FROM {catalog}", "permission denied")

    def test_it_cannot_become_the_owner(self, reader: Connection) -> None:
        refused(reader, "SET ROLE geoservice", "permission denied")

    def test_no_view_can_be_written_through(self, town: Database) -> None:
        with town.owner.connect() as connection:
            writable = connection.scalars(
                text(
                    "SELECT relname FROM pg_class "
                    "WHERE relnamespace = 'published'::regnamespace "
                    "AND relkind IN ('v', 'r', 'm') AND has_table_privilege("
                    ":role, oid, 'INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER, REFERENCES')"
                ),
                {"role": READER_ROLE},
            ).all()

        assert writable == []

    def test_it_is_stopped_after_its_time(self, town: Database, server: Server) -> None:
        quick = connect(
            town.owner.url.render_as_string(hide_password=False),
            settings=Settings(home=server.settings.home, statement_timeout_ms=150),
            reader_url=town.reader.url.render_as_string(hide_password=False),
        )

        with quick.reader.connect() as connection:
            refused(connection, "SELECT pg_sleep(20)", "statement timeout")
        quick.close()


class TestWhatItSees:
    def test_it_is_the_reader_that_is_meant(self, town: Database, reader: Connection) -> None:
        assert reader.scalar(text("SELECT current_user")) == READER_ROLE
        check_reader(town)

    def test_every_published_view_answers(self, town: Database, reader: Connection) -> None:
        views = published(town, "vm")

        assert len(views) >= 5
        for view in views:
            reader.execute(text(f'SELECT * FROM published."{view}"')).all()

    def test_it_may_run_every_published_function(self, town: Database) -> None:
        with town.owner.connect() as connection:
            forbidden = connection.scalars(
                text(
                    "SELECT oid::regprocedure::text FROM pg_proc "
                    "WHERE pronamespace = 'published'::regnamespace "
                    "AND NOT has_function_privilege(:role, oid, 'EXECUTE')"
                ),
                {"role": READER_ROLE},
            ).all()

        assert forbidden == []

    def test_a_published_function_answers(self, reader: Connection) -> None:
        version = reader.scalar(
            text("SELECT version FROM published.layers_version(ARRAY['spaces'])")
        )

        assert version > 0

    def test_drafts_and_hidden_rows_are_nowhere(self, town: Database, reader: Connection) -> None:
        for view in published(town, "vm"):
            rows = reader.scalars(text(f'SELECT row::text FROM published."{view}" AS row')).all()
            assert not [row for row in rows if "Unseen" in row], view

    def test_a_private_place_is_listed_without_its_place(self, reader: Connection) -> None:
        homes = reader.execute(
            text("SELECT name_en, geom, geom_3857 FROM published.space WHERE name_en LIKE 'Home%'")
        ).all()

        assert sorted(homes) == [("Home private", None, None), ("Home tambon", None, None)]

    def test_the_address_of_a_private_place_is_not_told(
        self, town: Database, reader: Connection
    ) -> None:
        for view in published(town, "vm"):
            rows = reader.execute(text(f'SELECT * FROM published."{view}"')).all()
            assert "Secret Lane" not in str(rows), view

    def test_a_private_place_is_in_no_column_of_any_view(
        self, town: Database, reader: Connection
    ) -> None:
        """Neither as geometry nor as numbers, in degrees, metres or tile cells."""
        for view in published(town, "vm"):
            for row in reader.execute(text(f'SELECT * FROM published."{view}"')).mappings():
                for column, value in row.items():
                    assert not betrays(value), f"{view}.{column}"
                if str(row.get("name_en", "")).startswith("Home"):
                    placed = [name for name in row if "grid" in name or "geom" in name]
                    assert [row[name] for name in placed] == [None] * len(placed), view


def betrays(value: object) -> bool:
    """Whether a value tells the secret place to a kilometre."""
    if isinstance(value, str) and value.startswith("01"):
        shape = wkb.loads(value, hex=True)
        near = abs(shape.centroid.x - SECRET_LON) < 1e-5
        return near or abs(shape.centroid.x - SECRET_LON * 111319.49079) < 1
    if isinstance(value, float):
        return abs(value - SECRET_LON) < 1e-5 or abs(value - SECRET_LAT) < 1e-5
    return False
