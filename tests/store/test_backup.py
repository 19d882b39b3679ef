"""Backup and restore: a whole city goes through a file and comes back the same."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import text

from geoservice.errors import ConflictError, InputError, UnavailableError
from geoservice.store import schema
from geoservice.store.archive import address_of
from geoservice.store.backup import backup, restore
from geoservice.store.database import Database, open_database
from geoservice.store.models import Base
from geoservice.store.programs import find_programs
from tests.conftest import Server, add_city, add_space, count
from tests.store.conftest import ExternalServer
from tests.store.test_database import prepare_for_the_mayor, settings

FILL = (Path(__file__).parent / "every_table.sql").read_text("utf-8")
REMADE = {"layer_version"}


@pytest.fixture
def other(server: Server) -> Iterator[Database]:
    """A database in which nothing was made yet."""
    name = "test_restored"
    database = server.clone(name, template="template1")
    yield database
    database.close()
    server.drop(name)


@pytest.fixture
def filled(database: Database) -> Database:
    """A city with rows in every table, some of them gone again, so that ids have gaps."""
    fill(database)
    return database


def fill(database: Database) -> None:
    with database.owner.begin() as connection:
        connection.exec_driver_sql(FILL.replace("%", "%%"))


def sums(database: Database) -> dict[str, tuple[int, str]]:
    """Rows and a checksum over every byte of every row, for each table."""
    with database.owner.connect() as connection:
        return {
            table: tuple(
                connection.execute(
                    text(
                        f"SELECT count(*), md5(string_agg(md5(row::text), '' ORDER BY row::text)) "
                        f"FROM {table} AS row"
                    )
                ).one()
            )
            for table in sorted(set(Base.metadata.tables) - REMADE)
        }


def versions(database: Database) -> dict[tuple[str, int, int], int]:
    with database.owner.connect() as connection:
        rows = connection.execute(text("SELECT layer, z10_x, z10_y, version FROM layer_version"))
        return {(row.layer, row.z10_x, row.z10_y): row.version for row in rows}


class TestARoundTrip:
    def test_every_table_comes_back_the_same(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        before = sums(filled)
        assert all(rows for rows, _ in before.values())

        backup(filled, tmp_path / "city.backup")
        restored = restore(other, tmp_path / "city.backup")

        assert sums(other) == before
        assert restored.rows == {
            **{table: rows for table, (rows, _) in before.items()},
            "layer_version": count(filled, "layer_version"),
        }

    def test_new_rows_get_ids_that_none_ever_had(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        with filled.owner.begin() as connection:
            gone = connection.scalar(
                text(
                    "INSERT INTO space (city_id, kind, source, source_id) "
                    "SELECT id, 'park', 'test', 'gone' FROM city RETURNING id"
                )
            )
            connection.execute(text("DELETE FROM space WHERE source_id = 'gone'"))
        backup(filled, tmp_path / "city.backup")

        restore(other, tmp_path / "city.backup")

        assert gone is not None
        with other.owner.connect() as connection:
            city = connection.scalar(text("SELECT id FROM city"))
        assert add_space(other, city) > gone

    def test_generated_columns_views_and_triggers_work_after_it(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        backup(filled, tmp_path / "city.backup")
        restore(other, tmp_path / "city.backup")
        before = versions(other)

        with other.owner.begin() as connection:
            connection.execute(text("UPDATE space SET name_th = 'วัดใหม่' WHERE source_id = 'w1'"))

        with other.reading() as session:
            found = session.execute(
                text(
                    "SELECT st_srid(geom_3857), search_key FROM published.space "
                    "WHERE source_id = 'w1'"
                )
            ).one()
        assert found[0] == 3857
        assert "วัดใหม" in found[1]
        changed = {cell for cell, version in versions(other).items() if version != before[cell]}
        assert ("spaces", 793, 457) in changed

    def test_no_etag_from_before_is_valid_after_it(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        backup(filled, tmp_path / "city.backup")
        with filled.owner.begin() as connection:  # what was written after the backup is lost
            connection.execute(text("UPDATE space SET rank = rank + 1"))
        before = versions(filled)

        restore(other, tmp_path / "city.backup")

        after = versions(other)
        assert all(after[cell] > version for cell, version in before.items())

    def test_no_etag_is_valid_after_a_restore_over_the_same_database(
        self, filled: Database, tmp_path: Path
    ) -> None:
        backup(filled, tmp_path / "city.backup")
        add_space(filled, city_of(filled), lon=100.5, lat=13.7)
        with filled.owner.begin() as connection:  # as if the clock had been ahead
            connection.execute(text("UPDATE layer_version SET version = version + 1e12"))
        before = versions(filled)

        restore(filled, tmp_path / "city.backup", replace=True)

        after = versions(filled)
        assert all(after[cell] > version for cell, version in before.items())
        assert {layer for layer, *_ in after} == {layer for layer, x, _ in after if x == -1}

    def test_a_restore_in_place_of_a_city_leaves_nothing_of_it(
        self, filled: Database, tmp_path: Path
    ) -> None:
        before = sums(filled)
        backup(filled, tmp_path / "city.backup")
        add_space(filled, add_city(filled, "another"))

        restore(filled, tmp_path / "city.backup", replace=True)

        assert sums(filled) == before

    def test_an_external_database_of_a_mere_owner(
        self, filled: Database, external: ExternalServer, tmp_path: Path
    ) -> None:
        prepare_for_the_mayor(external)
        outside = open_database(settings(database_url=external.url("mayor", "city")))
        backup(filled, tmp_path / "here.backup")

        restore(outside, tmp_path / "here.backup")
        backup(outside, tmp_path / "there.backup")
        restore(filled, tmp_path / "there.backup", replace=True)

        assert sums(outside) == sums(filled)
        outside.close()


class TestTheFile:
    def test_it_tells_where_it_is_how_large_and_of_which_schema(
        self, filled: Database, tmp_path: Path
    ) -> None:
        made = backup(filled, tmp_path / "city.backup")

        assert made.path == tmp_path / "city.backup"
        assert made.size_bytes == made.path.stat().st_size > 1000
        with filled.owner.connect() as connection:
            assert made.revision == schema.schema_status(connection).newest

    def test_nobody_else_may_read_it(self, filled: Database, tmp_path: Path) -> None:
        made = backup(filled, tmp_path / "city.backup")

        assert made.path.stat().st_mode & 0o777 == 0o600

    def test_a_file_that_is_there_stays_unless_told_otherwise(
        self, filled: Database, tmp_path: Path
    ) -> None:
        (tmp_path / "city.backup").write_text("precious")

        with pytest.raises(ConflictError, match="exists already"):
            backup(filled, tmp_path / "city.backup")
        assert (tmp_path / "city.backup").read_text() == "precious"

        assert backup(filled, tmp_path / "city.backup", replace=True).size_bytes > 1000

    def test_a_backup_that_breaks_off_replaces_nothing(
        self, filled: Database, tmp_path: Path
    ) -> None:
        (tmp_path / "city.backup").write_text("precious")
        with filled.owner.begin() as connection:
            connection.execute(text("ALTER TABLE note RENAME TO note_lost"))

        with pytest.raises(UnavailableError, match="nothing was replaced"):
            backup(filled, tmp_path / "city.backup", replace=True)

        assert (tmp_path / "city.backup").read_text() == "precious"
        assert [path.name for path in tmp_path.iterdir()] == ["city.backup"]

    def test_a_place_that_cannot_be_written(self, filled: Database, tmp_path: Path) -> None:
        with pytest.raises(UnavailableError, match="cannot be written"):
            backup(filled, tmp_path / "no such folder" / "city.backup")

    def test_an_empty_database_has_nothing_to_back_up(
        self, other: Database, tmp_path: Path
    ) -> None:
        with pytest.raises(ConflictError, match="nothing to back up"):
            backup(other, tmp_path / "city.backup")

    def test_the_password_is_not_on_the_command_line(
        self, external: ExternalServer, tmp_path: Path
    ) -> None:
        database = open_database(settings(database_url=external.url("mayor", "city")))

        address, environment = address_of(database.owner.url)

        assert "mayor-secret" not in address
        assert environment["PGPASSWORD"] == "mayor-secret"


class TestARefusal:
    """Each is one sentence, and leaves the database as it was."""

    @pytest.fixture
    def good(self, filled: Database, tmp_path: Path) -> Path:
        return backup(filled, tmp_path / "city.backup").path

    def refused(
        self, database: Database, path: Path, kind: type[Exception], said: str, **options: bool
    ) -> None:
        before, etags = sums(database), versions(database)

        with pytest.raises(kind, match=said) as caught:
            restore(database, path, **options)

        assert "\n" not in str(caught.value)
        assert (sums(database), versions(database)) == (before, etags)

    def test_over_a_city_without_being_told_so(self, filled: Database, good: Path) -> None:
        self.refused(filled, good, ConflictError, r"has cities already \(town\).*--replace")

    def test_of_a_file_that_is_not_there(self, filled: Database, tmp_path: Path) -> None:
        self.refused(filled, tmp_path / "none", InputError, "There is no file")

    @pytest.mark.parametrize("content", [b"", b"PGDMP", b"not a backup", b"id,name\n1,Temple\n"])
    def test_of_a_file_that_is_no_backup(
        self, filled: Database, tmp_path: Path, content: bytes
    ) -> None:
        (tmp_path / "photo.jpg").write_bytes(content)

        self.refused(filled, tmp_path / "photo.jpg", InputError, "no backup", replace=True)

    @pytest.mark.parametrize("part", [0.2, 0.5, 0.9, 0.99])
    def test_of_a_file_cut_short(
        self, filled: Database, good: Path, tmp_path: Path, part: float
    ) -> None:
        content = good.read_bytes()
        (tmp_path / "cut").write_bytes(content[: int(len(content) * part)])

        self.refused(filled, tmp_path / "cut", InputError, "no backup, or a damaged", replace=True)

    def test_of_a_damaged_file(self, filled: Database, good: Path, tmp_path: Path) -> None:
        content = bytearray(good.read_bytes())
        middle = len(content) * 3 // 4
        content[middle : middle + 200] = bytes(200)
        (tmp_path / "damaged").write_bytes(content)

        self.refused(filled, tmp_path / "damaged", InputError, "damaged", replace=True)

    def test_of_another_programs_backup(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        with other.owner.begin() as connection:
            connection.execute(text("CREATE TABLE theirs AS SELECT 1 AS id"))
        dump_whole(other, tmp_path / "theirs")

        self.refused(
            filled, tmp_path / "theirs", InputError, "no backup of geoservice", replace=True
        )

    def test_of_a_newer_schema(self, filled: Database, other: Database, tmp_path: Path) -> None:
        with filled.owner.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        # a program that knows it made it
        known = schema.refuse_newer
        schema.refuse_newer = lambda revision: None
        try:
            backup(filled, tmp_path / "newer")
        finally:
            schema.refuse_newer = known
        schema.upgrade(other)

        self.refused(other, tmp_path / "newer", ConflictError, "9999, which is newer")

    def test_of_rows_that_break_the_rules(self, filled: Database, tmp_path: Path) -> None:
        with filled.owner.begin() as connection:
            connection.execute(text("ALTER TABLE space DROP CONSTRAINT ck_space_kind"))
            connection.execute(text("UPDATE space SET kind = 'casino'"))
        backup(filled, tmp_path / "odd")

        self.refused(filled, tmp_path / "odd", InputError, "ck_space_kind", replace=True)

    def test_a_file_runs_no_sql_of_its_own(
        self, filled: Database, other: Database, tmp_path: Path
    ) -> None:
        """A dump with a table, a view and a function beside the rows restores the rows only."""
        with filled.owner.begin() as connection:
            connection.execute(text("CREATE FUNCTION evil() RETURNS int LANGUAGE sql RETURN 1"))
            connection.execute(text("CREATE TABLE evil_rows AS SELECT 1 AS id"))
        dump_whole(filled, tmp_path / "whole")

        restore(other, tmp_path / "whole")

        with other.owner.connect() as connection:
            assert connection.scalar(text("SELECT to_regproc('evil')")) is None
            assert connection.scalar(text("SELECT to_regclass('evil_rows')")) is None
        assert count(other, "space") == count(filled, "space")


def test_an_older_backup_is_restored_and_upgraded(
    filled: Database, other: Database, tmp_path: Path
) -> None:
    """As the oldest schema made it; later ones must keep bringing it up."""
    with filled.owner.begin() as connection:
        schema.clear_derived(connection)
        command.downgrade(schema.alembic_config(connection), "0001")
    backup(filled, tmp_path / "old")

    restored = restore(other, tmp_path / "old")

    assert restored.revision == "0001"
    with other.owner.connect() as connection:
        schema.check_schema(connection)
    assert count(other, "published.space") > 0


def city_of(database: Database) -> int:
    with database.owner.connect() as connection:
        return int(connection.scalar(text("SELECT id FROM city ORDER BY id LIMIT 1")) or 0)


def dump_whole(database: Database, path: Path) -> None:
    """Write what an administrator would, by hand: a dump of everything in the database."""
    address, environment = address_of(database.owner.url)
    command = [find_programs() / "pg_dump", "--format=custom", f"--file={path}", address]
    subprocess.run(command, check=True, env=environment)
