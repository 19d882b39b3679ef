"""Tiles as SQL draws them: what is counted, what is left out, how large they get."""

import json
import math
from collections import Counter
from itertools import pairwise

import mapbox_vector_tile
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from geoservice.store.database import Database, settle
from tests.conftest import add_city, add_space

TILE_BYTES = 500_000
HERE = (98.98, 18.79)


def tile_of(lon: float, lat: float, z: int) -> tuple[int, int]:
    """Column and row by the formula of the OpenStreetMap wiki, page Slippy map tilenames."""
    x = (lon + 180) / 360 * 2**z
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * 2**z
    return min(int(x), 2**z - 1), min(max(int(y), 0), 2**z - 1)


def draw(
    database: Database, layer: str, z: int, *place: int, ids: list[int] | None = None
) -> list[dict]:
    x, y = place
    with database.reader.connect() as connection:
        body = connection.scalar(
            text(f"SELECT published.tile_{layer}(:z, :x, :y, :ids)"),
            {"z": z, "x": x, "y": y, "ids": ids},
        )
    assert len(body) <= TILE_BYTES
    decoded = mapbox_vector_tile.decode(bytes(body), default_options={"y_coord_down": True})
    return decoded.get(layer, {}).get("features", [])


def draw_here(database: Database, layer: str, z: int, **more: object) -> list[dict]:
    return draw(database, layer, z, *tile_of(*HERE, z), **more)


def empty_spaces(database: Database) -> None:
    with database.writing() as session:
        session.execute(text("TRUNCATE space CASCADE"))


@pytest.fixture(scope="module")
def city(module_database: Database) -> int:
    return add_city(module_database)


def test_a_single_space_is_a_point_with_its_own_id_and_names(database: Database) -> None:
    city = add_city(database)
    space = add_space(
        database, city, lon=HERE[0], lat=HERE[1], kind="museum", name_en="Museum", wheelchair="yes"
    )

    (feature,) = draw_here(database, "spaces", 14)

    assert feature["id"] == space
    assert feature["properties"] == {
        "id": space,
        "kind": "museum",
        "name_th": "ห้องสมุด",
        "name_en": "Museum",
        "wheelchair": "yes",
        "count": 1,
    }


def test_a_cluster_shows_its_highest_rank_counts_its_kinds_and_bounds_its_places(
    database: Database,
) -> None:
    city = add_city(database)
    add_space(database, city, lon=98.980, lat=18.790, kind="library", rank=1)
    best = add_space(database, city, lon=98.981, lat=18.791, kind="temple", rank=7)
    add_space(database, city, lon=98.982, lat=18.792, kind="temple", rank=7)

    (feature,) = draw_here(database, "spaces", 8)

    assert feature["id"] == best
    assert feature["properties"]["count"] == 3
    assert json.loads(feature["properties"]["kinds"]) == {"library": 1, "temple": 2}
    west, south, east, north = json.loads(feature["properties"]["bounds"])
    assert max(west - 98.980, 98.982 - east, south - 18.790, 18.792 - north) <= 0
    assert [west, south, east, north] == pytest.approx([98.980, 18.790, 98.982, 18.792], abs=1e-6)


@pytest.mark.parametrize(("z", "cells"), [(10, 4), (14, 4), (15, 8), (16, 8), (17, 32), (20, 32)])
def test_cells_are_64_then_32_then_8_pixels_wide(database: Database, z: int, cells: int) -> None:
    city = add_city(database)
    x, y = tile_of(*HERE, z)
    width = 360 / 2**z
    for column in range(cells * 2):  # two in every cell of a row
        lon = x * width - 180 + (column + 0.5) * width / (cells * 2)
        lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * (y + 0.5) / 2**z))))
        add_space(database, city, lon=lon, lat=lat)

    features = draw_here(database, "spaces", z)

    assert [feature["properties"]["count"] for feature in features] == [2] * cells


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    places=st.lists(
        st.tuples(
            st.floats(-180, 180)
            | st.sampled_from([-180.0, -90.0, 0.0, 90.0, 98.4375, 98.7890625, 180.0]),
            st.floats(-85.05, 85.05) | st.sampled_from([0.0, 66.51326044311186]),
        ),
        min_size=1,
        max_size=25,
    )
)
def test_every_space_is_counted_in_exactly_one_tile_of_each_zoom(
    module_database: Database, city: int, places: list[tuple[float, float]]
) -> None:
    empty_spaces(module_database)
    with module_database.writing() as session:
        for number, (lon, lat) in enumerate(places):
            session.execute(
                text(
                    "INSERT INTO space (city_id, kind, source, source_id, geom) VALUES "
                    "(:city, 'park', 'test', :number, st_setsrid(st_makepoint(:lon, :lat), 4326))"
                ),
                {"city": city, "number": str(number), "lon": lon, "lat": lat},
            )

    for z in (0, 1, 2):
        drawn = [
            feature["properties"]["count"]
            for x in range(2**z)
            for y in range(2**z)
            for feature in draw(module_database, "spaces", z, x, y)
        ]

        assert sum(drawn) == len(places)


def test_a_space_on_the_edge_belongs_to_the_tile_east_and_south_of_it(database: Database) -> None:
    city = add_city(database)
    add_space(database, city, lon=0.0, lat=0.0)

    counts = {(x, y): len(draw(database, "spaces", 1, x, y)) for x in range(2) for y in range(2)}

    assert counts == {(0, 0): 0, (1, 0): 0, (0, 1): 0, (1, 1): 1}


def test_tiles_agree_with_the_slippy_map_formula(database: Database) -> None:
    city = add_city(database)
    places = [(98.98 + n * 0.0137, 18.79 - n * 0.0071) for n in range(8)]
    for lon, lat in places:
        add_space(database, city, lon=lon, lat=lat)

    for z in (11, 16, 24):
        wanted = Counter(tile_of(lon, lat, z) for lon, lat in places)

        drawn = {
            tile: sum(f["properties"]["count"] for f in draw(database, "spaces", z, *tile))
            for tile in wanted
        }

        assert drawn == wanted


def test_drafts_hidden_spaces_and_private_places_are_never_drawn(database: Database) -> None:
    city = add_city(database)
    add_space(database, city, status="draft")
    add_space(database, city, status="hidden")
    add_space(database, city, place_privacy="private")
    add_space(database, city, place_privacy="tambon")
    add_space(database, city, geom=None)

    assert draw(database, "spaces", 0, 0, 0) == []


def test_only_the_spaces_asked_for_are_counted(database: Database) -> None:
    city = add_city(database)
    wanted = [add_space(database, city) for _ in range(3)]
    for _ in range(4):
        add_space(database, city, rank=9)

    (feature,) = draw_here(database, "spaces", 12, ids=wanted)

    assert feature["properties"]["count"] == 3
    assert feature["id"] == wanted[0]
    assert draw_here(database, "spaces", 12, ids=[]) == []


def test_a_place_far_north_is_counted_in_the_last_row(database: Database) -> None:
    city = add_city(database)
    add_space(database, city, lon=10.0, lat=89.5)

    assert len(draw(database, "spaces", 3, 4, 0)) == 1


def test_a_hundred_thousand_spaces_fit_a_tile(database: Database) -> None:
    city = add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, name_th, name_en, source, source_id, rank, geom)"
                " SELECT :city, 'school', 'โรงเรียนบ้านหนองน้ำใสวิทยาคม ' || i,"
                " 'Ban Nong Nam Sai Wittayakhom School ' || i, 'test', i::text, i % 10,"
                " st_setsrid(st_makepoint(98.9 + i % 400 * 0.0005, 18.7 + i / 400 * 0.0008), 4326)"
                " FROM generate_series(0, 99999) AS i"
            ),
            {"city": city},
        )

    for z in range(6, 19, 2):
        for lon, lat in ((98.95, 18.75), (99.0, 18.8)):
            features = draw(database, "spaces", z, *tile_of(lon, lat, z))  # checks the bytes
            assert features
    assert sum(f["properties"]["count"] for f in draw(database, "spaces", 0, 0, 0)) == 100_000


def test_spaces_are_counted_from_the_index_alone(database: Database) -> None:
    city = add_city(database)
    with database.writing() as session:  # enough that a plan is worth its while
        session.execute(
            text(
                "INSERT INTO space (city_id, kind, source, source_id, geom) SELECT :city, 'park', "
                "'test', i::text, st_setsrid(st_makepoint(98.9 + i * 0.0001, 18.8), 4326) "
                "FROM generate_series(1, 2000) AS i"
            ),
            {"city": city},
        )
    settle(database)

    x, y = tile_of(*HERE, 14)
    with database.reader.connect() as connection:
        plan = connection.scalars(
            text(f"EXPLAIN SELECT * FROM published.features_spaces(14, {x}, {y}, NULL)")
        )

        assert "Index Only Scan using ix_space_grid" in "\n".join(plan)


@pytest.mark.parametrize("z", [12, 13])  # one plan for each tile, one for all of them
def test_a_tile_asked_for_before_shows_what_was_written_since(database: Database, z: int) -> None:
    city = add_city(database)
    x, y = tile_of(*HERE, z)
    tile = text(f"SELECT length(published.tile_spaces({z}, {x}, {y}))")

    with database.reader.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        before = [connection.scalar(tile) for _ in range(7)]
        add_space(database, city, lon=HERE[0], lat=HERE[1])
        after = connection.scalar(tile)

    assert before == [0] * 7
    assert after


def add_street(database: Database, city: int, number: int, **fields: object) -> None:
    ends = {"lon": 98.98, "end": 98.9814}
    values = {"highway": "residential", "name": None, "metres": 150.0, **ends, **fields}
    with database.writing() as session:
        session.execute(
            text(
                "WITH node AS (INSERT INTO street_node (city_id, source_id, component, geom) "
                "VALUES (:city, :node, 0, st_setsrid(st_makepoint(:lon, 18.79), 4326)) "
                "RETURNING id) "
                "INSERT INTO street_edge (city_id, source_id, piece, from_node, to_node, "
                "component, metres, highway, name_en, steps, geom) "
                "SELECT :city, :number, 0, id, id, 0, :metres, :highway, :name, :steps, "
                "st_setsrid(st_makeline(st_makepoint(:lon, 18.79), "
                "st_makepoint(:end, 18.79)), 4326) FROM node"
            ),
            {
                "steps": values["highway"] == "steps",
                "node": f"node {number}",
                "number": str(number),
                "city": city,
                **values,
            },
        )


def highways(features: list[dict]) -> set[str]:
    return {feature["properties"]["highway"] for feature in features}


def test_far_away_only_main_streets_are_drawn_and_near_all_of_them(database: Database) -> None:
    city = add_city(database)
    for number, highway in enumerate(["trunk", "secondary", "tertiary", "residential", "steps"]):
        add_street(database, city, number, highway=highway, metres=5000.0, end=99.03)

    assert highways(draw_here(database, "streets", 8)) == {"trunk"}
    assert highways(draw_here(database, "streets", 10)) == {"trunk", "secondary"}
    assert highways(draw_here(database, "streets", 12)) == {"trunk", "secondary", "tertiary"}
    assert len(highways(draw_here(database, "streets", 14))) == 5
    assert len(highways(draw_here(database, "streets", 17))) == 5


def test_pieces_of_a_street_are_one_feature_far_away_and_several_near(database: Database) -> None:
    city = add_city(database)
    for number, (start, end) in enumerate([(98.98, 98.981), (98.981, 98.983), (98.983, 98.984)]):
        add_street(database, city, number, name="Tha Phae", lon=start, end=end)

    (far,) = draw_here(database, "streets", 14)
    near = draw_here(database, "streets", 15)

    assert far["geometry"]["type"] == "LineString"
    assert len(near) == 3
    assert len({feature["id"] for feature in near}) == 3
    assert {feature["properties"]["name_en"] for feature in near} == {"Tha Phae"}


def test_a_main_road_of_many_short_pieces_is_whole_far_away(database: Database) -> None:
    city = add_city(database)
    edges = [round(98.8 + number * 0.001, 3) for number in range(301)]  # 0.3 degrees
    for number, (start, end) in enumerate(pairwise(edges)):
        add_street(database, city, number, highway="trunk", metres=105.0, lon=start, end=end)

    (road,) = draw_here(database, "streets", 8)

    line = road["geometry"]["coordinates"]
    assert road["geometry"]["type"] == "LineString"
    # 0.3 of the tile's 360/256 degrees, in 4096 steps: 873.8, less what the grid takes.
    assert abs(line[0][0] - line[-1][0]) == pytest.approx(873.8, abs=8)


def test_two_hundred_thousand_streets_stay_below_the_limit_at_every_zoom(
    database: Database,
) -> None:
    city = add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "WITH nodes AS (INSERT INTO street_node (city_id, source_id, component, geom) "
                "VALUES (:city, 'n', 0, st_setsrid(st_makepoint(99, 18.8), 4326)) RETURNING id) "
                "INSERT INTO street_edge (city_id, source_id, piece, from_node, to_node, component,"
                " metres, highway, name_th, name_en, steps, geom) "
                "SELECT :city, i::text, 0, id, id, 0, 50, "
                "(ARRAY['trunk', 'secondary', 'residential', 'footway', 'service'])[1 + i % 5], "
                "'ซอยวัดอุโมงค์ ' || i % 5000, 'Soi Wat Umong ' || i % 5000, false, "
                "st_setsrid(st_makeline(ARRAY[st_makepoint(lon, lat), "
                "st_makepoint(lon + 0.0002, lat + 0.00017), "
                "st_makepoint(lon + 0.0004, lat + 0.0001)]), 4326) "
                "FROM nodes, generate_series(0, 199999) AS i, "
                "LATERAL (SELECT 98.9 + i % 500 * 0.0004 AS lon, 18.7 + i / 500 * 0.0004 AS lat) p"
            ),
            {"city": city},
        )

    for z in (6, 9, 11, 12, 13, 14, 16):
        assert draw_here(database, "streets", z)  # checks the bytes


def add_area(database: Database, city: int, number: int, side: float, **fields: object) -> None:
    values = {"class": "green", "name": "Park", "lon": 98.98, "lat": 18.79, **fields}
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO basemap_area (city_id, class, source_id, name_en, area, geom) "
                "SELECT :city, :class, :number, :name, st_area(geography(box)), st_multi(box) FROM "
                "st_makeenvelope(:lon, :lat, :lon + :side, :lat + :side, 4326) AS box"
            ),
            {"city": city, "number": str(number), "side": side, **values},
        )


def test_areas_too_small_to_be_seen_and_far_buildings_are_left_out(database: Database) -> None:
    city = add_city(database)
    add_area(database, city, 1, 0.01)
    add_area(database, city, 2, 0.0004, **{"class": "water"})
    add_area(database, city, 3, 0.0004, **{"class": "building"})

    def classes(z: int) -> list[str]:
        return [f["properties"]["class"] for f in draw_here(database, "basemap", z)]

    assert classes(11) == ["green"]
    assert classes(13) == ["green", "water"]
    assert classes(15) == ["green", "water", "building"]


def test_the_name_of_a_building_is_left_to_what_is_in_it(database: Database) -> None:
    city = add_city(database)
    add_area(database, city, 1, 0.0004, **{"class": "building", "name": "Block A"})

    (building,) = draw_here(database, "basemap", 16)

    assert "name_en" not in building["properties"]


def test_districts_carry_their_code_and_reach_over_the_edge(database: Database) -> None:
    add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, source, geom) SELECT id, "
                "'tambon', '500101', 'ศรีภูมิ', 'test', st_multi(st_makeenvelope("
                "98.7890625, 18.75, 99.2, 18.8, 4326)) FROM city"
            )
        )

    (inside,) = draw(database, "districts", 12, *tile_of(99.0, 18.78, 12))
    beside = draw(database, "districts", 10, 792, 457)  # ends where the district begins

    assert inside["properties"]["code"] == "500101"
    assert inside["properties"]["city"] == "town"
    assert len(beside) == 1


def test_a_hidden_district_is_not_drawn(database: Database) -> None:
    add_city(database)
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, source, status, geom) SELECT id, "
                "'tambon', '1', 'test', 'hidden', geom FROM city"
            )
        )

    assert draw_here(database, "districts", 10) == []
