"""Names: of files, that tell city, date and version; of fields, that fit ten bytes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoservice.errors import InputError
from geoservice.publish.exports.asked import AskedExport, parse_export
from geoservice.publish.exports.formats import FORMATS, format_of
from geoservice.publish.exports.names import export_tag, file_name
from geoservice.publish.exports.short_names import short_names
from geoservice.publish.features import Version
from geoservice.store.catalog import BASEMAP, COLLECTIONS, SPACES

VERSION = Version(123, datetime(2026, 11, 24, 9, 30, tzinfo=UTC))


def asked(form: str = "geojson", **arguments: str) -> AskedExport:
    return parse_export(SPACES, FORMATS[form], arguments)


def test_a_file_is_named_by_collection_city_date_and_version() -> None:
    assert file_name(asked("gpkg"), VERSION) == "spaces-20261124-v123.gpkg"
    assert file_name(asked(city="chiang-mai"), VERSION) == (
        "spaces-chiang-mai-20261124-v123.geojson"
    )
    assert file_name(asked("shp", city="chiang-mai", crs="EPSG:32647"), VERSION) == (
        "spaces-chiang-mai-20261124-v123-epsg32647.shp.zip"
    )
    assert file_name(asked(), Version(0, None)) == "spaces-v0.geojson"


def test_a_part_of_a_city_has_a_name_of_its_own() -> None:
    names = {
        file_name(asked(city="chiang-mai", **more), VERSION)
        for more in ({}, {"kind": "library"}, {"kind": "park"}, {"properties": "kind"}, {"q": "วัด"})
    }

    assert len(names) == 5
    assert all(name.startswith("spaces-chiang-mai-20261124-v123") for name in names)


@pytest.mark.parametrize("city", ['a"; filename="b', "../../etc", "a\r\nSet-Cookie: b", "ก", "a,b"])
def test_what_a_city_is_called_never_leaves_the_name(city: str) -> None:
    name = file_name(asked(city=city), VERSION)

    assert name.removeprefix("spaces-20261124-v123-").removesuffix(".geojson").isalnum()


def test_tags_differ_by_version_and_by_all_that_is_asked() -> None:
    wishes = [asked(), asked("csv"), asked("csv", bom="true"), asked(crs="EPSG:32647")]
    wishes += [asked(kind="park"), asked(filter="kind='park'"), asked(properties="kind")]
    tags = [export_tag(each, VERSION) for each in wishes]

    assert len(set(tags)) == len(tags)
    assert export_tag(asked(), VERSION) == tags[0]
    assert export_tag(asked(), Version(124, VERSION.changed_at)) != tags[0]


def test_the_format_of_a_file_is_its_ending() -> None:
    assert format_of(Path("ก.geojson")).id == "geojson"
    assert format_of(Path("a.b.SHP.ZIP")).id == "shp"
    assert format_of(Path("a.zip")).id == "shp"
    with pytest.raises(InputError, match=r"a\.txt ends in none of \.geojson, "):
        format_of(Path("a.txt"))


def test_short_names_keep_their_language_and_are_all_different() -> None:
    assert short_names(("name_th", "description_th", "description_en", "opening_hours")) == {
        "name_th": "name_th",
        "description_th": "dscrptn_th",
        "description_en": "dscrptn_en",
        "opening_hours": "opnng_hrs",
    }
    for collection in COLLECTIONS.values():
        short = short_names(collection.properties)
        assert len(set(short.values())) == len(collection.properties)


@given(st.lists(st.text("abcdefgh_", min_size=1, max_size=30), unique=True, max_size=40))
def test_any_names_get_ten_bytes_each(names: list[str]) -> None:
    short = short_names(names)

    assert list(short) == names
    assert len(set(short.values())) == len(names)
    assert all(0 < len(each.encode()) <= 10 for each in short.values())


@pytest.mark.parametrize(
    ("form", "arguments", "said"),
    [
        ("gpx", {"crs": "EPSG:32647"}, "GPX is always in longitude and latitude"),
        ("kml", {"crs": "EPSG:24047"}, "KML is always in longitude and latitude"),
        ("geojsonseq", {"crs": "EPSG:24047"}, "always in longitude and latitude"),
        ("pmtiles", {"crs": "EPSG:4326"}, "PMTiles is always in Web Mercator"),
        ("csv", {"crs": "EPSG:5773"}, "not a coordinate system with two axes"),
        ("csv", {"crs": "Thai"}, "must be a coordinate system like"),
        ("csv", {"properties": "kind,colour"}, "names 'colour'"),
        ("csv", {"bom": "yes"}, "'bom' is 'yes' but must be one of: true, false"),
        ("csv", {"filter": "colour = 'red'"}, "colour"),
        ("csv", {"datetime": "yesterday"}, "RFC 3339"),
    ],
)
def test_what_a_format_cannot_do_is_said(form: str, arguments: dict[str, str], said: str) -> None:
    with pytest.raises(InputError, match=said):
        asked(form, **arguments)


def test_areas_are_refused_by_gpx_which_names_the_others() -> None:
    with pytest.raises(InputError, match="GPX knows points and lines, but basemap are areas") as no:
        parse_export(BASEMAP, FORMATS["gpx"], {})

    assert "gpkg" in str(no.value)
    assert "gpx" not in str(no.value)


@pytest.mark.parametrize(
    "name",
    [
        "EPSG:32647",
        "32647",
        "[EPSG:32647]",
        "urn:ogc:def:crs:EPSG::32647",
        "http://www.opengis.net/def/crs/EPSG/0/32647",
    ],
)
def test_a_system_goes_by_all_its_names(name: str) -> None:
    crs = asked(crs=name).crs

    assert crs is not None
    assert crs.code == 32647
