from sqlalchemy import text

from geoservice.store.database import Database
from tests.conftest import add_city, add_space, count


def test_a_space_is_stored_with_its_mercator_twin(database: Database) -> None:
    city = add_city(database)

    add_space(database, city, lon=98.98, lat=18.79)

    assert count(database, "published.space") == 1
    with database.reader.connect() as connection:
        assert connection.scalar(
            text("SELECT st_srid(geom_3857) FROM published.space")
        ) == 3857
