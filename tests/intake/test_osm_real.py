"""Real OpenStreetMap files: what is in them was counted by hand and by other means."""

import gzip
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from shapely import box
from sqlalchemy import text

from geoservice.intake.osm.extent import file_extent
from geoservice.intake.osm.importing import OsmImport, import_osm
from geoservice.intake.osm.reading import Way, read_nodes_and_ways
from geoservice.intake.osm.streets import split_streets
from geoservice.store.database import Database
from tests.conftest import add_city

pytestmark = pytest.mark.realdata

# Objects of each kind in the files, counted with `osmium tags-filter`, and the spaces they make.
# Nimman: 27 university objects: the campus (relation, its old way and an unnamed building inside),
# a polytechnic drawn twice, four buildings of the language institute: 27 - 2 - 1 - 3 = 21. Of 30
# parks one relation has none of its ways in the file.
NIMMAN = {
    "bank": 25, "community_centre": 2, "company": 6, "government": 1, "hospital": 9, "library": 8,
    "market": 4, "museum": 3, "park": 29, "school": 6, "temple": 9, "university": 21,
}  # fmt: skip
# Monaco: 33 worship objects, two of one church; 27 parks and playgrounds, two playgrounds in parks.
MONACO = {
    "bank": 13, "community_centre": 2, "company": 1, "government": 10, "hospital": 5, "library": 2,
    "market": 1, "museum": 6, "park": 25, "school": 17, "temple": 32, "university": 3,
}  # fmt: skip
# Chonburi: 99 hospital objects of which 3 stand twice, 246 schools of which 6 do (35 to 148 m).
CHONBURI = {"government": 6, "hospital": 96, "market": 43, "school": 240, "temple": 333}


def bring(database: Database, path: Path, *, city: str) -> OsmImport:
    with database.writing() as session:
        return import_osm(session, path, city=city)


def whole_file_city(database: Database, path: Path, *, country: str = "TH") -> str:
    """Add a city around all of a file's nodes, however far out."""
    nodes = [
        thing
        for thing in read_nodes_and_ways(
            path, node_keys=frozenset({"-"}), way_wanted=lambda _, tags: bool(tags)
        )
        if isinstance(thing, Way)
    ]
    west, south, east, north = file_extent(path)
    known = np.concatenate([way.coordinates for way in nodes])
    west, south = np.fmin([west, south], np.nanmin(known, axis=0))
    east, north = np.fmax([east, north], np.nanmax(known, axis=0))
    margin = 0.5
    around = box(west - margin, south - margin, east + margin, north + margin)
    add_city(database, "real", boundary=around, country=country)
    return "real"


@pytest.mark.parametrize(
    ("name", "country", "by_kind"),
    [
        ("chiang-mai-nimman", "TH", NIMMAN),
        ("monaco", "MC", MONACO),
        ("chonburi-mueang", "TH", CHONBURI),
    ],
)
def test_spaces_by_kind_are_what_the_file_has(
    name: str, country: str, by_kind: dict[str, int], database: Database, real_data: Path
) -> None:
    path = real_data / "osm" / f"{name}.osm.pbf"

    result = bring(database, path, city=whole_file_city(database, path, country=country))

    assert result.spaces_by_kind == by_kind


def test_both_formats_of_one_extract_are_the_same(database: Database, real_data: Path) -> None:
    folder = real_data / "osm"
    city = whole_file_city(database, folder / "chiang-mai-nimman.osm.pbf")
    bring(database, folder / "chiang-mai-nimman.osm.pbf", city=city)

    again = bring(database, folder / "chiang-mai-nimman.osm.gz", city=city)

    for counts in (again.spaces, again.streets, again.basemap, again.districts):
        assert counts.unchanged + counts.refused == counts.read


def test_an_independent_count_of_the_file_agrees(real_data: Path) -> None:
    """The same tags read with nothing but an XML parser: 8 libraries, 9 places of worship."""
    with gzip.open(real_data / "osm" / "chiang-mai-nimman.osm.gz") as file:
        tree = ElementTree.parse(file)
    amenities: Counter[str] = Counter(
        tag.get("v", "") for tag in tree.getroot().iterfind("*/tag[@k='amenity']")
    )

    assert amenities["library"] == NIMMAN["library"]
    assert amenities["place_of_worship"] == NIMMAN["temple"]
    assert amenities["bank"] == NIMMAN["bank"]
    assert amenities["hospital"] + amenities["clinic"] == NIMMAN["hospital"]
    assert amenities["university"] + amenities["college"] == 27


def test_all_highways_of_nimman_make_the_22_known_parts(real_data: Path) -> None:
    """All 1,388 highways, whoever may use them: 22 parts, 97.5 % of the nodes in the largest.

    Ours are more and smaller, as private drives and what is not for walkers are left out.
    """
    path = real_data / "osm" / "chiang-mai-nimman.osm.pbf"
    highways = [
        thing
        for thing in read_nodes_and_ways(
            path, node_keys=frozenset({"-"}), way_wanted=lambda _, tags: "highway" in tags
        )
        if isinstance(thing, Way)
    ]

    every_node = np.unique(np.concatenate([way.refs for way in highways]))
    pieces = split_streets(highways, split_at=every_node)

    assert len(highways) == 1388
    assert pieces.component.max() + 1 == 22
    assert (pieces.component == 0).mean() == pytest.approx(0.975, abs=0.001)


def test_a_city_of_roads_alone_can_be_walked(database: Database, real_data: Path) -> None:
    path = real_data / "osm" / "hat-yai-roads.osm.pbf"

    result = bring(database, path, city=whole_file_city(database, path))

    assert result.streets.new == 8449
    assert result.network.components == 1


def test_liechtensteins_boundaries_become_districts(database: Database, real_data: Path) -> None:
    path = real_data / "osm" / "liechtenstein.osm.pbf"
    add_city(database, "li", boundary=box(*file_extent(path)), country="LI")

    result = bring(database, path, city="li")

    with database.owner.connect() as connection:
        levels = dict(
            connection.execute(text("SELECT level, count(*) FROM district GROUP BY 1")).all()
        )
    # the eleven municipalities and the two regions; what is Swiss or Austrian is not whole
    assert levels == {"amphoe": 2, "tambon": 11}
    assert {str(refusal.reason) for refusal in result.districts.refusals} == {
        "The file holds only a part of the boundary."
    }
