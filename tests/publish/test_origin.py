"""On which terms a collection is given out, by where its rows come from."""

import pytest

from geoservice.publish.exports.about import ODBL, About, read_about
from geoservice.publish.exports.asked import parse_export
from geoservice.publish.exports.formats import DEFAULT, FORMATS
from geoservice.publish.features import read_version
from geoservice.store.catalog import COLLECTIONS
from geoservice.store.database import Database
from tests.conftest import add_city, add_space

CREDIT = "© OpenStreetMap contributors"


def about(database: Database, collection: str = "spaces", **asked: str) -> About:
    found = COLLECTIONS[collection]
    with database.reading() as session:
        export = parse_export(found, FORMATS[DEFAULT], asked)
        return read_about(session, export, read_version(session, found))


def test_what_comes_from_openstreetmap_alone_is_under_its_licence(database: Database) -> None:
    add_space(database, add_city(database, attribution=CREDIT), source="osm")

    told = about(database)

    assert (told.attribution, told.licence) == (CREDIT, ODBL)


def test_what_comes_from_others_alone_is_not(database: Database) -> None:
    city = add_city(database, attribution=CREDIT)
    for source in ("curator", "survey-2026"):
        add_space(database, city, source=source)

    told = about(database)

    assert (told.attribution, told.licence) == ("", None)


def test_where_both_stand_side_by_side_it_says_which_rows_are_whose(database: Database) -> None:
    city = add_city(database, attribution=CREDIT)
    add_space(database, city, source="osm")
    add_space(database, city, source="survey-2026")

    told = about(database)

    assert (told.attribution, told.licence) == (f"{CREDIT} (source=osm)", ODBL)
    assert told.credit == f"{CREDIT} (source=osm), {ODBL.title}"


def test_each_city_is_told_by_its_own_rows(database: Database) -> None:
    mapped = add_city(database, "mapped", attribution=CREDIT)
    surveyed = add_city(database, "surveyed", attribution="© เทศบาล")
    add_space(database, mapped, source="osm")
    add_space(database, surveyed, source="survey-2026")

    assert about(database, city="surveyed").attribution == "© เทศบาล"
    assert about(database, city="surveyed").licence is None
    assert about(database, city="mapped").attribution == CREDIT
    assert about(database).attribution == f"{CREDIT} (source=osm) · © เทศบาล"


@pytest.mark.parametrize("collection", ["streets", "basemap", "routes"])
def test_what_names_no_source_stands_on_openstreetmap(database: Database, collection: str) -> None:
    add_city(database, attribution=CREDIT)

    assert about(database, collection).licence == ODBL


@pytest.mark.parametrize("collection", ["knowledge", "activities", "offerings", "partners"])
def test_what_was_written_here_owes_openstreetmap_its_places_alone(
    database: Database, collection: str
) -> None:
    add_city(database, attribution=CREDIT)

    told = about(database, collection)

    assert (told.attribution, told.licence) == (f"{CREDIT} (สถานที่ · places)", None)


def test_notes_owe_it_nothing(database: Database) -> None:
    add_city(database, attribution=CREDIT)

    assert (about(database, "notes").attribution, about(database, "notes").licence) == ("", None)
