"""The triggers behind ETags: whatever readers see changes its version, nothing else does.

z10 cells of the town: column 793 spans lon 98.7891 to 99.1406; the cell west of it is 792.
Row 457 spans lat 18.6463 to 18.9790; the row south of it is 458.
"""

import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, Polygon, box
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.store.database import Database
from geoservice.store.models import Note, Route
from tests.conftest import add_city, add_space
from tests.living import add_row

HERE = (793, 457)
WEST_OF_HERE = (792, 457)
ANYWHERE = (-1, -1)
LAYERS = (
    "activities",
    "basemap",
    "cities",
    "districts",
    "knowledge",
    "notes",
    "offerings",
    "partners",
    "agendas",
    "population",
    "routes",
    "spaces",
    "streets",
)

Cells = dict[tuple[str, int, int], int]


@pytest.fixture
def town(database: Database) -> int:
    return add_city(database, boundary=box(98.9, 18.75, 99.1, 18.9))


def run(database: Database, sql: str, **values: object) -> None:
    with database.writing() as session:
        session.execute(text(sql), values)


def versions(database: Database) -> Cells:
    with database.reading() as session:
        rows = session.execute(
            text("SELECT layer, z10_x, z10_y, version FROM published.layer_version")
        )
        return {(row.layer, row.z10_x, row.z10_y): row.version for row in rows}


def bumped(before: Cells, after: Cells) -> set[tuple[str, int, int]]:
    """The cells whose version grew; a version that shrank is a failure at once."""
    assert all(after[cell] >= version for cell, version in before.items())
    return {cell for cell, version in after.items() if version != before.get(cell)}


def bumped_by(database: Database, sql: str, **values: object) -> set[tuple[str, int, int]]:
    before = versions(database)
    run(database, sql, **values)
    return bumped(before, versions(database))


def test_an_inserted_space_bumps_its_layer_in_its_cell(database: Database, town: int) -> None:
    before = versions(database)

    add_space(database, town, lon=98.98, lat=18.79)

    assert bumped(before, versions(database)) == {("spaces", *HERE)}


def test_one_statement_of_many_rows_bumps_a_cell_once(database: Database, town: int) -> None:
    insert = """
        INSERT INTO space (city_id, kind, source, source_id, geom)
        SELECT :city, 'park', 'test', n::text, st_setsrid(st_point(98.98 + n * 0.0001, 18.79), 4326)
        FROM generate_series(1, 500) AS n
    """

    assert bumped_by(database, insert, city=town) == {("spaces", *HERE)}


def test_a_space_that_moves_bumps_the_cell_it_left_and_the_cell_it_came_to(
    database: Database, town: int
) -> None:
    space = add_space(database, town, lon=98.98)

    touched = bumped_by(
        database,
        "UPDATE space SET geom = st_setsrid(st_point(98.7, 18.79), 4326) WHERE id = :id",
        id=space,
    )

    assert {cell for cell in touched if cell[0] == "spaces"} == {
        ("spaces", *HERE),
        ("spaces", *WEST_OF_HERE),
    }


def test_an_update_that_changes_nothing_bumps_nothing(database: Database, town: int) -> None:
    add_space(database, town, name_en="Library")

    assert bumped_by(database, "UPDATE space SET name_en = 'Library', rank = rank") == set()


def test_statements_that_hit_no_row_bump_nothing(database: Database, town: int) -> None:
    for sql in (
        "UPDATE space SET rank = 1",
        "DELETE FROM space",
        "INSERT INTO space (city_id, kind, source, source_id) "
        "SELECT 1, 'park', 'x', 'x' WHERE false",
    ):
        assert bumped_by(database, sql) == set()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("name_th", "'วัด'"),
        ("age_groups", "'{child}'"),
        ("opening_hours", "'24/7'"),
        ("rank", "rank + 1"),
        ("status", "'hidden'"),
        ("provenance", """'{"name_th": "curator:somsri"}'"""),
        ("geom", "st_translate(geom, 0.00001, 0)"),
    ],
)
def test_a_change_of_any_column_bumps(
    database: Database, town: int, column: str, value: str
) -> None:
    add_space(database, town)

    assert ("spaces", *HERE) in bumped_by(database, f"UPDATE space SET {column} = {value}")


def test_a_place_that_becomes_private_bumps_where_it_was_shown(
    database: Database, town: int
) -> None:
    add_space(database, town)

    touched = bumped_by(database, "UPDATE space SET place_privacy = 'private'")

    assert {("spaces", *HERE), ("spaces", *ANYWHERE)} <= touched


def test_a_private_place_gives_away_no_cell(database: Database, town: int) -> None:
    before = versions(database)

    add_space(database, town, place_privacy="private")

    assert bumped(before, versions(database)) == {("spaces", *ANYWHERE)}


def test_a_space_without_a_place_counts_in_every_box(database: Database, town: int) -> None:
    before = versions(database)

    add_space(database, town, geom=None)

    assert bumped(before, versions(database)) == {("spaces", *ANYWHERE)}


def test_an_upsert_bumps_what_it_inserts_and_what_it_changes(database: Database, town: int) -> None:
    add_space(database, town, lon=98.98, source_id="known")
    upsert = """
        INSERT INTO space (city_id, kind, source, source_id, geom) VALUES
            (:city, 'park', 'test', 'known', st_setsrid(st_point(98.98, 18.79), 4326)),
            (:city, 'park', 'test', 'new', st_setsrid(st_point(98.7, 18.79), 4326))
        ON CONFLICT (city_id, source, source_id) DO UPDATE SET kind = excluded.kind
    """

    touched = bumped_by(database, upsert, city=town)
    again = bumped_by(database, upsert, city=town)

    assert {("spaces", *HERE), ("spaces", *WEST_OF_HERE)} <= touched
    assert again == set()


def test_a_merge_bumps_what_it_inserts_changes_and_deletes(database: Database, town: int) -> None:
    add_space(database, town, lon=98.98, source_id="changes")
    add_space(database, town, lon=98.7, source_id="goes")
    merge = """
        MERGE INTO space
        USING (VALUES ('changes', 98.98), ('goes', 98.7), ('comes', 99.2)) AS file (source_id, lon)
        ON space.source_id = file.source_id
        WHEN MATCHED AND file.source_id = 'goes' THEN DELETE
        WHEN MATCHED THEN UPDATE SET name_en = 'changed'
        WHEN NOT MATCHED THEN INSERT (city_id, kind, source, source_id, geom)
        VALUES (:city, 'park', 'test', file.source_id, st_setsrid(st_point(file.lon, 18.79), 4326))
    """

    touched = bumped_by(database, merge, city=town)

    assert {("spaces", 792, 457), ("spaces", 793, 457), ("spaces", 794, 457)} <= touched


def test_a_street_bumps_every_cell_its_box_touches(database: Database, town: int) -> None:
    street = LineString([(98.7, 18.6), (98.98, 18.79)]).wkt
    run(
        database,
        """
        INSERT INTO street_node (city_id, source_id, component, geom) VALUES
            (:city, '1', 0, st_setsrid(st_point(98.98, 18.79), 4326))
        """,
        city=town,
    )

    touched = bumped_by(
        database,
        """
        INSERT INTO street_edge (
            city_id, source_id, piece, from_node, to_node, component, metres, highway, steps, geom
        )
        SELECT :city, 'w1', 0, id, id, 0, 1, 'path', false, st_geomfromtext(:street, 4326)
        FROM street_node
        """,
        city=town,
        street=street,
    )

    assert touched == {("streets", x, y) for x in (792, 793) for y in (457, 458)}


def test_a_deleted_space_bumps_its_cell_and_what_hung_on_it(database: Database, town: int) -> None:
    space = add_space(database, town)
    add_activity(database, town, space)

    touched = bumped_by(database, "DELETE FROM space")

    assert {("spaces", *HERE), ("activities", *HERE)} <= touched


def test_a_deleted_city_bumps_all_that_falls_with_it(database: Database, town: int) -> None:
    add_space(database, town)
    add_district(database, town)

    touched = bumped_by(database, "DELETE FROM city")

    assert {("cities", *HERE), ("spaces", *HERE), ("districts", *HERE)} <= touched


def test_truncate_bumps_wherever_one_looks(database: Database, town: int) -> None:
    add_space(database, town)
    before = seen_by_a_reader(database, "spaces", (98.97, 18.78, 98.99, 18.8))

    run(database, "TRUNCATE space CASCADE")

    assert seen_by_a_reader(database, "spaces", (98.97, 18.78, 98.99, 18.8)) > before
    assert ("districts", *ANYWHERE) not in versions(database)


@pytest.mark.parametrize("column", ["slug", "name_th", "name_en", "timezone", "country"])
def test_a_city_that_changes_its_name_or_its_time_bumps_every_layer_everywhere(
    database: Database, town: int, column: str
) -> None:
    touched = bumped_by(database, f"UPDATE city SET {column} = 'else'")

    assert {layer for layer, *cell in touched if tuple(cell) == ANYWHERE} == set(LAYERS)


def test_a_city_that_changes_its_boundary_bumps_only_cities(database: Database, town: int) -> None:
    touched = bumped_by(database, "UPDATE city SET geom = st_translate(geom, 0.001, 0)")

    assert {layer for layer, *_ in touched} == {"cities"}


@pytest.mark.parametrize("layer", ["knowledge", "activities", "offerings"])
def test_what_happens_at_a_space_bumps_the_cell_of_its_space(
    database: Database, town: int, layer: str
) -> None:
    space = add_space(database, town)
    before = versions(database)

    ADDERS[layer](database, town, space)

    assert bumped(before, versions(database)) == {(layer, *HERE)}


def test_an_activity_that_changes_its_space_bumps_both_cells(database: Database, town: int) -> None:
    here = add_space(database, town, lon=98.98)
    west = add_space(database, town, lon=98.7)
    add_activity(database, town, here)

    touched = bumped_by(database, "UPDATE activity SET space_id = :west", west=west)

    assert touched == {("activities", *HERE), ("activities", *WEST_OF_HERE)}


def test_an_activity_follows_its_space_when_that_moves(database: Database, town: int) -> None:
    space = add_space(database, town, lon=98.98)
    add_activity(database, town, space)

    touched = bumped_by(database, "UPDATE space SET geom = st_setsrid(st_point(98.7, 18.79), 4326)")

    assert {("activities", *HERE), ("activities", *WEST_OF_HERE)} <= touched


def test_a_stop_bumps_the_cell_of_its_route(database: Database, town: int) -> None:
    run(
        database,
        """
        INSERT INTO route (city_id, slug, title_th, geom) VALUES (
            :city, 'old-town', 'เมืองเก่า',
            'SRID=4326;MULTILINESTRING((98.97 18.78, 98.98 18.79))'
        )
        """,
        city=town,
    )

    touched = bumped_by(
        database,
        """
        INSERT INTO route_stop (route_id, position, geom)
        SELECT id, 1, 'SRID=4326;POINT(98.98 18.79)' FROM route
        """,
    )

    assert touched == {("routes", *HERE)}


@pytest.mark.parametrize("change", ["status = 'hidden'", "place_privacy = 'private'"])
def test_a_stop_that_is_shown_no_longer_bumps_its_route_wherever_that_leads(
    database: Database, town: int, change: str
) -> None:
    """The route has its line no longer: neither where its stop lies, nor a cell further west."""
    home = add_space(database, town, lon=98.98, lat=18.79)
    elsewhere = add_space(database, town, lon=98.98, lat=18.79)
    line = "SRID=4326;MULTILINESTRING((98.7 18.79, 98.98 18.79))"
    route = add_row(database, Route, town, geom=line)
    run(
        database,
        "INSERT INTO route_stop (route_id, position, space_id) VALUES (:route, 1, :home)",
        route=route,
        home=home,
    )
    update = f"UPDATE space SET {change} WHERE id = :id"

    unrelated = bumped_by(database, update, id=elsewhere)
    touched = bumped_by(database, update, id=home)

    assert ("routes", *WEST_OF_HERE) not in unrelated
    assert {("routes", *HERE), ("routes", *WEST_OF_HERE)} <= touched


def test_a_note_bumps_its_own_cell_when_its_space_is_shown_no_longer(
    database: Database, town: int
) -> None:
    space = add_space(database, town, lon=98.98, lat=18.79)
    add_row(database, Note, town, space_id=space, geom="SRID=4326;POINT(98.7 18.79)")

    touched = bumped_by(database, "UPDATE space SET status = 'hidden'")

    assert {cell for cell in touched if cell[0] == "notes"} == {("notes", *WEST_OF_HERE)}


def test_people_bump_the_layer_that_coverage_hangs_on(database: Database, town: int) -> None:
    insert = """
        INSERT INTO population_cell (city_id, basis, source, source_id, year, code, people, geom)
        VALUES (:city, :basis, 'test', :basis, 2021, '500101', 7, :geom)
    """

    by_code = bumped_by(database, insert, city=town, basis="district", geom=None)
    by_point = bumped_by(
        database, insert, city=town, basis="point", geom="SRID=4326;POINT(98.98 18.79)"
    )

    assert by_code == {("population", *ANYWHERE)}
    assert by_point == {("population", *HERE)}


def test_a_rolled_back_write_bumps_nothing(database: Database, town: int) -> None:
    before = versions(database)

    with Session(database.owner) as session:
        session.execute(text("UPDATE city SET slug = 'else'"))
        session.rollback()

    assert versions(database) == before


def test_a_write_undone_to_a_savepoint_bumps_nothing(database: Database, town: int) -> None:
    add_space(database, town)
    before = versions(database)

    with database.writing() as session, session.begin_nested() as savepoint:
        session.execute(text("UPDATE space SET rank = 7"))
        savepoint.rollback()

    assert versions(database) == before


def test_nothing_is_left_behind_by_a_commit(database: Database, town: int) -> None:
    add_space(database, town)

    with database.owner.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM layer_touched")) == 0


def test_a_version_is_never_behind_the_clock(database: Database, town: int) -> None:
    before = int(time.time() * 1000)

    add_space(database, town)

    assert versions(database)["spaces", *HERE] >= before - 1000


def test_a_version_grows_even_when_the_clock_was_ahead(database: Database, town: int) -> None:
    add_space(database, town)
    ahead = 9_000_000_000_000
    run(database, "UPDATE layer_version SET version = :ahead", ahead=ahead)

    run(database, "UPDATE space SET rank = 7")

    assert versions(database)["spaces", *HERE] == ahead + 1


class TestTwoWriters:
    def test_an_open_transaction_keeps_nobody_waiting(self, database: Database, town: int) -> None:
        one, other = add_space(database, town), add_space(database, town)
        with database.writing() as slow:
            slow.execute(text("UPDATE space SET rank = 1 WHERE id = :id"), {"id": one})

            with database.writing() as quick:
                quick.execute(text("SET LOCAL lock_timeout = '2s'"))
                quick.execute(text("UPDATE space SET rank = 1 WHERE id = :id"), {"id": other})

    def test_a_reader_between_two_commits_sees_a_version_of_its_own(
        self, database: Database, town: int
    ) -> None:
        one, other = add_space(database, town), add_space(database, town)
        seen = [versions(database)["spaces", *HERE]]

        with database.writing() as slow:
            slow.execute(text("UPDATE space SET rank = 1 WHERE id = :id"), {"id": one})
            run(database, "UPDATE space SET rank = 1 WHERE id = :id", id=other)
            seen.append(versions(database)["spaces", *HERE])
        seen.append(versions(database)["spaces", *HERE])

        assert seen == sorted(set(seen))

    def test_writers_in_opposite_order_neither_deadlock_nor_lose_a_bump(
        self, database: Database, town: int
    ) -> None:
        here, west = add_space(database, town, lon=98.98), add_space(database, town, lon=98.7)
        away, far = add_space(database, town, lon=98.98), add_space(database, town, lon=98.7)
        both_wrote_once = threading.Barrier(2, timeout=10)
        failures: list[Exception] = []

        def write(first: int, second: int) -> None:
            try:
                with database.writing() as session:
                    for space in (first, second):
                        session.execute(
                            text("UPDATE space SET rank = rank + 1 WHERE id = :id"), {"id": space}
                        )
                        if space == first:
                            both_wrote_once.wait()
            except Exception as error:  # noqa: BLE001  (any failure of a writer fails the test)
                failures.append(error)

        before = versions(database)
        writers = [
            threading.Thread(target=write, args=order) for order in ((here, west), (far, away))
        ]
        for writer in writers:
            writer.start()
        for writer in writers:
            writer.join(timeout=20)

        assert failures == []
        after = versions(database)
        assert after["spaces", *HERE] >= before["spaces", *HERE] + 2
        assert after["spaces", *WEST_OF_HERE] >= before["spaces", *WEST_OF_HERE] + 2


class TestWhatAReaderAsks:
    def test_a_layer_never_written_has_version_zero_and_no_time(self, database: Database) -> None:
        with database.reading() as session:
            row = session.execute(
                text("SELECT * FROM published.layers_version(ARRAY['spaces'], 98, 18, 99, 19)")
            ).one()

        assert (row.version, row.changed_at) == (0, None)

    def test_a_write_in_the_box_changes_its_version_and_one_outside_does_not(
        self, database: Database, town: int
    ) -> None:
        inside, outside = (98.97, 18.78, 98.99, 18.8), (100.0, 13.0, 100.1, 13.1)
        before = [seen_by_a_reader(database, "spaces", b) for b in (inside, outside)]

        add_space(database, town, lon=98.98, lat=18.79)

        after = [seen_by_a_reader(database, "spaces", b) for b in (inside, outside)]
        assert after[0] > before[0]
        assert after[1] == before[1]

    def test_layers_add_up_and_their_time_is_the_latest(
        self, database: Database, town: int
    ) -> None:
        add_space(database, town)
        with database.reading() as session:
            row = session.execute(
                text("SELECT * FROM published.layers_version(ARRAY['spaces', 'cities'])")
            ).one()
            known = session.execute(
                text("SELECT sum(version), max(changed_at) FROM published.layer_version")
            ).one()

        assert tuple(row) == tuple(known)

    @pytest.mark.parametrize("lon", [179.9, -179.9])
    def test_a_box_across_the_antimeridian_sees_both_sides(
        self, database: Database, town: int, lon: float
    ) -> None:
        box_ = (179.5, 18.0, -179.5, 19.0)
        before = seen_by_a_reader(database, "spaces", box_)

        add_space(database, town, lon=lon, lat=18.5)

        assert seen_by_a_reader(database, "spaces", box_) > before

    @pytest.mark.parametrize(("lon", "lat"), [(180, 0), (-180, 0), (0, 89.9), (0, -89.9)])
    def test_the_edges_of_the_world_are_in_a_cell(
        self, database: Database, town: int, lon: float, lat: float
    ) -> None:
        box_ = (min(lon, 179), min(lat, 89), max(lon, -179), max(lat, -89))
        before = seen_by_a_reader(database, "spaces", box_)

        add_space(database, town, lon=lon, lat=lat)

        assert seen_by_a_reader(database, "spaces", box_) > before

    def test_a_shape_over_half_the_world_counts_in_every_box(self, database: Database) -> None:
        before = seen_by_a_reader(database, "cities", (10, 10, 11, 11))

        add_city(database, boundary=Polygon([(-170, -80), (170, -80), (170, 80), (-170, 80)]))

        assert seen_by_a_reader(database, "cities", (10, 10, 11, 11)) > before
        assert len(versions(database)) == 1

    def test_the_index_answers_it(self, database: Database) -> None:
        run(
            database,
            """
            INSERT INTO layer_version (layer, z10_x, z10_y, version)
            SELECT 'spaces', x, y, 1 FROM generate_series(0, 199) x, generate_series(0, 99) y
            """,
        )
        run(database, "ANALYZE layer_version")
        with database.reading() as session:
            plan = session.scalars(
                text("EXPLAIN SELECT * FROM published.layers_version('{spaces}', 0, 80, 1, 81)")
            ).all()

        assert any("pk_layer_version" in line for line in plan)


@pytest.fixture(scope="module")
def tiling(module_database: Database) -> Iterator[Session]:
    with module_database.reading() as session:
        yield session


@given(lon=st.floats(-180, 180, exclude_max=True), lat=st.floats(-85, 85), zoom=st.integers(0, 20))
def test_a_point_lies_within_the_tile_that_is_said_to_hold_it(
    tiling: Session, lon: float, lat: float, zoom: int
) -> None:
    """PostGIS's own ST_TileEnvelope is the judge; a micrometre of slack for its rounding."""
    inside = tiling.scalar(
        text(
            "SELECT st_dwithin(st_tileenvelope(:zoom, tile_column(:lon, :zoom), "
            "tile_row(:lat, :zoom)), st_transform(st_setsrid(st_point(:lon, :lat), 4326), 3857), "
            "1e-6)"
        ),
        {"lon": lon, "lat": lat, "zoom": zoom},
    )

    assert inside


def seen_by_a_reader(
    database: Database, layer: str, box_: tuple[float, float, float, float]
) -> int:
    """The version of a layer in a box: west, south, east, north."""
    west, south, east, north = box_
    with database.reading() as session:
        version = session.scalar(
            text("SELECT version FROM published.layers_version(ARRAY[:layer], :w, :s, :e, :n)"),
            {"layer": layer, "w": west, "s": south, "e": east, "n": north},
        )
        assert isinstance(version, int)
        return version


def add_district(database: Database, city: int) -> None:
    run(
        database,
        """
        INSERT INTO district (city_id, level, code, source, geom) VALUES (
            :city, 'tambon', '500101', 'test',
            st_multi(st_makeenvelope(98.97, 18.78, 98.99, 18.8, 4326))
        )
        """,
        city=city,
    )


def add_activity(database: Database, city: int, space: int) -> None:
    run(
        database,
        """
        INSERT INTO activity (city_id, space_id, title_th, starts_at, ends_at)
        VALUES (:city, :space, 'อ่านหนังสือ', now(), now())
        """,
        city=city,
        space=space,
    )


def add_knowledge(database: Database, city: int, space: int) -> None:
    run(
        database,
        """
        INSERT INTO knowledge (city_id, space_id, body, title_th)
        VALUES (:city, :space, 'wisdom', 'ทอผ้า')
        """,
        city=city,
        space=space,
    )


def add_offering(database: Database, city: int, space: int) -> None:
    run(
        database,
        "INSERT INTO offering (city_id, space_id, title_th) VALUES (:city, :space, 'ข้าวซอย')",
        city=city,
        space=space,
    )


ADDERS = {"activities": add_activity, "knowledge": add_knowledge, "offerings": add_offering}
