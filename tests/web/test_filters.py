"""CQL2 over HTTP: what a filter finds, in text and in JSON, alone and beside other parameters."""

import json

import pytest
import shapely
from flask.testing import FlaskClient
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select, text

from geoservice.publish.cql2 import TEXT, parse_filter
from geoservice.publish.cql2.text import read_text
from geoservice.store.catalog import COLLECTIONS, SPACES, Collection
from geoservice.store.database import Database
from geoservice.store.relations import view_of
from tests.conftest import add_city, add_space
from tests.web.conftest import Town

ITEMS = "/api/collections/spaces/items"
STREETS = "/api/collections/streets/items"
DISTRICTS = "/api/collections/districts/items"
EVERYTHING = ["library", "school", "museum", "market", "online", "private"]


def found(client: FlaskClient, address: str, filter: str, **others: str) -> list[int]:
    """Return the ids that a filter finds, the same for its text and its JSON."""
    asked = {"filter": filter, **others}
    as_json = {
        "filter": json.dumps(read_text(filter), ensure_ascii=False),
        "filter-lang": "cql2-json",
        **others,
    }
    answers = [client.get(address, query_string=each) for each in (asked, as_json)]
    ids = []
    for answer in answers:
        assert answer.status_code == 200, answer.text
        ids.append([feature["id"] for feature in answer.json["features"]])
        assert answer.json["numberMatched"] == len(ids[-1])
    assert ids[0] == ids[1]
    return ids[0]


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ("kind = 'library'", ["library"]),
        ("KIND <> 'library' OR kind = 'library'".replace("KIND", "kind"), EVERYTHING),
        ("kind <> 'library'", EVERYTHING[1:]),
        ("kind IN ('library','museum')", ["library", "museum"]),
        ("kind NOT IN ('library','museum')", ["school", "market", "online", "private"]),
        ("capacity > 100", ["library"]),
        ("capacity > 100.5 AND capacity < 1e3", ["library"]),
        ("capacity BETWEEN 120 AND 121", ["library"]),
        ("capacity NOT BETWEEN 1 AND 2", ["library"]),
        ("capacity IN (1, 120)", ["library"]),
        ("capacity = -120", []),
        ("capacity IS NULL", EVERYTHING[1:]),
        ("NOT capacity IS NOT NULL", EVERYTHING[1:]),
        ("NOT (capacity > 5)", []),
        ("name_en LIKE 'Chiang%'", ["library"]),
        ("name_en LIKE '%Fol_life%'", ["museum"]),
        ("name_en NOT LIKE 'Chiang%'", ["museum", "online"]),
        ("name_en LIKE 'chiang%'", []),
        ("CASEI(name_en) LIKE CASEI('CHIANG%')", ["library"]),
        ("CASEI(name_en) = CASEI('lanna FOLKLIFE museum')", ["museum"]),
        ("CASEI(kind) IN (CASEI('MARKET'), CASEI('Park'))", ["market"]),
        ("ACCENTI(name_th) = ACCENTI('แมครูคำ')", ["private"]),
        ("ACCENTI(name_th) LIKE ACCENTI('%พระสิงห%')", ["school"]),
        ("ACCENTI(name_th) = ACCENTI('ตลาดวรรส')", []),
        ("CASEI(ACCENTI(name_en)) LIKE CASEI(ACCENTI('LÄNNÁ%'))", ["museum"]),
        ("A_CONTAINS(age_groups, ('child'))", ["library", "school"]),
        ("A_CONTAINS(age_groups, ('child','adult'))", ["library"]),
        ("A_EQUALS(age_groups, ('adult','child'))", ["library"]),
        ("A_EQUALS(age_groups, ('child'))", ["school"]),
        ("A_CONTAINEDBY(age_groups, ('child','youth'))", [*EVERYTHING[1:]]),
        ("A_OVERLAPS(age_groups, ('adult','youth'))", ["library"]),
        ("A_CONTAINS(age_groups, ())", EVERYTHING),
        ("city = 'town'", EVERYTHING),
        ("city = 'nowhere'", []),
        ("city <> 'nowhere'", EVERYTHING),
        ("NOT city = 'nowhere'", EVERYTHING),
        ("city IN ('nowhere','town')", EVERYTHING),
        ("NOT city IN ('nowhere','elsewhere')", EVERYTHING),
        ("city > 'a' AND city LIKE 't%'", EVERYTHING),
        ("city = CASEI('TOWN')", EVERYTHING),
        ("name_th = name_th AND name_en <> name_th", ["library", "museum", "online"]),
        ("'a' = 'a'", EVERYTHING),
        ("1 > 2", []),
        ("true", EVERYTHING),
        ("NOT true OR false", []),
        ("kind = 'library' OR kind = 'museum' AND capacity > 5", ["library"]),
        ("(kind = 'library' OR kind = 'museum') AND capacity IS NULL", ["museum"]),
        ("\"kind\" = 'library'", ["library"]),
        ("operator = 'Chiang Mai, the municipality'", ["museum"]),
        ("updated_at > TIMESTAMP('2020-01-01T00:00:00Z')", EVERYTHING),
        ("updated_at > TIMESTAMP('2020-01-01t00:00:00.5z')", EVERYTHING),
        ("updated_at > DATE('2020-01-01') AND updated_at <= DATE('9999-12-31')", EVERYTHING),
        ("T_AFTER(updated_at, DATE('2020-01-01'))", EVERYTHING),
        ("T_BEFORE(updated_at, TIMESTAMP('2020-01-01T00:00:00+07:00'))", []),
        ("T_INTERSECTS(updated_at, INTERVAL('2020-01-01', '..'))", EVERYTHING),
        ("T_INTERSECTS(updated_at, INTERVAL('..', '2020-01-01T00:00:00Z'))", []),
        ("T_DURING(INTERVAL(updated_at, updated_at), INTERVAL('2020-01-01','..'))", EVERYTHING),
        ("T_DISJOINT(updated_at, INTERVAL('..', '2020-01-01'))", EVERYTHING),
        ("geometry IS NULL", ["online", "private"]),
        ("S_INTERSECTS(geometry, BBOX(98.97,18.78,98.985,18.8))", ["library"]),
        ("S_INTERSECTS(geometry, BBOX(98.97,18.78,-5,98.985,18.8,900))", ["library"]),
        ("S_INTERSECTS(BBOX(99.3,19,99.4,19.1), geometry)", ["market"]),
        ("S_INTERSECTS(geometry, BBOX(99,19,-170,20))", ["market"]),
        ("S_INTERSECTS(geometry, BBOX(98.98,18.79,98.98,18.79))", ["library"]),
        ("S_INTERSECTS(geometry, POINT(98.98 18.79))", ["library"]),
        ("S_EQUALS(geometry, POINT Z (98.98 18.79 300))", ["library"]),
        ("S_INTERSECTS(geometry, MULTIPOINT((98.98 18.79),(98.98 18.81)))", ["library", "museum"]),
        (
            "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(98.98 18.79),"
            "GEOMETRYCOLLECTION(LINESTRING(99.3 19.0,99.4 19.1),POINT(98.98 18.81)),"
            "POLYGON((99.37 19.08,99.39 19.08,99.39 19.1,99.37 19.08))))",
            ["library", "museum", "market"],
        ),
        ("S_DISJOINT(geometry, BBOX(98.9,18.7,99,18.9))", ["market"]),
        ("S_WITHIN(geometry, POLYGON((98.9 18.7,99 18.7,99 18.8,98.9 18.8,98.9 18.7)))", None),
    ],
)
def test_a_filter_finds_what_it_says(town: Town, filter: str, names: list[str] | None) -> None:
    names = ["library", "school"] if names is None else names

    assert found(town.client, ITEMS, filter) == [getattr(town, name) for name in names]


def test_a_filter_and_every_other_parameter_must_both_hold(town: Town) -> None:
    filter = "kind IN ('library','museum')"

    assert found(town.client, ITEMS, filter, q="library") == [town.library]
    assert found(town.client, ITEMS, filter, q="พิพิธภันฑ์พื้นถิน") == [town.museum]
    assert found(town.client, ITEMS, filter, q="ตลาด") == []
    assert found(town.client, ITEMS, filter, kind="museum,market") == [town.museum]
    assert found(town.client, ITEMS, filter, bbox="98.9,18.7,99,18.8") == [town.library]
    assert found(town.client, ITEMS, filter, near="98.98,18.82") == [town.museum, town.library]
    assert found(town.client, ITEMS, filter, open_at="2026-07-05T10:00:00+07:00") == [town.museum]
    assert found(town.client, ITEMS, filter, sortby="-name_en") == [town.museum, town.library]


def test_other_collections_are_asked_by_their_own_properties(town: Town) -> None:
    (street,) = found(town.client, STREETS, "lit AND NOT steps AND metres > 1000")
    crossing = "S_CROSSES(geometry, LINESTRING(98.985 18.78, 98.985 18.8))"
    (district,) = found(town.client, DISTRICTS, "S_CONTAINS(geometry, POINT(98.98 18.79))")

    assert found(town.client, STREETS, f"lit = true AND {crossing}") == [street]
    assert found(town.client, STREETS, "steps OR lit = false") == []
    beside = "S_TOUCHES(geometry, POLYGON((99 18.78,99.1 18.78,99.1 18.8,99 18.78)))"
    assert found(town.client, DISTRICTS, f"level = 'tambon' AND {beside}") == [district]


def test_percent_and_underscore_can_be_meant_as_they_are(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    percent = add_space(database, city, name_en="100% Thai")
    plain = add_space(database, city, name_en="1000 Thai")
    under = add_space(database, city, name_en="a_b")
    add_space(database, city, name_en="axb")
    slash = add_space(database, city, name_en="c:\\temp")
    quote = add_space(database, city, name_en="Mae's")

    assert found(client, ITEMS, r"name_en LIKE '100\% %'") == [percent]
    assert found(client, ITEMS, "name_en LIKE '100% %'") == [percent, plain]
    assert found(client, ITEMS, r"name_en LIKE 'a\_b'") == [under]
    assert found(client, ITEMS, r"name_en LIKE 'c:\\%'") == [slash]
    assert found(client, ITEMS, r"CASEI(name_en) LIKE CASEI('C:\\T%')") == [slash]
    assert found(client, ITEMS, r"name_en = 'c:\temp'") == [slash]
    assert found(client, ITEMS, "name_en = 'Mae''s'") == [quote]
    assert found(client, ITEMS, r"name_en = 'Mae\'s'") == [quote]


def test_case_is_folded_by_unicode_and_accents_as_unicode_collates(
    client: FlaskClient, database: Database
) -> None:
    city = add_city(database)
    street = add_space(database, city, name_en="Große Straße")
    greek = add_space(database, city, name_en="ΟΔΟΣ")
    danish = add_space(database, city, name_en="Café Ångström")
    thai = add_space(database, city, name_th="น้ำตกแม่เปิน", name_en=None)

    assert found(client, ITEMS, "CASEI(name_en) = CASEI('GROSSE STRASSE')") == [street]
    assert found(client, ITEMS, "CASEI(name_en) = CASEI('Οδος')") == [greek]
    assert found(client, ITEMS, "ACCENTI(name_en) = ACCENTI('Cafe Angstrom')") == [danish]
    assert found(client, ITEMS, "ACCENTI(name_th) = ACCENTI('นำตกแมเปิน')") == [thai]
    assert found(client, ITEMS, "ACCENTI(name_th) = ACCENTI('นำตกแมเปน')") == []


def test_accents_of_thai_are_those_without_weight_in_the_unicode_collation(
    database: Database,
) -> None:
    with database.owner.connect() as connection:
        connection.execute(
            text(
                "CREATE COLLATION first_level (provider = icu, locale = 'und-u-ks-level1', "
                "deterministic = false)"
            )
        )
        rows = connection.execute(
            text(
                "SELECT chr(code), 'กา' = 'ก' || chr(code) || 'า' COLLATE first_level, "
                "published.accenti('ก' || chr(code) || 'า') = 'กา' "
                "FROM generate_series(x'0e31'::int, x'0e4e'::int) AS code"
            )
        ).all()

    assert {mark for mark, weightless, _ in rows if weightless} == set("็่้๊๋์๎")
    assert [mark for mark, weightless, aside in rows if weightless != aside] == []


SHAPES = [
    "POINT (98.98 18.79)",
    "POINT (98.985 18.79)",
    "LINESTRING (98.98 18.79, 98.99 18.79)",
    "LINESTRING (98.985 18.7, 98.985 18.9)",
    "LINESTRING (98.98 18.79, 98.985 18.79, 98.985 18.8)",
    "MULTILINESTRING ((98.98 18.79, 98.99 18.79), (99 18.8, 99.1 18.8))",
    "POLYGON ((98.97 18.78, 99 18.78, 99 18.8, 98.97 18.8, 98.97 18.78))",
    "POLYGON ((98.9 18.7, 98.98 18.7, 98.98 18.79, 98.9 18.79, 98.9 18.7))",
    "POLYGON ((99 18.78, 99.1 18.78, 99.1 18.8, 99 18.8, 99 18.78))",
    "MULTIPOLYGON (((98.975 18.785, 98.985 18.785, 98.985 18.795, 98.975 18.795, 98.975 18.785)))",
    "POLYGON ((90 10, 110 10, 110 30, 90 30, 90 10), (98.98 18.7, 99 18.7, 99 18.9, 98.98 18.7))",
]


def stored_shapes(database: Database, view: str) -> dict[int, BaseGeometry]:
    """Return geometries to the last bit: GeoJSON rounds them."""
    with database.owner.connect() as connection:
        rows = connection.execute(
            text(
                f"SELECT id, st_asbinary(geom) FROM published.{view} "
                "WHERE geom IS NOT NULL ORDER BY id"
            )
        )
        return {id: shapely.from_wkb(bytes(stored)) for id, stored in rows}


def matching(database: Database, collection: Collection, filter: str) -> list[int]:
    """Return the ids that a filter finds, asked of the database without a page around."""
    view = view_of(collection.id)
    condition = parse_filter(filter, TEXT, collection)
    with database.reading() as session:
        return list(session.scalars(select(view.c.id).where(condition).order_by(view.c.id)))


@pytest.mark.parametrize(
    "name",
    ["intersects", "disjoint", "equals", "touches", "crosses", "within", "contains", "overlaps"],
)
def test_every_relation_of_shapes_is_the_one_that_geos_knows(town: Town, name: str) -> None:
    seen = set()
    for about in COLLECTIONS.values():
        shapes = stored_shapes(town.database, about.view)
        for wkt in SHAPES:
            other = shapely.from_wkt(wkt)
            expected = [id for id, each in shapes.items() if getattr(each, name)(other)]
            turned = [id for id, each in shapes.items() if getattr(other, name)(each)]

            assert matching(town.database, about, f"S_{name}(geometry, {wkt})") == expected, wkt
            assert matching(town.database, about, f"S_{name}({wkt}, geometry)") == turned, wkt
            seen |= set(expected)
    assert seen


ALLEN = {
    "T_BEFORE": ("01", "02", "03", "04"),
    "T_AFTER": ("03", "04", "01", "02"),
    "T_MEETS": ("01", "02", "02", "04"),
    "T_METBY": ("02", "04", "01", "02"),
    "T_OVERLAPS": ("01", "03", "02", "04"),
    "T_OVERLAPPEDBY": ("02", "04", "01", "03"),
    "T_STARTS": ("01", "02", "01", "04"),
    "T_STARTEDBY": ("01", "04", "01", "02"),
    "T_DURING": ("02", "03", "01", "04"),
    "T_CONTAINS": ("01", "04", "02", "03"),
    "T_FINISHES": ("03", "04", "01", "04"),
    "T_FINISHEDBY": ("01", "04", "03", "04"),
    "T_EQUALS": ("01", "04", "01", "04"),
}


def test_two_intervals_stand_in_exactly_one_of_allens_relations(town: Town) -> None:
    for relation, (begin, end, other_begin, other_end) in ALLEN.items():
        one = f"INTERVAL('2026-01-{begin}T00:00:00Z','2026-01-{end}T00:00:00Z')"
        two = f"INTERVAL('2026-01-{other_begin}T00:00:00Z','2026-01-{other_end}T00:00:00Z')"
        asked = [*ALLEN, "T_DISJOINT", "T_INTERSECTS"]
        with town.database.reading() as session:
            row = session.execute(
                select(*(parse_filter(f"{name}({one},{two})", TEXT, SPACES) for name in asked))
            ).one()

        *allen, disjoint, intersects = row
        assert [name for name, true in zip(ALLEN, allen, strict=True) if true] == [relation]
        assert disjoint == (relation in ("T_BEFORE", "T_AFTER"))
        assert intersects != disjoint


def test_a_date_is_its_whole_day_in_utc(client: FlaskClient, database: Database) -> None:
    city = add_city(database)
    ids = {}
    for moment in ("2026-01-30T23:59:59.9Z", "2026-01-31T00:00:00Z", "2026-01-31T23:59:59.9Z"):
        ids[moment] = add_space(database, city)
        with database.writing() as session:
            session.execute(text("ALTER TABLE space DISABLE TRIGGER USER"))
            session.execute(
                text("UPDATE space SET updated_at = :at WHERE id = :id"),
                {"at": moment, "id": ids[moment]},
            )
            session.execute(text("ALTER TABLE space ENABLE TRIGGER USER"))
    before, first, last = ids.values()
    day = "DATE('2026-01-31')"

    assert found(client, ITEMS, f"updated_at = {day}") == [first, last]
    assert found(client, ITEMS, f"updated_at IN ({day})") == [first, last]
    assert found(client, ITEMS, f"updated_at <> {day}") == [before]
    assert found(client, ITEMS, f"updated_at < {day}") == [before]
    assert found(client, ITEMS, f"{day} <= updated_at") == [first, last]
    assert found(client, ITEMS, f"updated_at > {day}") == []
    assert found(client, ITEMS, f"updated_at <= {day}") == [before, first, last]
    assert found(client, ITEMS, f"updated_at BETWEEN {day} AND {day}") == [first, last]
    assert found(client, ITEMS, f"T_INTERSECTS(updated_at, {day})") == [first, last]
    assert found(client, ITEMS, "T_AFTER(updated_at, DATE('2026-01-30'))") == [first, last]
    assert found(client, ITEMS, "T_EQUALS(updated_at, TIMESTAMP('2026-01-31T07:00:00+07:00'))") == [
        first
    ]


def test_shapes_may_stand_in_another_coordinate_system(town: Town) -> None:
    metres = "S_INTERSECTS(geometry, BBOX(497800,2077500,498000,2077700))"
    crs = "http://www.opengis.net/def/crs/EPSG/0/32647"

    assert found(town.client, ITEMS, metres, **{"filter-crs": crs}) == [town.library]
    assert found(
        town.client,
        ITEMS,
        "S_EQUALS(geometry, POINT(18.79 98.98))",
        **{"filter-crs": "[EPSG:4326]"},
    ) == [town.library]


def test_a_filter_thins_tiles_and_is_named_in_their_metadata(town: Town) -> None:
    tile = "/api/collections/spaces/tiles/WebMercatorQuad/12/1830/3174"
    every = town.client.get(tile)
    one = town.client.get(tile, query_string={"filter": "kind = 'library'"})
    none = town.client.get(tile, query_string={"filter": "kind = 'bank'"})
    about = town.client.get(
        "/api/collections/spaces/tiles/WebMercatorQuad",
        query_string={"filter": "kind = 'library'", "f": "tilejson"},
    )

    assert every.status_code == one.status_code == 200
    assert len(one.data) < len(every.data)
    assert none.status_code == 204
    assert one.headers["ETag"] != every.headers["ETag"]
    assert "filter=kind+%3D+%27library%27" in about.json["tiles"][0]


def test_tiles_of_several_collections_take_a_filter_that_all_understand(town: Town) -> None:
    tile = "/api/tiles/WebMercatorQuad/12/1830/3174"
    both = town.client.get(tile, query_string={"collections": "spaces,streets", "filter": "true"})
    named = town.client.get(
        "/api/tiles/WebMercatorQuad/12/1830/3174",
        query_string={"collections": "spaces,streets", "filter": "name_th LIKE 'ถนน%'"},
    )
    one_only = town.client.get(
        "/api/tiles/WebMercatorQuad/12/1830/3174",
        query_string={"collections": "spaces,streets", "filter": "kind = 'x'", "lang": "en"},
    )

    assert both.status_code == 200
    assert named.status_code == 200
    assert one_only.status_code == 400
    assert "kind" in one_only.json["detail"]


def test_a_page_after_a_page_keeps_its_filter(town: Town) -> None:
    filter = "kind <> 'library'"
    address = f"{ITEMS}?limit=2&filter={filter.replace(' ', '%20')}"
    ids: list[int] = []
    while address:
        page = town.client.get(address).json
        ids += [feature["id"] for feature in page["features"]]
        assert page["numberMatched"] == 5
        following = [each["href"] for each in page["links"] if each["rel"] == "next"]
        address = following[0] if following else ""

    assert ids == found(town.client, ITEMS, filter)
