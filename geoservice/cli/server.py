"""`geoservice up`, the whole thing in one go, and `geoservice serve`, the web server alone."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from gunicorn.http import message

from geoservice.cli.bring import Wanted, bring_city, fill_demo
from geoservice.cli.console import say
from geoservice.config import Settings
from geoservice.errors import ConflictError
from geoservice.intake import sample
from geoservice.publish.limits import LONGEST_ADDRESS
from geoservice.store import cluster as embedded
from geoservice.store import schema
from geoservice.store.database import check_reader, open_database
from geoservice.web import create_app
from geoservice.web.request_log import log_to_stderr

_host = click.option("--host", help="Address to listen on (GEOSERVICE_HOST).")
_port = click.option("--port", type=click.IntRange(1, 65535), help="Port (GEOSERVICE_PORT).")
_workers = click.option(
    "--workers", type=click.IntRange(1, 256), help="Worker processes (GEOSERVICE_WORKERS)."
)


@click.command()
@click.option("--city", default=sample.SLUG, show_default=True, help="The city's slug.")
@click.option("--osm", help="An OSM file, or the address of one, to bring the city from.")
@click.option("--name-th", help="The city's Thai name, where it is new.")
@click.option("--name-en", help="The city's English name, where it is new.")
@click.option("--timezone", default="Asia/Bangkok", show_default=True, help="Of a new city.")
@click.option("--country", default="TH", show_default=True, help="Of a new city, two letters.")
@_host
@_port
@_workers
def up(city: str, osm: str | None, **options: Any) -> None:
    """Start everything: embedded PostGIS, the city if it is not there yet, the web server."""
    named = {name: options.pop(name) for name in ("name_th", "name_en", "timezone", "country")}
    settings = _settings(**options)
    if _is_taken(settings):
        _taken(settings)
    with _running_cluster(settings):
        database = open_database(settings)
        schema.upgrade(database)
        bring_city(database, settings, Wanted(city, osm, **named))
        fill_demo(database, settings, city)
        database.close()
        _serve(settings)


@click.command()
@_host
@_port
@_workers
def serve(**options: Any) -> None:
    """Serve with gunicorn, on the database of GEOSERVICE_DATABASE_URL or the embedded one."""
    settings = _settings(**options)
    if _is_taken(settings):
        _taken(settings)
    with _running_cluster(settings):
        database = open_database(settings)
        with database.owner.connect() as connection:
            schema.check_schema(connection)
        check_reader(database)
        database.close()
        log_to_stderr()
        _serve(settings)


def _settings(**options: Any) -> Settings:
    given = {name: value for name, value in options.items() if value is not None}
    return replace(Settings.from_environment(), **given)


@contextmanager
def _running_cluster(settings: Settings) -> Iterator[None]:
    """Run the embedded cluster for as long as we serve; leave one that ran before running."""
    if settings.database_url:
        yield
        return
    cluster = embedded.find_cluster(settings.home)
    ran_before = embedded.server_pid(cluster) is not None
    ours = os.getpid()
    embedded.start(cluster)
    try:
        yield
    finally:
        # gunicorn's workers are forks that leave through here too: only the parent stops it
        if not ran_before and os.getpid() == ours:
            embedded.stop(cluster)


def _is_taken(settings: Settings) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError:
            return True
    return False


def _taken(settings: Settings) -> None:
    raise ConflictError(
        "{host}:{port} is taken by another program (perhaps geoservice already runs there); "
        "open it, or choose another with --port.",
        host=settings.host,
        port=settings.port,
    )


def _serve(settings: Settings) -> None:
    address = f"http://{settings.host}:{settings.port}/"
    _Server(settings, lambda: say("geoservice is ready at {address}", address=address)).run()


class _Server(BaseApplication):  # type: ignore[misc]
    """gunicorn with our app, made anew in each worker so that no connection crosses a fork."""

    def __init__(self, settings: Settings, announce: Callable[[], None]) -> None:
        self._settings = settings
        self._announce = announce
        super().__init__()

    def load_config(self) -> None:
        self.cfg.set("bind", f"{self._settings.host}:{self._settings.port}")
        self.cfg.set("workers", self._settings.workers)
        self.cfg.set("threads", self._settings.threads)
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("timeout", 60)
        self.cfg.set("loglevel", "warning")
        # gunicorn goes no further than a constant of its own, whatever is set
        message.MAX_REQUEST_LINE = LONGEST_ADDRESS
        self.cfg.set("limit_request_line", LONGEST_ADDRESS)
        self.cfg.set("control_socket_disable", True)
        self.cfg.set("when_ready", lambda _: self._announce())

    def load(self) -> object:
        return create_app(self._settings)
