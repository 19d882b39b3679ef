"""The grid of tiles, against the formulas of others."""

import mapbox_vector_tile  # noqa: F401  (the grid is that of its tiles)
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from geoservice.errors import NotFoundError
from geoservice.publish.grid import MAXZOOM, TileAddress, parse_tile_address, version_cells
from geoservice.store.database import Database


@given(st.integers(0, MAXZOOM), st.data())
def test_every_tile_of_the_grid_has_an_address(z: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, 2**z - 1))
    y = data.draw(st.integers(0, 2**z - 1))

    assert parse_tile_address(str(z), str(y), str(x)) == TileAddress(z, x, y)
    with pytest.raises(NotFoundError):
        parse_tile_address(str(z), str(y + 2**z), str(x))


@given(st.text(max_size=12))
def test_any_other_text_is_no_address(text_: str) -> None:
    if text_ != "0":
        with pytest.raises(NotFoundError):
            parse_tile_address("0", text_, "0")


@given(st.integers(10, 20), st.data())
def test_a_deep_tile_looks_at_its_cell_and_with_a_buffer_at_its_neighbours(
    z: int, data: st.DataObject
) -> None:
    x = data.draw(st.integers(0, 2**z - 1))
    y = data.draw(st.integers(0, 2**z - 1))
    side = 2 ** (z - 10)

    assert version_cells(TileAddress(z, x, y), buffered=False) == (
        x // side,
        x // side,
        y // side,
        y // side,
    )
    west, east, north, south = version_cells(TileAddress(z, x, y), buffered=True)
    assert (west, east) == ((x - 1) // side, (x + 1) // side)
    assert (north, south) == ((y - 1) // side, (y + 1) // side)


def test_the_world_looks_at_every_cell() -> None:
    assert version_cells(TileAddress(0, 0, 0), buffered=False) == (0, 1023, 0, 1023)
    assert version_cells(TileAddress(9, 3, 5), buffered=False) == (6, 7, 10, 11)


def test_a_css_pixel_on_the_ground_shrinks_towards_the_poles(module_database: Database) -> None:
    """OpenStreetMap wiki, page Zoom levels: 156543.03 m at the equator and zoom 0."""
    with module_database.reader.connect() as connection:
        at_equator, at_60_north = connection.execute(
            text("SELECT published.pixel_metres(10, 512), published.pixel_metres(10, 297)")
        ).one()

    assert at_equator == pytest.approx(156543.03 / 1024, rel=1e-4)
    assert at_60_north == pytest.approx(156543.03 / 1024 / 2, rel=2e-3)


@pytest.mark.parametrize("lat", [0, 18.79, -33, 60, 84, 89.9])
@pytest.mark.parametrize("metres", [0, 10, 5_000, 400_000, 5_000_000])
def test_the_box_around_a_place_holds_everything_that_near(
    module_database: Database, lat: float, metres: float
) -> None:
    with module_database.reader.connect() as connection:
        outside = connection.scalar(
            text(
                "SELECT count(*) FROM generate_series(0, 359, 3) AS azimuth, LATERAL (SELECT "
                "st_project(geography(st_makepoint(170, :lat)), :metres, radians(azimuth)) AS g) p "
                "WHERE NOT st_intersects(geometry(p.g), published.box_around(170, :lat, :metres))"
            ),
            {"lat": lat, "metres": metres},
        )

    assert outside == 0
