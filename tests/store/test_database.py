"""The two doors, on somebody else's PostgreSQL: over TCP, with passwords and few rights."""

import socket
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from geoservice.config import Settings
from geoservice.errors import ConflictError, GeoserviceError, InputError, UnavailableError
from geoservice.store import database_failures, requirements, schema
from geoservice.store.database import (
    Database,
    check_connection,
    check_reader,
    connect,
    open_database,
)
from tests.conftest import add_city, add_space
from tests.store.conftest import ExternalServer


def settings(**values: str) -> Settings:
    return Settings(home=Path("/nonexistent"), statement_timeout_ms=300, **values)


def opened(external: ExternalServer, user: str = "mayor", **values: str) -> Database:
    return open_database(settings(database_url=external.url(user, "city"), **values))


def prepare_for_the_mayor(external: ExternalServer) -> None:
    """What an administrator has to run once where the owner may not do it."""
    external.run(
        "CREATE EXTENSION postgis",
        "CREATE ROLE geoservice_reader LOGIN PASSWORD 'geoservice_reader-secret'",
        "GRANT geoservice_reader TO mayor",
        database="city",
    )


class TestAnExternalDatabase:
    def test_a_superuser_prepares_everything(self, external: ExternalServer) -> None:
        database = opened(external, "admin")

        assert schema.upgrade(database).current

        assert published_spaces(database) == 0
        check_reader(database)
        database.close()

    def test_an_owner_without_rights_is_told_what_an_administrator_must_run(
        self, external: ExternalServer
    ) -> None:
        database = opened(external)

        with pytest.raises(UnavailableError) as caught:
            schema.upgrade(database)

        said = str(caught.value)
        assert "user 'mayor'" in said
        orders = said.split("run there: ")[1]
        assert orders == (
            "CREATE EXTENSION postgis; CREATE ROLE geoservice_reader LOGIN; "
            "GRANT geoservice_reader TO mayor;"
        )

        # and those orders are enough
        external.run(*orders.rstrip(";").split(";"), database="city")
        assert schema.upgrade(database).current
        database.close()

    def test_an_owner_who_may_make_roles_takes_the_readers_role(
        self, external: ExternalServer
    ) -> None:
        external.run("ALTER ROLE mayor CREATEROLE")
        external.run("CREATE EXTENSION postgis", database="city")
        database = opened(external)

        schema.upgrade(database)

        assert reader_is(database) == "geoservice_reader"
        check_reader(database)
        database.close()

    def test_an_owner_without_a_reader_url_reads_as_the_reader(
        self, external: ExternalServer
    ) -> None:
        prepare_for_the_mayor(external)
        database = opened(external)
        schema.upgrade(database)
        add_space(database, add_city(database))

        assert reader_is(database) == "geoservice_reader"
        assert published_spaces(database) == 1
        with pytest.raises(DBAPIError, match="permission denied"), database.reading() as session:
            session.execute(text("SELECT * FROM space"))
        database.close()

    def test_a_reader_url_reads_with_its_own_user(self, external: ExternalServer) -> None:
        prepare_for_the_mayor(external)
        external.run("CREATE ROLE web LOGIN PASSWORD 'web-secret' IN ROLE geoservice_reader")
        database = opened(external, reader_url=external.url("web", "city"))
        schema.upgrade(database)

        assert reader_is(database) == "web"
        assert published_spaces(database) == 0
        check_reader(database)
        database.close()

    def test_a_reader_who_may_read_everything_is_refused(self, external: ExternalServer) -> None:
        prepare_for_the_mayor(external)
        database = opened(external, reader_url=external.url("mayor", "city"))
        schema.upgrade(database)

        with pytest.raises(ConflictError, match="'mayor' that the web reads with"):
            check_reader(database)
        database.close()

    def test_a_reader_who_may_read_nothing_is_refused(self, external: ExternalServer) -> None:
        prepare_for_the_mayor(external)
        external.run("CREATE ROLE web LOGIN PASSWORD 'web-secret'")
        database = opened(external, reader_url=external.url("web", "city"))
        schema.upgrade(database)

        with pytest.raises(ConflictError, match="GRANT geoservice_reader TO web"):
            check_reader(database)
        database.close()

    def test_an_upgrade_again_needs_no_administrator(self, external: ExternalServer) -> None:
        prepare_for_the_mayor(external)
        database = opened(external)
        schema.upgrade(database)

        assert schema.upgrade(database).current
        database.close()

    def test_a_user_who_may_not_write_into_the_database_is_told_so(
        self, external: ExternalServer
    ) -> None:
        external.run("ALTER DATABASE city OWNER TO admin")
        database = opened(external)

        with pytest.raises(UnavailableError, match="GRANT CREATE ON DATABASE city TO mayor"):
            schema.upgrade(database)
        database.close()


class TestOneSentence:
    def test_a_wrong_password_is_told_without_any_password(self, external: ExternalServer) -> None:
        database = open_database(
            settings(database_url=external.url("mayor", "city", password="open-sesame"))
        )

        said = failure_of(database)

        assert "password authentication failed" in said
        assert "GEOSERVICE_DATABASE_URL" in said
        assert "open-sesame" not in said
        assert "\n" not in said

    def test_a_database_that_is_not_there(self, external: ExternalServer) -> None:
        database = open_database(settings(database_url=external.url("mayor", "atlantis")))

        assert 'database "atlantis" does not exist' in failure_of(database)

    def test_a_server_that_is_not_there(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            url = f"postgresql://u:p@127.0.0.1:{probe.getsockname()[1]}/city"

            said = failure_of(open_database(settings(database_url=url)))

        assert "cannot be reached" in said
        assert "refused" in said

    @pytest.mark.parametrize(
        "url",
        [
            "mysql://root:open-sesame@localhost/city",
            "not an address open-sesame",
            "postgresql://u:open-sesame@localhost:port/city",
            "sqlite:///open-sesame.db",
        ],
    )
    def test_an_address_of_something_else(self, url: str) -> None:
        with pytest.raises(InputError) as caught:
            open_database(settings(database_url=url))

        assert "GEOSERVICE_DATABASE_URL is not the address" in str(caught.value)
        assert "open-sesame" not in str(caught.value)

    def test_the_older_spelling_of_the_address_is_understood(
        self, external: ExternalServer
    ) -> None:
        url = external.url("admin", "city").replace("postgresql+psycopg2://", "postgres://")

        check_connection(open_database(settings(database_url=url)))

    def test_a_server_without_postgis_or_with_an_old_one(self) -> None:
        with pytest.raises(UnavailableError, match="has no PostGIS; install it"):
            requirements.refuse_postgis(None)
        with pytest.raises(UnavailableError, match=r"PostGIS 3\.2\.9, geoservice needs 3\.3"):
            requirements.refuse_postgis("3.2.9")
        requirements.refuse_postgis("3.3.0")
        requirements.refuse_postgis("4.0.0dev")

    def test_a_database_whose_postgis_was_never_updated(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(requirements, "refuse_postgis", lambda available: None)
        monkeypatch.setattr(requirements, "MINIMUM_POSTGIS", (99, 0))

        with pytest.raises(UnavailableError, match="ALTER EXTENSION postgis UPDATE"):
            schema.upgrade(database)

    def test_a_postgresql_too_old(
        self, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(requirements, "MINIMUM_POSTGRESQL", 99)

        with pytest.raises(UnavailableError, match="geoservice needs 99 or newer"):
            schema.upgrade(database)

    @pytest.mark.parametrize(
        ("sql", "expected"),
        [
            ("DO $$ BEGIN RAISE SQLSTATE '53100'; END $$", "disk of the database is full"),
            ("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", "Another program is changing"),
            ("SELECT pg_terminate_backend(pg_backend_pid())", "cannot be reached"),
            ("SELECT 1 / 0", r"refused this \(division by zero\)"),
        ],
    )
    def test_what_the_database_says_later(
        self, database: Database, sql: str, expected: str
    ) -> None:
        with pytest.raises(DBAPIError) as caught, database.writing() as session:
            session.execute(text(sql))

        with pytest.raises(GeoserviceError, match=expected):
            raise database_failures.explain(caught.value)


class TestTheReader:
    def test_it_is_stopped_after_its_time(self, server: object, database: Database) -> None:
        quick = connect(
            database.owner.url.render_as_string(hide_password=False), settings=settings()
        )

        with pytest.raises(OperationalError, match="statement timeout"), quick.reading() as session:
            session.execute(text("SELECT pg_sleep(30)"))
        quick.close()


def failure_of(database: Database) -> str:
    with pytest.raises(UnavailableError) as caught:
        check_connection(database)
    database.close()
    return str(caught.value)


def reader_is(database: Database) -> str:
    with database.reading() as session:
        return str(session.scalar(text("SELECT current_user")))


def published_spaces(database: Database) -> int:
    with database.reading() as session:
        return int(session.scalar(text("SELECT count(*) FROM published.space")) or 0)
