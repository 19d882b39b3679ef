"""A PostgreSQL of somebody else: on a TCP port, with passwords."""

import os
import pwd
import shutil
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import URL, create_engine, text

from geoservice.store.programs import find_programs, run_as, server_user


@dataclass(frozen=True)
class ExternalServer:
    """A server whose superuser is `admin`; every password is the user's name and `-secret`."""

    port: int

    def url(self, user: str, database: str = "postgres", password: str | None = None) -> str:
        address = URL.create(
            "postgresql+psycopg2",
            username=user,
            password=password or f"{user}-secret",
            host="127.0.0.1",
            port=self.port,
            database=database,
        )
        return address.render_as_string(hide_password=False)

    def run(self, *orders: str, database: str = "postgres") -> None:
        """Run orders as the administrator."""
        engine = create_engine(self.url("admin", database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for order in orders:
                connection.execute(text(order))
        engine.dispose()


@pytest.fixture(scope="session")
def external_server() -> Iterator[ExternalServer]:
    folder = Path(tempfile.mkdtemp(prefix="geoservice-external-"))
    user, programs = server_user(), find_programs()
    if user:
        os.chown(folder, pwd.getpwnam(user).pw_uid, -1)
    (folder / "password").write_text("admin-secret")
    (folder / "password").chmod(0o644)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = str(folder / "data"), str(folder / "log")
    secured = ("--username=admin", "--auth=scram-sha-256", f"--pwfile={folder / 'password'}")
    plain = ("--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    made = run_as(user, [str(programs / "initdb"), "-D", data, *secured, *plain])
    assert made.returncode == 0, made.stderr
    options = f"-c listen_addresses=127.0.0.1 -p {port} -c unix_socket_directories= -c fsync=off"
    control = [str(programs / "pg_ctl"), "-D", data, "-l", log, "-w"]
    started = run_as(user, [*control, "-o", options, "start"])
    assert started.returncode == 0, (folder / "log").read_text()
    yield ExternalServer(port)
    run_as(user, [*control, "-m", "immediate", "stop"])
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def external(external_server: ExternalServer) -> Iterator[ExternalServer]:
    """The server with an empty database `city` and a user `mayor` who owns it, and no more."""
    external_server.run(
        "CREATE ROLE mayor LOGIN PASSWORD 'mayor-secret'", "CREATE DATABASE city OWNER mayor"
    )
    yield external_server
    external_server.run(
        "DROP DATABASE city WITH (FORCE)",
        "DROP ROLE IF EXISTS mayor",
        "DROP ROLE IF EXISTS web",
        "DROP ROLE IF EXISTS geoservice_reader",
    )
