"""Flask and nothing but Flask: the app, its blueprints, parameters in and answers out.

`create_app` is the only place where the parts are put together.
"""

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from geoservice.config import Settings
from geoservice.coverage.shelf import CoverageShelf
from geoservice.paths import STATIC, TEMPLATES, coverage_folder, networks_folder
from geoservice.store.database import Database, open_database
from geoservice.store.glance import Glance
from geoservice.walk.shelf import NetworkShelf
from geoservice.web import (
    access,
    addresses,
    cities,
    health,
    language,
    metrics,
    problems,
    request_log,
    security,
    session_cookie,
    shortcut,
    throttle,
)
from geoservice.web.account_pages import account
from geoservice.web.activities import activities
from geoservice.web.attachments import attachments
from geoservice.web.catalogue import catalogue
from geoservice.web.cities_pages import city_pages
from geoservice.web.city_work import city_work
from geoservice.web.contributions import contributions
from geoservice.web.coverage import coverage
from geoservice.web.data_pages import data
from geoservice.web.desk import desk
from geoservice.web.duplicates import duplicates
from geoservice.web.exports import exports
from geoservice.web.features import features
from geoservice.web.history import history
from geoservice.web.kept import kept
from geoservice.web.media import media
from geoservice.web.notes import notes
from geoservice.web.ogc import ogc
from geoservice.web.openid import openid
from geoservice.web.pages import pages
from geoservice.web.passport import passport
from geoservice.web.passport_pages import passport_pages
from geoservice.web.route_pages import route_pages
from geoservice.web.routes import routes
from geoservice.web.sign_in import signing
from geoservice.web.snapshots import snapshots
from geoservice.web.space_pages import space_pages
from geoservice.web.state import State, attach
from geoservice.web.tiles import tiles
from geoservice.web.tilesets import tilesets
from geoservice.web.walks import walks
from geoservice.web.writes import writes

_PARTS = (
    request_log,
    language,
    security,
    problems,
    throttle,
    addresses,
    access,
    session_cookie,
    metrics,
)
_BLUEPRINTS = (
    pages,
    data,
    catalogue,
    health.health,
    metrics.metrics,
    ogc,
    writes,  # before features: it answers OPTIONS of their addresses
    features,
    exports,
    tiles,
    tilesets,
    cities.cities,
    city_pages,
    walks,
    coverage,
    snapshots,
    history,
    desk,
    duplicates,
    city_work,
    attachments,
    kept,
    contributions,
    openid,
    signing,
    account,
    media,
    routes,
    route_pages,
    passport,
    passport_pages,
    activities,
    notes,
    space_pages,
)


def create_app(settings: Settings, database: Database | None = None) -> Flask:
    """Return the app on `database`, or on the database of `settings`, connected at first use.

    An embedded cluster is expected to run already; the app starts none.
    """
    app = Flask("geoservice", static_folder=str(STATIC), template_folder=str(TEMPLATES))
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.url_map.strict_slashes = False
    database = database or open_database(settings, start=False)
    networks = NetworkShelf(networks_folder(settings.home))
    planning = CoverageShelf(coverage_folder(settings.home), networks)
    attach(app, State(settings, database, Glance(database.reader), networks, planning))
    for part in _PARTS:
        part.set_up(app)
    for blueprint in _BLUEPRINTS:
        app.register_blueprint(blueprint)
    if settings.proxies:  # who is told to wait is whoever asked, not the proxy
        proxied = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)
        app.wsgi_app = proxied  # type: ignore[method-assign]
    shortcut.set_up(app)
    return app


def create_app_from_environment() -> Flask:
    """Return the app of the `GEOSERVICE_*` variables: the factory for a WSGI server."""
    request_log.log_to_stderr()
    return create_app(Settings.from_environment())
