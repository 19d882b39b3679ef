"""Reading OSM files, good and bad."""

import bz2
import gzip
import os
from pathlib import Path

import numpy as np
import osmium
import pytest

from geoservice.errors import InputError
from geoservice.intake.osm.extent import file_extent
from geoservice.intake.osm.reading import (
    Node,
    Way,
    file_format,
    read_nodes_and_ways,
    read_relations,
)
from tests.town import OsmFile, boundary, position, streets, whole_town


@pytest.fixture
def town(tmp_path: Path) -> Path:
    return whole_town().write(tmp_path / "town.osm")


def as_pbf(source: Path, target: Path) -> Path:
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in osmium.FileProcessor(str(source)):
            writer.add(thing)
    return target


def all_of(path: Path) -> list[Node | Way]:
    return list(
        read_nodes_and_ways(
            path, node_keys=frozenset({"amenity"}), way_wanted=lambda _, tags: bool(tags)
        )
    )


def test_the_same_town_comes_out_of_every_format(town: Path, tmp_path: Path) -> None:
    packed = tmp_path / "town.osm.gz"
    packed.write_bytes(gzip.compress(town.read_bytes()))
    squeezed = tmp_path / "town.osm.bz2"
    squeezed.write_bytes(bz2.compress(town.read_bytes()))
    binary = as_pbf(town, tmp_path / "town.osm.pbf")

    told = [[(thing.id, dict(thing.tags)) for thing in all_of(path)]
            for path in (town, packed, squeezed, binary)]  # fmt: skip

    assert told[0] == told[1] == told[2] == told[3]
    assert len(told[0]) > 20


def test_the_format_is_told_by_the_first_bytes_not_by_the_name(town: Path, tmp_path: Path) -> None:
    misnamed = as_pbf(town, tmp_path / "a.osm.pbf").rename(tmp_path / "town.download")

    assert file_format(misnamed) == "pbf"
    assert all_of(misnamed)


def test_objects_without_version_time_and_user_are_read(town: Path) -> None:
    assert "version=" not in town.read_text().split("<node", 1)[1]
    assert all_of(town)


def test_a_node_the_file_lacks_is_a_gap_in_its_way(tmp_path: Path) -> None:
    map_ = OsmFile()
    map_.way((0, 0), (10, 0), (20, 0), highway="path")
    del map_.nodes[2]

    (way,) = all_of(map_.write(tmp_path / "gap.osm"))

    assert isinstance(way, Way)
    assert way.refs.tolist() == [1, 2, 3]
    assert np.isnan(way.coordinates).tolist() == [[False] * 2, [True] * 2, [False] * 2]
    assert not way.complete


def test_relations_are_read_with_their_ways_and_roles(town: Path) -> None:
    (relation,) = read_relations(town, lambda tags: tags.get("type") == "boundary")

    assert relation.tags["ref"] == "500101"
    assert [role for _, role in relation.ways] == ["outer"]


HTML = b"<!DOCTYPE html><html><body>Not found</body></html>"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.osm.pbf", HTML, "is no OpenStreetMap file"),
        ("page.osm", b"<?xml version='1.0'?>" + HTML, "is no OpenStreetMap file"),
        ("notes.txt", b"hello", "is no OpenStreetMap file"),
        ("table.osm.pbf", b"PK\x03\x04 a workbook", "is no OpenStreetMap file"),
        ("empty.osm.pbf", b"", "is empty"),
        ("broken.osm", b"<?xml version='1.0'?><osm version='0.6'><node id=", "damaged"),
        ("page.osm.gz", gzip.compress(HTML, mtime=0), "damaged"),
    ],
)
def test_what_is_no_map_is_refused_in_one_sentence(
    name: str, content: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    with pytest.raises(InputError, match=words) as caught:
        all_of(path)

    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("packing", ["pbf", "gz"])
def test_a_file_cut_short_is_refused(packing: str, town: Path, tmp_path: Path) -> None:
    whole = (
        as_pbf(town, tmp_path / "town.osm.pbf").read_bytes()
        if packing == "pbf"
        else gzip.compress(town.read_bytes())
    )
    cut = tmp_path / f"cut.osm.{packing}"
    cut.write_bytes(whole[: len(whole) * 2 // 3])

    with pytest.raises(InputError, match="cut short"):
        all_of(cut)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        file_format(tmp_path / "none.osm.pbf")
    with pytest.raises(InputError, match="is a folder"):
        file_format(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_one_may_not_read_is_refused(town: Path) -> None:
    town.chmod(0)

    with pytest.raises(InputError, match="cannot be read"):
        file_format(town)


def test_the_extent_is_the_headers_box_where_there_is_one(tmp_path: Path) -> None:
    town = streets()
    town.bounds = (98.97, 18.78, 98.99, 18.8)

    assert file_extent(town.write(tmp_path / "town.osm")) == (98.97, 18.78, 98.99, 18.8)


def test_without_a_box_far_outliers_do_not_stretch_the_extent(tmp_path: Path) -> None:
    town = OsmFile()
    for number in range(2000):
        town.node(number % 50 * 10, number // 50 * 10)
    town.node(90_000, 90_000)

    west, south, east, north = file_extent(town.write(tmp_path / "town.osm"))

    assert (west, south) == pytest.approx(position(0, 0), abs=1e-4)
    assert (east, north) == pytest.approx(position(490, 390), abs=1e-4)


def test_a_file_without_nodes_covers_no_place(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="has no nodes"):
        file_extent(OsmFile().write(tmp_path / "none.osm"))


def test_the_boundary_of_the_town_holds_its_streets() -> None:
    assert boundary().contains(boundary(0, 0, 450, 300))
