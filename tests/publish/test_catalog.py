"""The catalog: everything in it exists in the database, is named, and may be read."""

import pytest
from sqlalchemy import select, text

from geoservice.publish.filters import filter_parameters
from geoservice.store.catalog import COLLECTIONS, Collection
from geoservice.store.database import Database
from geoservice.store.labels import KINDS, VOCABULARIES
from geoservice.store.relations import view_of

EVERY = pytest.mark.parametrize("collection", COLLECTIONS.values(), ids=list(COLLECTIONS))


@EVERY
def test_every_property_is_a_column_of_its_type(
    module_database: Database, collection: Collection
) -> None:
    types = {
        "string": {"text"},
        "integer": {"integer", "bigint", "smallint"},
        "number": {"double precision"},
        "boolean": {"boolean"},
        "datetime": {"timestamp with time zone"},
        "array": {"ARRAY"},
    }
    with module_database.owner.connect() as connection:
        columns = dict(
            connection.execute(
                text(
                    "SELECT column_name, data_type FROM information_schema.columns "
                    "WHERE table_schema = 'published' AND table_name = :view"
                ),
                {"view": collection.view},
            ).all()
        )

    for name, about in collection.properties.items():
        assert columns[name] in types[about.type], name


@EVERY
def test_every_view_and_every_tile_is_readable_by_the_webs_role(
    module_database: Database, collection: Collection
) -> None:
    with module_database.reader.connect() as connection:
        connection.execute(select(view_of(collection.id)))
        tile = connection.scalar(text(f"SELECT published.{collection.tiles}(0, 0, 0)"))
    assert bytes(tile) == b""


@EVERY
def test_everything_has_a_name_in_thai_and_in_english(collection: Collection) -> None:
    for named in (collection, *collection.properties.values()):
        assert any("ก" <= letter <= "๛" for letter in named.title("th"))
        assert named.title("en").isascii()
    assert set(collection.tile_properties) <= set(collection.properties)
    assert set(collection.parameters.values()) <= set(collection.queryables)


def test_no_parameter_of_a_collection_is_named_like_one_of_paging() -> None:
    paging = {"limit", "offset", "next", "bbox", "bbox-crs", "crs", "datetime", "near", "f", "lang"}

    for collection in COLLECTIONS.values():
        names = filter_parameters(collection)
        assert not paging & set(names)
        assert len(set(names)) == len(names)


def test_labels_are_told_apart_in_both_languages() -> None:
    assert [label.id for label in KINDS][:3] == ["temple", "school", "university"]
    for labels in VOCABULARIES.values():
        for language in ("th", "en"):
            assert len({label.title(language) for label in labels}) == len(labels)
