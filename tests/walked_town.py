"""The fixture town in a database: its streets and spaces, for whoever walks in it."""

from pathlib import Path

from sqlalchemy import text

from geoservice.intake.osm.importing import import_osm
from geoservice.store.database import Database
from tests.conftest import add_city
from tests.town import boundary, whole_town

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


def spaces_by_kind(database: Database) -> dict[str, int]:
    """Return the id of the town's space of each kind."""
    with database.reading() as session:
        rows = session.execute(text("SELECT kind, id FROM published.space ORDER BY id DESC"))
        return {row.kind: row.id for row in rows}
