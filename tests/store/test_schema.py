"""The schema: what migrations make is what models say, in one transaction or not at all."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from geoservice.errors import ConflictError
from geoservice.store import schema
from geoservice.store.database import Database
from geoservice.store.models import Base
from tests.conftest import Server, add_city, add_space, count


@pytest.fixture
def empty(server: Server) -> Iterator[Database]:
    """A database in which nothing was made yet."""
    name = "test_schema_empty"
    database = server.clone(name, template="template1")
    yield database
    database.close()
    server.drop(name)


def things(database: Database) -> set[str]:
    """Tables, views, functions, triggers and their definitions, except those of extensions."""
    with database.owner.connect() as connection:
        return set(
            connection.scalars(
                text(
                    """
                    SELECT pg_get_functiondef(oid) || coalesce(obj_description(oid), '')
                    FROM pg_proc
                    WHERE pronamespace IN ('public'::regnamespace, to_regnamespace('published'))
                    AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')
                    AND prokind = 'f'
                    UNION ALL SELECT schemaname || viewname || definition FROM pg_views
                    WHERE schemaname IN ('public', 'published')
                    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
                    UNION ALL SELECT table_name || column_name || data_type
                    FROM information_schema.columns WHERE table_schema = 'public'
                    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                    """
                )
            )
        )


def revision_of(database: Database) -> str | None:
    with database.owner.connect() as connection:
        return schema.schema_status(connection).revision


def set_revision(database: Database, revision: str) -> None:
    with database.owner.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def pass_over(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """Compare our own tables only, not PostGIS's and not the triggers' notebook."""
    return not (kind == "table" and reflected and name not in Base.metadata.tables)


class TestMigrations:
    def test_they_make_exactly_the_tables_of_the_models(self, database: Database) -> None:
        with database.owner.connect() as connection:
            context = MigrationContext.configure(
                connection, opts={"include_object": pass_over, "compare_type": True}
            )
            differences = compare_metadata(context, Base.metadata)

        assert differences == []

    def test_alembic_itself_finds_nothing_to_do(self, database: Database) -> None:
        with database.owner.begin() as connection:
            config = schema.alembic_config(connection)
            config.print_stdout = lambda *said: None  # type: ignore[method-assign]
            command.check(config)

    def test_every_table_of_the_models_is_there(self, database: Database) -> None:
        assert len(Base.metadata.tables) == 30
        for table in Base.metadata.tables:
            assert count(database, table) == 0

    def test_down_and_up_again_gives_the_same(self, database: Database) -> None:
        before = things(database)

        with database.owner.begin() as connection:
            schema.clear_derived(connection)
            command.downgrade(schema.alembic_config(connection), "base")
        assert revision_of(database) is None
        assert not things(database) & {"city"}
        schema.upgrade(database)

        assert things(database) == before

    def test_each_migration_alone_goes_up_down_and_up(self, empty: Database) -> None:
        steps = [script.revision for script in reversed(list(_scripts()))]
        with empty.owner.begin() as connection:
            for step in steps:
                schema.upgrade_within(connection, revision=step)
                command.downgrade(schema.alembic_config(connection), "-1")
                command.upgrade(schema.alembic_config(connection), step)
        schema.upgrade(empty)

        assert revision_of(empty) == steps[-1]


def _scripts() -> Iterator[object]:
    from alembic.script import ScriptDirectory

    return iter(ScriptDirectory(str(schema.MIGRATIONS)).walk_revisions())


class TestUpgrade:
    def test_again_changes_nothing(self, database: Database) -> None:
        before = things(database)
        space = add_space(database, add_city(database))

        schema.upgrade(database)

        assert things(database) == before
        assert count(database, f"published.space WHERE id = {space}") == 1

    def test_a_function_whose_result_changed_is_made_anew(self, database: Database) -> None:
        with database.owner.begin() as connection:
            connection.execute(text("DROP FUNCTION touch_cells"))
            connection.execute(
                text(
                    "CREATE FUNCTION touch_cells(layers text[], spans integer[]) RETURNS text "
                    "LANGUAGE sql AS 'SELECT NULL::text'"
                )
            )

        schema.upgrade(database)

        with database.owner.connect() as connection:
            result = connection.scalar(
                text("SELECT prorettype::regtype FROM pg_proc WHERE proname = 'touch_cells'")
            )
        assert result == "void"

    def test_functions_of_other_people_stay(self, database: Database) -> None:
        with database.owner.begin() as connection:
            connection.execute(text("CREATE FUNCTION theirs() RETURNS int LANGUAGE sql RETURN 7"))

        schema.upgrade(database)

        with database.owner.connect() as connection:
            assert connection.scalar(text("SELECT theirs()")) == 7

    def test_two_at_once_both_end_well(self, empty: Database) -> None:
        ended: list[object] = []

        def upgrade() -> None:
            try:
                ended.append(schema.upgrade(empty).current)
            except Exception as error:  # noqa: BLE001  (any failure fails the test)
                ended.append(error)

        both = [threading.Thread(target=upgrade) for _ in range(2)]
        for one in both:
            one.start()
        for one in both:
            one.join(timeout=60)

        assert ended == [True, True]

    def test_a_broken_sql_file_leaves_the_database_as_it_was(
        self, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = things(database)
        broken = tmp_path / "99_broken.sql"
        broken.write_text("CREATE TABLE half_made (id integer); SELECT no_such_function();")
        files = schema.sql_files()
        monkeypatch.setattr(schema, "sql_files", lambda: [*files, broken])

        with pytest.raises(DBAPIError, match="no_such_function"):
            schema.upgrade(database)

        assert things(database) == before

    def test_a_broken_sql_file_leaves_an_empty_database_empty(
        self, empty: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        broken = tmp_path / "99_broken.sql"
        broken.write_text("SELECT 1 / 0;")
        monkeypatch.setattr(schema, "sql_files", lambda: [broken])

        with pytest.raises(DBAPIError, match="division by zero"):
            schema.upgrade(empty)

        assert revision_of(empty) is None
        assert things(empty) == set()

    def test_it_prints_nothing_and_leaves_logging_alone(
        self, empty: Database, capfd: pytest.CaptureFixture[str]
    ) -> None:
        handlers, level = list(logging.root.handlers), logging.root.level

        schema.upgrade(empty)

        assert capfd.readouterr() == ("", "")
        assert (logging.root.handlers, logging.root.level) == (handlers, level)


class TestOtherSchemas:
    def check(self, database: Database) -> None:
        with database.owner.connect() as connection:
            schema.check_schema(connection)

    def test_the_newest_is_fine(self, database: Database) -> None:
        self.check(database)

    def test_an_empty_database_is_told_to_init(self, empty: Database) -> None:
        with pytest.raises(ConflictError, match="geoservice db init"):
            self.check(empty)

    def test_an_older_one_is_told_to_upgrade_and_can_be(self, database: Database) -> None:
        with database.owner.begin() as connection:
            schema.clear_derived(connection)
            command.downgrade(schema.alembic_config(connection), "0001")

        with pytest.raises(ConflictError, match=r"0001.*needs .*geoservice db upgrade"):
            self.check(database)

        schema.upgrade(database)
        self.check(database)

    def test_a_newer_one_is_told_to_install_the_newer_program(self, database: Database) -> None:
        set_revision(database, "9999")

        with pytest.raises(ConflictError, match="schema 9999, which is newer than this program"):
            self.check(database)

    def test_a_newer_one_is_not_touched_by_an_upgrade(self, database: Database) -> None:
        set_revision(database, "9999")
        before = things(database)

        with pytest.raises(ConflictError, match="newer than this program"):
            schema.upgrade(database)

        assert things(database) == before
        assert revision_of(database) == "9999"


class TestFunctions:
    @pytest.fixture
    def connection(self, module_database: Database) -> Iterator[Connection]:
        with module_database.owner.connect() as connection:
            yield connection

    def ours(self, connection: Connection, condition: str) -> list[str]:
        """Our functions for which a condition holds."""
        return list(
            connection.scalars(
                text(
                    f"""
                    SELECT oid::regprocedure::text FROM pg_proc
                    WHERE pronamespace IN ('public'::regnamespace, 'published'::regnamespace)
                    AND oid NOT IN (SELECT objid FROM pg_depend WHERE deptype = 'e')
                    AND ({condition})
                    """
                )
            )
        )

    def test_each_has_a_comment(self, connection: Connection) -> None:
        missing = self.ours(connection, "obj_description(oid, 'pg_proc') IS NULL")

        assert [name for name in missing if not name.startswith("search_key")] == []

    def test_each_file_states_the_volatility_of_each(self) -> None:
        for path in schema.sql_files():
            sql = path.read_text("utf-8")
            made = sql.count("CREATE OR REPLACE FUNCTION") + sql.count("CREATE FUNCTION")
            stated = sum(sql.count(f" {word}") for word in ("IMMUTABLE", "STABLE", "VOLATILE"))
            assert stated >= made, path.name

    def test_what_the_reader_runs_never_runs_with_rights_of_others(
        self, connection: Connection
    ) -> None:
        assert self.ours(connection, "prosecdef") == []

    def test_each_published_view_has_a_comment(self, connection: Connection) -> None:
        missing = connection.scalars(
            text(
                "SELECT relname FROM pg_class WHERE relnamespace = 'published'::regnamespace "
                "AND relkind = 'v' AND obj_description(oid, 'pg_class') IS NULL"
            )
        ).all()

        assert missing == []
