"""A filter from somebody who means harm: a 400 that says why, or an answer; never anything else.

After GeoServer CVE-2023-25157 (injection through a filter), cql2 before 0.6 (injection in its SQL),
cql2 0.6.0 (nesting ends the process) and MapServer #7542 (43 kB of filter take 1 GB).
"""

import json
import time
from collections.abc import Iterator
from itertools import chain

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from geoservice.errors import InputError
from geoservice.publish.cql2 import JSON, TEXT, parse_filter
from geoservice.store.catalog import SPACES
from geoservice.store.database import Database
from tests.conftest import Server, add_city, count
from tests.hostile import (
    GEOJSON,
    INJECTIONS,
    KINDS,
    NESTED,
    NESTED_JSON,
    PATTERNS,
    RELATIONS,
    SHAPES,
    positions,
    trees,
)
from tests.web.conftest import close_app, make_app

COLLECTION = "/api/collections/spaces"
ITEMS = f"{COLLECTION}/items"
TILE = f"{COLLECTION}/tiles/WebMercatorQuad/6/28/49"
TIMEOUT_MS = 1500
ROWS = 4000
# What only a database, a driver or Python would say.
LEAKS = (
    *("psycopg", "SQLSTATE", "SELECT", "syntax error", "ERROR:", "LINE 1", "published.", "pg_"),
    *("Traceback", "sqlalchemy", "st_geomfrom", "TopologyException", "geoservice/publish"),
)


@pytest.fixture(scope="module")
def client(server: Server, module_database: Database) -> Iterator[FlaskClient]:
    """An app whose statements end early, on names that invite a pattern to look again."""
    city = add_city(module_database)
    with module_database.writing() as session:
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, source, source_id, name_en, geom) "
                "SELECT :city, 'park', 'test', n::text, repeat('a', 250) || n, "
                "st_setsrid(st_makepoint(98.9 + n % 100 * 0.001, 18.7), 4326) "
                "FROM generate_series(1, :rows) AS n"
            ),
            {"city": city, "rows": ROWS},
        )
    app = make_app(server, module_database, statement_timeout_ms=TIMEOUT_MS)
    yield app.test_client()
    close_app(app)


def check(client: FlaskClient, address: str, **asked: str) -> None:
    """Ask, and see that the answer is one of the two that there may be, soon, and tells nothing."""
    begun = time.monotonic()
    answer = client.get(address, query_string={"lang": "en", **asked})
    took = time.monotonic() - begun

    shown = f"{address} {json.dumps(asked)[:300]} → {answer.status_code} {answer.data[:300]!r}"
    assert answer.status_code in (200, 204, 400), shown
    assert took < 2 * TIMEOUT_MS / 1000, f"{took:.1f} s {shown}"
    if answer.status_code == 400:
        assert answer.content_type == "application/problem+json"
        known = " ".join(asked.values())
        detail = answer.json["detail"]
        assert len(detail) < 1500, shown
        assert [leak for leak in LEAKS if leak in detail and leak not in known] == [], shown
        assert detail.isprintable(), shown


def is_refused(filter: str, language: str) -> bool:
    try:
        parse_filter(filter, language, SPACES)
    except InputError:
        return True
    return False


def test_words_that_would_be_sql_are_words_wherever_they_stand(client: FlaskClient) -> None:
    asked = [(filter, TEXT) for filter in chain.from_iterable(map(positions, INJECTIONS))]
    asked += [
        (json.dumps(tree, ensure_ascii=False), JSON)
        for tree in chain.from_iterable(map(trees, INJECTIONS))
    ]
    # Over HTTP those that reach the database, and some of the others.
    for number, (filter, language) in enumerate(asked):
        if not is_refused(filter, language) or number % 20 == 0:
            check(client, ITEMS, **{"filter": filter, "filter-lang": language, "limit": "1"})


def test_other_parameters_take_no_sql_either(client: FlaskClient) -> None:
    names = ("filter-lang", "filter-crs", "crs", "bbox-crs", "sortby", "properties", "next", "bbox")
    for words in INJECTIONS:
        for name in names:
            answer = client.get(ITEMS, query_string={name: words, "lang": "en"})
            assert answer.status_code == 400, (name, words, answer.text)
            check(client, ITEMS, **{name: words, "filter": "true"})
        check(client, ITEMS, sortby=f"+{words},-name_th", properties=f"name_th,{words}")


@pytest.mark.parametrize("filter", [*NESTED, *PATTERNS, *KINDS], ids=lambda text: text[:40])
def test_nesting_patterns_and_mixed_kinds_end_soon(client: FlaskClient, filter: str) -> None:
    check(client, ITEMS, filter=filter)
    check(client, TILE, filter=filter)


@pytest.mark.parametrize("filter", [*KINDS, *PATTERNS], ids=lambda text: text[:40])
def test_exports_are_no_way_around(client: FlaskClient, filter: str) -> None:
    check(client, f"{COLLECTION}/export", f="geojsonseq", filter=f"({filter}) AND kind = 'bank'")


@pytest.mark.parametrize("filter", NESTED_JSON, ids=lambda text: text[:40])
def test_json_of_every_shape_ends_soon(client: FlaskClient, filter: str) -> None:
    check(client, ITEMS, **{"filter": filter, "filter-lang": "cql2-json"})


def test_shapes_that_are_none_or_too_many_end_soon(client: FlaskClient) -> None:
    for wkt in SHAPES:
        for relation in RELATIONS:
            check(client, ITEMS, filter=f"{relation}(geometry, {wkt})", limit="1")
        check(client, TILE, filter=f"S_INTERSECTS(geometry, {wkt})")
        for code in ("4326", "3857", "32647", "2193", "32661"):
            asked = {"filter": f"S_WITHIN(geometry,{wkt})", "filter-crs": f"[EPSG:{code}]"}
            check(client, ITEMS, **asked, limit="1")
    for geometry in GEOJSON:
        tree = {"op": "s_touches", "args": [{"property": "geometry"}, geometry]}
        asked = {"filter": json.dumps(tree), "filter-lang": "cql2-json"}
        check(client, ITEMS, **asked, limit="1")


@pytest.mark.parametrize("filter", ["kind = 'x'" + " " * 2000, "name_th = '" + "ก" * 2000 + "'"])
def test_a_filter_beyond_2000_characters_is_refused(client: FlaskClient, filter: str) -> None:
    for language in ("cql2-text", "cql2-json"):
        asked = {"filter": filter, "filter-lang": language, "lang": "en"}
        answer = client.get(ITEMS, query_string=asked)

        assert answer.status_code == 400
        assert "'filter'" in answer.json["detail"]
        assert "2000" in answer.json["detail"]


@pytest.mark.parametrize("query", ["filter=%FF%FE", "filter=%C0%80", "filter=%ED%A0%80", "filter="])
def test_bytes_that_are_no_text_are_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"{ITEMS}?{query}&lang=en")

    assert answer.status_code == 400
    assert "'filter'" in answer.json["detail"]


def test_what_is_not_published_cannot_be_asked(client: FlaskClient) -> None:
    for name in ("status", "search_key", "rank", "city_id", "geom", "provenance"):
        answer = client.get(ITEMS, query_string={"filter": f"{name} IS NULL", "lang": "en"})

        assert answer.status_code == 400
        assert f"'{name}'" in answer.json["detail"]


def test_a_refusal_says_the_same_in_thai(client: FlaskClient) -> None:
    for filter in [*KINDS, *PATTERNS, *NESTED]:
        answers = [
            client.get(ITEMS, query_string={"filter": filter, "lang": lang})
            for lang in ("th", "en")
        ]
        thai, english = answers

        assert thai.status_code == english.status_code
        if thai.status_code == 400:
            assert any("\u0e00" <= each <= "\u0e7f" for each in thai.json["detail"]), filter
            assert thai.json["detail"] != english.json["detail"], filter


def test_afterwards_everything_is_as_it_was(client: FlaskClient, module_database: Database) -> None:
    assert count(module_database, "space") == ROWS
    assert client.get("/healthz").status_code == 200
    asked = {"filter": "kind = 'park' AND city = 'town'", "limit": "1"}
    answer = client.get(ITEMS, query_string=asked)
    assert answer.json["numberMatched"] == ROWS
