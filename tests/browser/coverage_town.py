"""The model town with people at its street corners, one without, and a city that has no streets."""

from shapely import MultiPolygon, Point, box

from geoservice.store.database import Database
from geoservice.store.models import City, PopulationCell
from tests.browser.town import LAT, LON, STEP, STREETS, build_town

PEOPLED, UNCOUNTED, STREETLESS = "model-town", "quiet-town", "empty-town"
PEOPLE_A_CORNER = 100
_AGES = {"early_childhood": 5, "child": 10, "youth": 10, "adult": 50, "senior": 25}


def build_coverage_towns(database: Database) -> None:
    """Store the three."""
    build_town(database, PEOPLED)
    build_town(database, UNCOUNTED)
    corners = sorted({corner for street in STREETS for corner in street.corners})
    with database.writing() as session:
        peopled = session.query(City).filter_by(slug=PEOPLED).one()
        for number, (east, north) in enumerate(corners):
            at = Point(LON + east * STEP, LAT + north * STEP)
            session.add(
                PopulationCell(
                    city_id=peopled.id,
                    basis="point",
                    source="count",
                    source_id=str(number),
                    year=2025,
                    people=PEOPLE_A_CORNER,
                    by_age=_AGES,
                    geom=f"SRID=4326;{at.wkt}",
                )
            )
        edge = MultiPolygon([box(99.5, 18.5, 99.6, 18.6)])
        session.add(
            City(
                slug=STREETLESS,
                name_th="เมืองว่าง",
                name_en="Empty Town",
                geom=f"SRID=4326;{edge.wkt}",
            )
        )
