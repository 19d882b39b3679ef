"""The fixture town in a database: its streets and spaces, for whoever walks in it."""

from pathlib import Path

from shapely import Point
from sqlalchemy import text

from geoservice.intake.osm.importing import import_osm
from geoservice.intake.population import PopulationImport, import_population
from geoservice.store.database import Database
from tests.conftest import add_city
from tests.intake.tables_on_disk import write_geojson
from tests.town import boundary, position, whole_town

CREDIT = "© OpenStreetMap contributors"


def import_town(database: Database, folder: Path) -> int:
    """Store the town with something written about its library; return the city's id."""
    file = whole_town().write(folder / "town.osm")
    city = add_city(database, "town", boundary=boundary(), attribution=CREDIT)
    with database.writing() as session:
        import_osm(session, file, city="town")
        session.execute(
            text("UPDATE space SET description_th = 'หนังสือพันเล่มกับน้ำชา' WHERE kind = 'library'")
        )
    return city


def import_people(database: Database, folder: Path) -> None:
    """Count 700 people by the library, 10 m off the middle row, and 500 on the temple's hill."""
    homes = [((130, 210), {"pop": 700}), ((260, 300), {"pop": 500})]
    features = [(Point(*position(*home)), counted) for home, counted in homes]
    file = write_geojson(folder / "people-2021.geojson", *features)
    with database.writing() as session:
        import_population(session, file, PopulationImport(city="town"))


def spaces_by_kind(database: Database) -> dict[str, int]:
    """Return the id of the town's space of each kind."""
    with database.reading() as session:
        rows = session.execute(text("SELECT kind, id FROM published.space ORDER BY id DESC"))
        return {row.kind: row.id for row in rows}
