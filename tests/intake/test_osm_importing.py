"""A whole OSM file into a city: the fixture town, again and changed."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from geoservice.errors import InputError, NotFoundError
from geoservice.intake.osm.importing import ATTRIBUTION, OsmImport, import_osm
from geoservice.store.database import Database
from tests.conftest import add_city, count
from tests.town import (
    LANE_METRES,
    MAIN_METRES,
    OsmFile,
    boundary,
    position,
    streets,
    whole_town,
)

TABLES = ("space", "street_node", "street_edge", "basemap_area", "district", "layer_version")


@pytest.fixture
def city(database: Database) -> int:
    return add_city(database, "town", boundary=boundary())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def bring(database: Database, map_: OsmFile, folder: Path, city: str = "town") -> OsmImport:
    path = map_.write(folder / "town.osm")
    with database.writing() as session:
        return import_osm(session, path, city=city)


def rows(database: Database, sql: str, **values: object) -> list[Any]:
    with database.owner.connect() as connection:
        return list(connection.execute(text(sql), values).all())


def row(database: Database, sql: str, **values: object) -> Any:
    (only,) = rows(database, sql, **values)
    return only


def everything(database: Database) -> dict[str, list[Any]]:
    return {table: rows(database, f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in TABLES}


def test_the_towns_spaces_are_counted_by_kind(database: Database, city: int, folder: Path) -> None:
    result = bring(database, whole_town(), folder)

    assert result.spaces_by_kind == {
        "bank": 1,
        "hospital": 1,
        "library": 1,
        "market": 1,
        "park": 1,
        "school": 1,
        "temple": 1,
    }
    assert (result.spaces.read, result.spaces.new, result.space_objects) == (7, 7, 11)


def test_a_temple_of_three_objects_has_the_fields_of_all(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)

    temple = row(database, "SELECT *, ST_Contains(outline, geom) AS inside FROM space"
                           " WHERE kind = 'temple'")  # fmt: skip

    assert (temple.name_th, temple.name_en) == ("วัดบนดอย", "Wat Bon Doi")
    assert (temple.subkind, temple.religion, temple.wikidata) == (
        "place_of_worship",
        "buddhist",
        "Q123",
    )
    assert temple.phone == "+66 53 000000"
    assert temple.source == "osm"
    assert temple.source_id == temple.source_members[0]
    assert len(temple.source_members) == 3
    assert temple.inside


def test_facts_arrive_in_their_fields(database: Database, city: int, folder: Path) -> None:
    bring(database, whole_town(), folder)

    school = row(database, "SELECT * FROM space WHERE kind = 'school'")
    library = row(database, "SELECT * FROM space WHERE kind = 'library'")
    bank = row(database, "SELECT * FROM space WHERE kind = 'bank'")

    assert (school.capacity, school.opening_hours) == (400, "Mo-Fr 08:00-16:00")
    assert school.age_groups == ["child", "youth"]
    assert (library.wheelchair, library.website) == ("yes", "https://example.org")
    assert bank.name_th is bank.name_en is None
    assert 0 < bank.rank < library.rank <= 1


def test_the_streets_have_the_metres_counted_by_hand(
    database: Database, city: int, folder: Path
) -> None:
    result = bring(database, whole_town(), folder)

    metres = dict(
        rows(database, "SELECT component, sum(metres) FROM street_edge GROUP BY component")
    )
    assert metres[0] == pytest.approx(MAIN_METRES, abs=0.3)
    assert metres[1] == pytest.approx(LANE_METRES, abs=0.03)
    assert result.network.components == 2
    assert result.network.metres == pytest.approx(MAIN_METRES + LANE_METRES, abs=0.3)
    assert count(database, "street_node") == result.network.nodes


def test_stored_metres_are_what_postgis_measures(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)

    worst = row(
        database, "SELECT max(abs(metres - ST_Length(geom::geography))) AS off FROM street_edge"
    )
    assert worst.off < 1e-3


def test_each_piece_runs_from_its_first_junction_to_its_last(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)

    wrong = row(
        database,
        "SELECT count(*) FROM street_edge AS piece"
        " JOIN street_node AS a ON a.id = from_node JOIN street_node AS b ON b.id = to_node"
        " WHERE NOT ST_Equals(ST_StartPoint(piece.geom), a.geom)"
        " OR NOT ST_Equals(ST_EndPoint(piece.geom), b.geom)"
        " OR piece.component <> a.component OR piece.component <> b.component",
    )
    assert wrong.count == 0


def test_street_attributes_are_stored(database: Database, city: int, folder: Path) -> None:
    bring(database, whole_town(), folder)

    stairs = row(database, "SELECT * FROM street_edge WHERE steps")
    bridge = row(database, "SELECT * FROM street_edge WHERE bridge AND highway = 'tertiary'")
    path = row(database, "SELECT * FROM street_edge WHERE name_th = 'ทางริมน้ำ'")

    assert (stairs.highway, stairs.step_count, stairs.incline) == ("steps", 120, None)
    assert stairs.uphill == 1
    assert (bridge.layer, bridge.tunnel) == (1, False)
    assert (path.width, path.surface, path.lit) == (1.5, "concrete", None)
    assert not rows(database, "SELECT 1 FROM street_edge WHERE highway = 'motorway'")
    assert not rows(database, "SELECT 1 FROM street_edge WHERE access = 'private'")


def test_water_green_and_buildings_are_drawn(database: Database, city: int, folder: Path) -> None:
    bring(database, whole_town(), folder)

    classes = dict(rows(database, "SELECT class, count(*) FROM basemap_area GROUP BY class"))
    river = row(database, "SELECT * FROM basemap_area WHERE class = 'water'")

    assert classes == {"water": 1, "green": 2, "building": 2}
    # 650 m along, 50 m across
    assert river.area == pytest.approx(650 * 50, rel=1e-3)
    assert river.name_th == "แม่น้ำ"


def test_a_boundary_becomes_a_district(database: Database, city: int, folder: Path) -> None:
    result = bring(database, whole_town(), folder)

    district = row(database, "SELECT * FROM district")
    assert (district.level, district.code, district.name_th) == ("tambon", "500101", "ตำบลเมือง")
    assert result.districts.new == 1


def test_a_district_of_another_source_stays(database: Database, city: int, folder: Path) -> None:
    with database.writing() as session:
        session.execute(
            text(
                "INSERT INTO district (city_id, level, code, name_th, source, geom) SELECT id,"
                " 'tambon', '500101', 'ทางการ', 'ocha', geom FROM city"
            )
        )

    result = bring(database, whole_town(), folder)

    assert row(database, "SELECT name_th, source FROM district") == ("ทางการ", "ocha")
    assert result.districts.refused == 1
    assert "another source" in str(result.districts.refusals[0].reason)


def test_the_source_is_credited(database: Database, city: int, folder: Path) -> None:
    bring(database, whole_town(), folder)

    assert row(database, "SELECT attribution FROM city").attribution == ATTRIBUTION


def test_a_second_run_of_the_same_file_changes_nothing(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)
    before = everything(database)

    result = bring(database, whole_town(), folder)

    assert everything(database) == before
    for counts in (result.spaces, result.streets, result.basemap, result.districts):
        assert counts.unchanged == counts.read > 0
        assert (counts.new, counts.changed, counts.hidden) == (0, 0, 0)


def test_what_vanished_is_hidden_or_deleted_and_ids_stay(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)
    ids = dict(rows(database, "SELECT source_id || '/' || piece, id FROM street_edge"))

    result = bring(database, streets(), folder)

    assert row(database, "SELECT count(*) FROM space WHERE status = 'hidden'").count == 7
    assert (result.spaces.hidden, result.basemap.hidden, result.districts.hidden) == (7, 5, 1)
    assert result.spaces_by_kind == {}
    assert row(database, "SELECT status FROM district").status == "hidden"
    assert count(database, "basemap_area") == 0
    after = dict(rows(database, "SELECT source_id || '/' || piece, id FROM street_edge"))
    assert after == ids


def test_what_came_back_is_shown_again_with_its_id(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)
    before = rows(database, "SELECT id, status FROM space ORDER BY id")
    bring(database, streets(), folder)

    bring(database, whole_town(), folder)

    assert rows(database, "SELECT id, status FROM space ORDER BY id") == before


def test_a_new_street_changes_only_what_it_touches(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, streets(), folder)
    longer = streets()
    longer.way((0, 300), (0, 400), highway="footway")

    result = bring(database, longer, folder)

    # the new dead end hangs on a corner that was a junction before
    assert (result.streets.new, result.streets.changed, result.streets.hidden) == (1, 0, 0)


def test_a_street_no_longer_walkable_is_deleted(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, streets(), folder)
    closed = streets()
    bridge = next(id for id, (_, tags) in closed.ways.items() if tags.get("bridge") == "yes")
    closed.ways[bridge][1]["access"] = "no"

    result = bring(database, closed, folder)

    assert result.streets.hidden == 1
    assert result.network.components == 3


def test_a_curators_edit_survives_an_import(database: Database, city: int, folder: Path) -> None:
    bring(database, whole_town(), folder)
    with database.writing() as session:
        session.execute(
            text(
                "UPDATE space SET name_en = 'City Library', provenance = provenance ||"
                """ '{"name_en": "curator:nok"}' WHERE kind = 'library'"""
            )
        )
    changed = whole_town()
    for _, tags in changed.ways.values():
        if tags.get("amenity") == "library":
            tags |= {"name:en": "Library of the Town", "phone": "+66 1"}

    bring(database, changed, folder)

    library = row(database, "SELECT * FROM space WHERE kind = 'library'")
    assert (library.name_en, library.phone) == ("City Library", "+66 1")


def test_a_space_keeps_its_id_when_another_object_comes_to_lead(
    database: Database, city: int, folder: Path
) -> None:
    first = streets()
    first.node(50, 250, amenity="school", name="โรงเรียนประจำเมือง")
    bring(database, first, folder)
    before = row(database, "SELECT id, source_id FROM space")
    first.square(10, 210, 80, amenity="school")

    result = bring(database, first, folder)

    after = row(database, "SELECT * FROM space")
    assert (after.id, after.source_id) == tuple(before)
    assert after.source_members[0].startswith("way/")
    assert after.outline is not None
    assert (result.spaces.changed, result.spaces.hidden) == (1, 0)


def test_a_space_keeps_its_id_when_its_leading_object_is_gone(
    database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)
    before = row(database, "SELECT id, source_id FROM space WHERE kind = 'school'")
    thinner = whole_town()
    grounds = next(id for id, (_, tags) in thinner.ways.items() if tags.get("amenity") == "school")
    thinner.ways[grounds][1].clear()

    bring(database, thinner, folder)

    after = row(database, "SELECT * FROM space WHERE kind = 'school'")
    assert (after.id, after.source_id) == tuple(before)
    assert after.status == "published"
    assert after.source_members == ["node/" + after.source_members[0].split("/")[1]]


def test_the_margin_around_the_city_counts_and_the_rest_is_refused(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    # the boundary ends at y = 500; the margin at 2,000
    map_.node(0, 1900, amenity="school", name="ใกล้")
    map_.node(0, 2100, amenity="school", name="ไกล")
    map_.node(0, 9000, amenity="school", name="ไกลมาก")
    map_.way((0, 9000), (100, 9000), highway="footway")

    result = bring(database, map_, folder)

    assert row(database, "SELECT name_th FROM space").name_th == "ใกล้"
    (refusal,) = result.spaces.refusals
    assert (refusal.count, result.spaces.refused, result.spaces.read) == (2, 2, 3)
    assert "outside the city" in str(refusal.reason)
    assert result.network.components == 2


def test_a_multipolygon_is_a_space_with_a_hole(database: Database, city: int, folder: Path) -> None:
    map_ = streets()
    outer, inner = map_.square(10, 110, 80), map_.square(40, 140, 20)
    map_.relation(("way", outer, "outer"), ("way", inner, "inner"), type="multipolygon",
                  leisure="park", name="สวน")  # fmt: skip

    bring(database, map_, folder)

    park = row(
        database, "SELECT *, ST_Area(outline::geography) AS area FROM space WHERE kind = 'park'"
    )
    assert park.source_id == "relation/1"
    assert park.area == pytest.approx(80 * 80 - 20 * 20, rel=1e-3)


def test_an_outline_that_crosses_itself_is_mended(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    corners = [map_.node(*corner) for corner in ((10, 110), (90, 190), (90, 110), (10, 190))]
    map_.way(*corners, corners[0], amenity="school", name="โบว์")

    bring(database, map_, folder)

    school = row(
        database,
        "SELECT ST_IsValid(outline) AS valid, ST_Contains(outline, geom) AS inside FROM space",
    )
    assert school.valid
    assert school.inside


def test_a_space_whose_outline_the_file_cuts_is_kept_as_a_point(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    map_.square(10, 210, 80, amenity="school", name="โรงเรียน")
    del map_.nodes[len(map_.nodes)]
    map_.relation(("way", 999, "outer"), type="multipolygon", amenity="school", name="หาย")

    result = bring(database, map_, folder)

    school = row(database, "SELECT * FROM space")
    assert (school.name_th, school.outline) == ("โรงเรียน", None)
    (refusal,) = result.spaces.refusals
    assert refusal.subject == "relation/1"
    assert "nothing of its outline" in str(refusal.reason)


def test_a_way_with_missing_nodes_is_cut_and_counted(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    gap = map_.corner(100, 200)
    del map_.nodes[gap]

    result = bring(database, map_, folder)

    # row 2 and column 2 both lose their middle: 200 m each
    assert result.network.cut_ways == 2
    assert result.network.metres == pytest.approx(MAIN_METRES + LANE_METRES - 400, abs=0.3)


def test_the_edge_of_a_square_in_a_relation_can_be_walked(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    edge = map_.square(110, 310, 50)
    map_.relation(("way", edge, "outer"), type="multipolygon", highway="pedestrian", name="ลาน")

    bring(database, map_, folder)

    plaza = row(database, "SELECT * FROM street_edge WHERE highway = 'pedestrian'")
    assert (plaza.metres, plaza.name_th) == (pytest.approx(200, abs=0.1), "ลาน")


def test_a_locked_gate_cuts_the_way_and_an_open_one_is_noted(
    database: Database, city: int, folder: Path
) -> None:
    map_ = streets()
    map_.way((0, 0), (-50, 0), (-100, 0), highway="footway")
    gate = map_.corner(-50, 0)
    map_.nodes[gate][2].update(barrier="gate")
    opened = bring(database, map_, folder).network.components
    map_.nodes[gate][2].update(access="private")

    closed = bring(database, map_, folder).network.components

    assert (opened, closed) == (2, 3)
    assert {node.source_id for node in rows(database, "SELECT * FROM street_node"
            " WHERE barrier = 'gate'")} == {f"node/{gate}", f"node/{gate}/far"}  # fmt: skip


def test_the_sea_is_drawn_within_the_files_box(database: Database, city: int, folder: Path) -> None:
    map_ = streets()
    map_.bounds = (*position(-100, -100), *position(500, 400))
    # drawn northwards at x = 480: sea in the east
    map_.way((480, -300), (480, 900), natural="coastline")

    bring(database, map_, folder)

    water = row(database, "SELECT * FROM basemap_area WHERE class = 'water'")
    assert water.area == pytest.approx(20 * 500, rel=0.01)


def test_two_cities_from_one_file_do_not_touch_each_other(
    database: Database, city: int, folder: Path
) -> None:
    add_city(database, "twin", boundary=boundary())
    bring(database, whole_town(), folder)
    before = everything(database)

    bring(database, whole_town(), folder, city="twin")

    after = everything(database)
    assert len(after["space"]) == 2 * len(before["space"])
    assert [each for each in after["street_edge"] if each.city_id == city] == before["street_edge"]


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "is empty"), (b"<html></html>", "no OpenStreetMap file")],
)
def test_a_bad_file_leaves_the_database_as_it_was(
    content: bytes, words: str, database: Database, city: int, folder: Path
) -> None:
    bring(database, whole_town(), folder)
    before = everything(database)
    bad = folder / "bad.osm.pbf"
    bad.write_bytes(content)

    with pytest.raises(InputError, match=words), database.writing() as session:
        import_osm(session, bad, city="town")

    assert everything(database) == before


def test_a_file_of_another_place_is_refused_with_its_box(database: Database, folder: Path) -> None:
    add_city(database, "far", boundary=boundary(90_000, 90_000, 91_000, 91_000))

    with pytest.raises(InputError, match=r"Nothing of .* lies in far.*98\.98"):
        bring(database, whole_town(), folder, city="far")

    assert count(database, "space") == 0


def test_an_unknown_city_is_told_which_ones_there_are(
    database: Database, city: int, folder: Path
) -> None:
    with pytest.raises(NotFoundError, match="no city 'nowhere'; there are: town"):
        bring(database, whole_town(), folder, city="nowhere")
