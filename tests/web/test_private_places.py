"""A home whose place is not for everybody is shown on no door: every one of them is tried.

Two homes stand in the model town, one shown as its tambon only, one nowhere. Whatever a door
answers is searched for their coordinates: as text, as numbers of eight bytes, in degrees and in
metres, in archives and in tiles. A new door belongs into one of the two tables below; until it
stands there, a test fails.
"""

import gzip
import io
import json
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import mapbox_vector_tile
import pyarrow.parquet as pq
import pytest
from flask import Flask
from flask.testing import FlaskClient
from pmtiles.reader import MemorySource, all_tiles
from pyproj import Transformer

from geoservice.publish.exports.formats import FORMATS
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.database import Database
from geoservice.store.models import (
    Activity,
    City,
    Knowledge,
    Note,
    Offering,
    Partner,
    Route,
    RouteStop,
    Space,
)
from geoservice.web.access import PUBLIC, RULES, SAFE
from tests.browser.town import build_town
from tests.conftest import Server, add_space
from tests.living import add_row
from tests.web.conftest import close_app, make_app
from tests.web.editors import editor

PLACES = {"private": (98.9766613, 18.7917713), "tambon": (98.9827717, 18.7888819)}
SEEN = (98.9855511, 18.7933317)  # of a sage whom everybody may visit
ADDRESS = "99/9 ซอยลับสุดทาง"
_METRES = [Transformer.from_crs(4326, code, always_xy=True) for code in (3857, 32647)]
_BOX = 0.0004
_PREFIX_BYTES = 5  # of a number of eight bytes: about 0.04 m of a longitude


@dataclass(frozen=True)
class Homes:
    """The town, and the ids of what is in it by name."""

    app: Flask
    database: Database
    ids: dict[str, int]

    @property
    def client(self) -> FlaskClient:
        return self.app.test_client()

    def read(self, url: str) -> tuple[int, bytes]:
        """Return the status and the whole answer of an address, which is closed then."""
        with self.client.get(url) as answer:
            return answer.status_code, answer.get_data()


@pytest.fixture(scope="module")
def homes(server: Server, module_database: Database) -> Iterator[Homes]:
    build_town(module_database, "town")
    with module_database.writing() as session:
        city = session.query(City).one().id
    app = make_app(server, module_database)
    yield Homes(app, module_database, _furnish(module_database, city))
    close_app(app)


def _furnish(database: Database, city: int) -> dict[str, int]:
    ids: dict[str, int] = {"city": city}
    for privacy, (lon, lat) in PLACES.items():
        home = add_space(
            database,
            city,
            lon=lon,
            lat=lat,
            kind="sage",
            name_th=f"บ้านแม่ครู {privacy}",
            name_en=f"Home {privacy}",
            place_privacy=privacy,
            address=ADDRESS,
            opening_hours="24/7",
        )
        ids[privacy] = home
        partner = add_row(database, Partner, city, name_th=f"ภาคี {privacy}")
        at = {"space_id": home, "partner_id": partner}
        ids[f"knowledge {privacy}"] = add_row(database, Knowledge, city, **at)
        soon = {"starts_at": datetime.now(UTC), "ends_at": datetime.now(UTC)}
        add_row(database, Activity, city, repeats="FREQ=DAILY", **soon, **at)
        add_row(database, Offering, city, **at)
        door = f"SRID=4326;POINT({lon} {lat})"
        add_row(database, Note, city, space_id=home, text=f"ที่บ้าน {privacy}", geom=door)
        with database.writing() as session:
            session.get_one(Space, home).partner_id = partner
    add_space(database, city, lon=SEEN[0], lat=SEEN[1], kind="sage", name_th="ครูคำ")
    ids["route"] = _draw(database, city, [ids[privacy] for privacy in PLACES])
    return ids


def _draw(database: Database, city: int, homes: list[int]) -> int:
    """Store a route as it was drawn while both homes were for everybody to see."""
    line = ", ".join(f"{lon} {lat}" for lon, lat in (SEEN, *PLACES.values()))
    geom = f"SRID=4326;MULTILINESTRING(({line}))"
    route = add_row(database, Route, city, slug="homes", loop=False, geom=geom)
    with database.writing() as session:
        for position, home in enumerate(homes, start=1):
            session.add(RouteStop(route_id=route, position=position, space_id=home))
    return route


# What is searched for


def leaks(content: bytes) -> list[str]:
    """Return the homes whose place, or whose address, some bytes tell."""
    parts = list(_opened(content))
    found = [name for name, at in PLACES.items() if any(_tells(each, at) for each in parts)]
    written = json.dumps(ADDRESS)[1:-1].encode()
    secret = any(ADDRESS.encode() in each or written in each for each in parts)
    return [*found, *(["address"] if secret else [])]


def _opened(content: bytes) -> Iterator[bytes]:
    """Give some bytes, and what is packed in them."""
    yield content
    if content[:2] == b"\x1f\x8b":
        yield from _opened(gzip.decompress(content))
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from _opened(archive.read(name))
    if content[:4] == b"PAR1":
        table = pq.read_table(io.BytesIO(content))
        yield str(table.to_pylist()).encode()
        yield b"".join(each.as_py() or b"" for each in table.column("geometry"))


def _tells(content: bytes, at: tuple[float, float]) -> bool:
    pairs = [at, *(metres.transform(*at) for metres in _METRES)]
    return any(_as_text(content, pair) or _as_numbers(content, pair) for pair in pairs)


def _as_text(content: bytes, pair: tuple[float, float]) -> bool:
    """Say whether both numbers are written, to about ten metres."""
    digits = 4 if abs(pair[0]) < 180 else -1
    return all(_written(each, digits) in content for each in pair)


def _written(number: float, digits: int) -> bytes:
    if digits > 0:
        whole, _, rest = f"{number:.7f}".partition(".")
        return f"{whole}.{rest[:digits]}".encode()
    return str(int(number))[:-1].encode()


def _as_numbers(content: bytes, pair: tuple[float, float]) -> bool:
    """Say whether both numbers stand there as doubles, in either order of their bytes."""
    packed = [struct.pack(">d", each)[:_PREFIX_BYTES] for each in pair]
    return all(each in content for each in packed) or all(each[::-1] in content for each in packed)


def test_the_search_finds_a_place_in_whatever_form(homes: Homes) -> None:
    lon, lat = PLACES["private"]
    x, y = _METRES[0].transform(lon, lat)

    assert leaks(f"[{lon},{lat}]".encode()) == ["private"]
    assert leaks(f"{lat:.5f}, {lon:.5f}".encode()) == ["private"]
    assert leaks(f"{x:.2f} {y:.2f}".encode()) == ["private"]
    assert leaks(b"\x01" + struct.pack("<dd", lon, lat)) == ["private"]
    assert leaks(gzip.compress(struct.pack(">dd", x, y))) == ["private"]
    assert leaks(json.dumps({"address": ADDRESS}).encode()) == ["address"]
    assert leaks(b"nothing") == []


@pytest.mark.parametrize("form", sorted(set(FORMATS) - {"pmtiles"}))
def test_the_search_finds_a_place_that_is_for_everybody(homes: Homes, form: str) -> None:
    """In what is exported it finds what is there: so the tests below can fail."""
    _, content = homes.read(f"/api/collections/spaces/export?f={form}&city=town")

    assert any(_tells(each, SEEN) for each in _opened(content))


# Every door

_CRS = "http://www.opengis.net/def/crs/EPSG/0/{}"
_PARTS = ("knowledge", "activities", "offerings", "partners", "routes", "notes")
READ: dict[str, tuple[str, ...]] = {
    "activities.calendar": ("/calendar/town.ics",),
    "activities.programme": (
        "/api/activities?city=town",
        "/api/activities?city=town&near={lon},{lat}",
        "/api/activities?city=town&space={home}",
    ),
    "catalogue.sitemap": ("/sitemap.xml",),
    "catalogue.sitemap_of_spaces": ("/sitemap-spaces-1.xml",),
    "cities.cities": ("/api/cities",),
    "cities.partners": ("/api/cities/town/partners",),
    "cities.providers": ("/api/cities/town/providers",),
    "city_pages.partners": ("/cities/town/partners?lang=en",),
    "city_pages.providers": ("/cities/town/providers?lang=en",),
    "contributions.similar": (
        "/api/spaces/similar?city=town&kind=sage&name=Home+private&lon={lon}&lat={lat}",
    ),
    "coverage.coverage": tuple(
        f"/api/coverage?city=town&kinds=sage&minutes=15&profile=adult&level=tambon&f={form}"
        for form in ("json", "csv", "geojson")
    ),
    "coverage.streets": ("/api/coverage/streets?city=town&kinds=sage&minutes=15",),
    "exports.export": tuple(
        f"/api/collections/{each}/export?f={form}&city=town"
        for each in ("spaces", *_PARTS)
        for form in FORMATS
    ),
    "features.item": (
        "/api/collections/spaces/items/{home}?crs=" + _CRS.format(3857),
        "{knowledge}",
        "/api/collections/routes/items/{route}",
    ),
    "features.items": tuple(
        f"/api/collections/{each}/items?city=town&limit=1000{more}"
        for each in ("spaces", *_PARTS)
        for more in ("", "&crs=" + _CRS.format(32647))
    )
    + (
        "/api/collections/spaces/items?city=town&q=Home&near={lon},{lat}",
        "/api/collections/spaces/items?kind=sage&near={lon},{lat}",
    ),
    "pages.map_page": ("/?space={home}&lang=en",),
    "pages.report": ("/coverage/report?city=town&kinds=sage&lang=en",),
    "passport.counts": ("/api/passport/counts?city=town",),
    "route_pages.index": ("/walks?city=town&lang=en",),
    "route_pages.route": ("/walks/homes?city=town&lang=en",),
    "routes.read": ("/api/routes/{route}",),
    "snapshots.changes": ("/api/coverage/changes?city=town",),
    "space_pages.living": ("/api/spaces/{home}/living",),
    "space_pages.page": ("/spaces/{home}?lang=en", "/spaces/{home}?lang=th"),
    "space_pages.qr": ("/spaces/{home}/qr",),
}
"""Doors that tell of spaces, with what is asked at each; {home} is one home after the other."""

TILES = ("tiles.composite", "tiles.tile")
"""Doors whose answers are decoded, further down."""

ASKED = {
    "walks.plan": "/api/walks",
    "contributions.send": "/api/contributions",
    "coverage.scenario": "/api/coverage/scenario",
    "coverage.sites": "/api/coverage/sites",
}
"""Open doors that are sent a question, further down."""

PLACELESS = {
    *("catalogue.catalog", "catalogue.robots", "cities.city", "cities.compare", "cities.learning"),
    *("cities.profile", "city_pages.cities", "city_pages.compare", "city_pages.page"),
    *("data.page", "health.alive", "health.ready", "metrics.read_metrics", "media.show"),
    *("media.add", "notes.send", "pages.asset", "pages.coverage_page", "pages.manifest"),
    *("pages.worker", "pages.print_walk", "pages.walk_qr", "passport.certificate"),
    *("passport.stamp", "passport_pages.certificate", "passport_pages.page", "routes.rate"),
    *("passport_pages.scanned", "space_pages.door", "static", "walks.planned", "walks.reach"),
    *("account.reset", "account.reset_page", "sign_in.enter", "sign_in.page"),
    *("openid.begin", "openid.done"),
    *(f"ogc.{each}" for each in ("collection", "collections", "conformance", "docs", "landing")),
    *(f"ogc.{each}" for each in ("limits", "openapi", "queryables", "schema", "sortables")),
    *(f"tilesets.{each}" for each in ("all_tilesets", "composite", "matrix_set", "matrix_sets")),
    *("tilesets.tileset", "tilesets.tilesets_of"),
}
"""Open doors that tell of no space's place, or of the place that the asker sent."""


def open_doors(app: Flask) -> set[str]:
    """Return the endpoints through which anybody may come."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if RULES.get((rule.endpoint, method), PUBLIC) is PUBLIC
        and (method in SAFE or (rule.endpoint, method) in RULES)
    }


def test_every_open_door_stands_in_one_of_the_tables(homes: Homes) -> None:
    known = {*READ, *TILES, *ASKED, *PLACELESS}

    assert open_doors(homes.app) - known == set()
    assert known - open_doors(homes.app) == set()


@pytest.mark.parametrize("endpoint", sorted(READ))
def test_a_door_tells_the_place_of_no_home(homes: Homes, endpoint: str) -> None:
    for template in READ[endpoint]:
        for privacy, (lon, lat) in PLACES.items():
            piece = f"/api/collections/knowledge/items/{homes.ids[f'knowledge {privacy}']}"
            url = template.format(
                home=homes.ids[privacy], route=homes.ids["route"], knowledge=piece, lon=lon, lat=lat
            )
            status, told = homes.read(url)
            if f"{lon}" in url:  # what the asker said, the answer may say again
                told = told.replace(str(lon).encode(), b"").replace(str(lat).encode(), b"")
            assert status in (200, 404), f"{url}: {told[:300]!r}"
            assert leaks(told) == [], url


def _home_ids(homes: Homes) -> set[int]:
    return {homes.ids[privacy] for privacy in PLACES}


@pytest.mark.parametrize("privacy", PLACES)
def test_no_search_by_place_finds_a_home(homes: Homes, privacy: str) -> None:
    lon, lat = PLACES[privacy]
    box = f"{lon - _BOX},{lat - _BOX},{lon + _BOX},{lat + _BOX}"
    ring = f"{lon - _BOX} {lat - _BOX}, {lon + _BOX} {lat - _BOX}, {lon} {lat + _BOX}"
    polygon = f"POLYGON(({ring}, {lon - _BOX} {lat - _BOX}))"
    asked = (
        {"bbox": box},
        {"filter": f"S_INTERSECTS(geometry, {polygon})"},
        {"filter": f"S_WITHIN(geometry, {polygon})"},
        {"filter": f"NOT S_DISJOINT(geometry, {polygon})"},
    )
    for collection in ("spaces", *_PARTS):
        for each in asked:
            answer = homes.client.get(f"/api/collections/{collection}/items", query_string=each)
            assert answer.status_code == 200, answer.json
            assert answer.json["features"] == [], f"{collection} {each}"


def test_a_home_is_listed_without_a_distance_from_anywhere(homes: Homes) -> None:
    lon, lat = PLACES["private"]
    url = f"/api/collections/spaces/items?city=town&limit=1000&near={lon},{lat}"

    listed = {each["id"]: each for each in homes.client.get(url).json["features"]}

    for home in _home_ids(homes) & set(listed):
        assert listed[home]["properties"].get("distance_metres") is None
        assert listed[home]["geometry"] is None


def _tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    x, y = _METRES[0].transform(lon, lat)
    half, side = 20037508.342789244, 40075016.685578488 / 2**zoom
    return int((x + half) // side), int((half - y) // side)


@pytest.mark.parametrize("zoom", [10, 14, 16, 18])
@pytest.mark.parametrize("privacy", PLACES)
def test_no_tile_draws_a_home(homes: Homes, privacy: str, zoom: int) -> None:
    column, row = _tile(*PLACES[privacy], zoom)
    grid = f"tiles/WebMercatorQuad/{zoom}/{row}/{column}"
    urls = [f"/api/collections/{each}/{grid}" for each in ("spaces", *_PARTS)]
    urls.append(f"/api/{grid}?collections={','.join(('spaces', *_PARTS))}")
    for url in urls:
        answer = homes.client.get(url)
        assert answer.status_code in (200, 204), url
        assert _drawn(answer.get_data()) & _home_ids(homes) == set(), url
        for name in (b"routes", b"notes"):
            assert name not in _unpacked(answer.get_data()), url


def _unpacked(tile: bytes) -> bytes:
    return gzip.decompress(tile) if tile[:2] == b"\x1f\x8b" else tile


def _drawn(tile: bytes) -> set[int]:
    """Return the spaces that a tile draws: by its features' ids, and by what they hang on."""
    data = _unpacked(tile)
    layers = mapbox_vector_tile.decode(data) if data else {}
    found: set[int] = set()
    for name, layer in layers.items():
        for each in layer["features"]:
            about = each["properties"]
            one = int(about.get("count", 1)) == 1
            if name == "spaces" and one:
                found.add(int(each.get("id", 0)))
            found |= {int(about["space_id"])} if about.get("space_id") else set()
    return found


def test_an_archive_of_tiles_draws_no_home(homes: Homes) -> None:
    _, archive = homes.read("/api/collections/spaces/export?f=pmtiles&city=town")

    drawn = [_drawn(tile) for _, tile in all_tiles(MemorySource(archive))]

    assert drawn
    assert set().union(*drawn)
    assert set().union(*drawn) & _home_ids(homes) == set()


def test_no_walk_leads_to_a_home(homes: Homes) -> None:
    for privacy in PLACES:
        body = {"city": "town", "start": {"lon": 98.98, "lat": 18.79}, "language": "en"}
        body |= {"stops": [{"space": homes.ids[privacy]}], "budget_minutes": 60}
        for more in ({}, {"kinds": ["sage"]}):
            answer = homes.client.post("/api/walks", json=body | more)
            assert answer.status_code in (200, 400, 404, 409)
            assert leaks(answer.get_data()) == []


def test_who_proposes_a_home_is_not_told_that_one_is_there(homes: Homes) -> None:
    lon, lat = PLACES["private"]
    place = {"type": "Point", "coordinates": [lon, lat]}
    home = {"kind": "sage", "name_th": "บ้านแม่ครู private", "name_en": "Home private"}
    body = {"city": "town", "action": "create", "properties": home, "geometry": place}

    sent = homes.client.post("/api/contributions", json=body)

    assert sent.status_code == 202
    assert sent.json["duplicates"] == []


def test_the_minutes_to_the_nearest_sage_do_not_tell_where_a_home_is(homes: Homes) -> None:
    """With the homes and without them, everybody reaches what is public in the same time."""
    question = {"city": "town", "kinds": ["sage"], "minutes": 15, "profile": "adult"}

    def answers() -> list[Any]:
        read = homes.client.get(READ["coverage.streets"][0])
        table = homes.client.get(READ["coverage.coverage"][0]).json["districts"]
        trial = homes.client.post("/api/coverage/scenario", json=question | {"add": []})
        sites = homes.client.post("/api/coverage/sites", json=question | {"count": 1})
        sides = [trial.json.get("before"), sites.json.get("sites")]
        return [_minutes(read.get_data()), table, *sides]

    with_homes = answers()
    _set_status(homes, "hidden")
    without = answers()
    _set_status(homes, "published")

    assert with_homes[0] == without[0]
    assert with_homes[1] == without[1]
    assert with_homes[2:] == without[2:]


def _minutes(content: bytes) -> bytes:
    """Return what is told of the streets, without the version of the data before it."""
    plain = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return re.sub(rb'"version": ?"[^"]*"', b"", plain)


def test_the_line_of_a_route_is_drawn_again_once_its_stops_are_for_everybody(homes: Homes) -> None:
    """So the doors above are closed because of the homes, and for nothing else."""
    url = f"/api/collections/routes/items/{homes.ids['route']}"

    def privacy(*levels: str) -> tuple[str | None, list[str]]:
        with homes.database.writing() as session:
            for name, level in zip(PLACES, levels, strict=True):
                session.get_one(Space, homes.ids[name]).place_privacy = level
        _, told = homes.read(url)
        return (json.loads(told)["geometry"] or {}).get("type"), leaks(told)

    both, one = privacy("public", "public"), privacy("private", "public")
    _set_status(homes, "hidden")
    hidden = privacy("public", "public")
    _set_status(homes, "published")
    privacy(*PLACES)

    assert both == ("MultiLineString", ["private", "tambon"])
    assert one == hidden == (None, [])


def test_a_note_names_no_home(homes: Homes) -> None:
    listed = homes.client.get("/api/collections/notes/items?city=town").json["features"]

    assert {each["properties"]["text"] for each in listed} == {f"ที่บ้าน {name}" for name in PLACES}
    assert [each["properties"].get("space_id") for each in listed] == [None] * len(PLACES)
    assert [each["geometry"] for each in listed] == [None] * len(PLACES)


@pytest.mark.parametrize("change", [{"place_privacy": "private"}, {"status": "hidden"}])
def test_a_note_loses_its_place_with_its_space(homes: Homes, change: dict[str, str]) -> None:
    city = homes.ids["city"]
    space = add_space(homes.database, city, lon=SEEN[0], lat=SEEN[1])
    url = f"/api/collections/notes/items/{add_row(homes.database, Note, city, space_id=space)}"

    def told() -> tuple[int | None, object]:
        note = homes.client.get(url).json
        return note["properties"].get("space_id"), note["geometry"]

    before = told()
    with homes.database.writing() as session:
        for name, value in change.items():
            setattr(session.get_one(Space, space), name, value)

    assert before == (space, {"type": "Point", "coordinates": [98.98, 18.79]})
    assert told() == (None, None)


def _set_status(homes: Homes, status: str) -> None:
    with homes.database.writing() as session:
        for home in _home_ids(homes):
            session.get_one(Space, home).status = status


def test_the_history_of_a_home_is_for_its_curators_alone(homes: Homes) -> None:
    url = f"/api/history?layer=spaces&id={homes.ids['private']}"
    anybody = homes.client.get(url)
    contributor = editor(homes.app, homes.database, "boon", role="contributor", city="town")

    refused = contributor.send("GET", url)
    whole = contributor.send("GET", f"/api/spaces/{homes.ids['private']}/whole")

    assert (anybody.status_code, refused.status_code, whole.status_code) == (401, 403, 403)


def test_a_contributor_is_told_nothing_of_the_home_they_correct(homes: Homes) -> None:
    boon = editor(homes.app, homes.database, "chai", role="contributor", city="town")
    body = {"city": "town", "action": "update", "subject": homes.ids["private"]}
    boon.send("POST", "/api/contributions", body | {"properties": {"phone": "053"}}, type=_JSON)

    own = boon.send("GET", "/api/contributions?city=town")

    assert len(own.json["contributions"]) == 1
    assert leaks(own.get_data()) == []


_JSON = "application/json"


def test_the_tables_name_every_collection_with_spaces() -> None:
    tied = {name for name, each in COLLECTIONS.items() if "space_id" in each.properties}

    assert tied - {"notes"} <= {*_PARTS}
