"""Reading an OSM file in two passes: relations first, then nodes and the ways they need.

Nothing but what is wanted stays in memory. Node locations lie in osmium's index: in memory for a
city, in a temporary file for a country (https://docs.osmcode.org/pyosmium, "Geometries").
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import osmium
from numpy.typing import NDArray

from geoservice.errors import InputError

Tags = Mapping[str, str]
_COUNTRY_SIZE_BYTES = 300_000_000
_NOWHERE = 2_147_483_647  # osmium's coordinate of a location it does not know


@dataclass(frozen=True)
class Node:
    """A tagged node, lon and lat in EPSG:4326."""

    id: int
    tags: Tags
    lon: float
    lat: float


@dataclass(frozen=True)
class Way:
    """A way with its node ids and their lon/lat (n, 2), NaN where the file lacks the node."""

    id: int
    tags: Tags
    refs: NDArray[np.int64]
    coordinates: NDArray[np.float64]

    @property
    def complete(self) -> bool:
        """Return whether the file has every node of the way."""
        return not np.isnan(self.coordinates).any()

    @property
    def closed(self) -> bool:
        """Return whether the way ends where it began, enclosing something."""
        return len(self.refs) > 3 and self.refs[0] == self.refs[-1]


@dataclass(frozen=True)
class Relation:
    """A relation with the ids and roles of its member ways, in order."""

    id: int
    tags: Tags
    ways: tuple[tuple[int, str], ...]


def file_format(path: Path) -> str:
    """Return osmium's name of the file's format, told by its first bytes, not by its name.

    Raises InputError with one sentence for what is no readable OSM file.
    """
    if path.is_dir():
        raise InputError("{path} is a folder, not an OpenStreetMap file.", path=path)
    try:
        with path.open("rb") as file:
            start = file.read(512)
    except FileNotFoundError:
        raise InputError("There is no file {path}.", path=path) from None
    except OSError as error:
        raise InputError(
            "{path} cannot be read ({reason}).", path=path, reason=error.strerror
        ) from None
    if not start:
        raise InputError("{path} is empty; download it again.", path=path)
    if b"OSMHeader" in start[:64]:
        return "pbf"
    for magic, name in ((b"\x1f\x8b", "osm.gz"), (b"BZh", "osm.bz2")):
        if start.startswith(magic):
            return name
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith((b"<?xml", b"<osm")) and b"<html" not in text.lower():
        return "osm"
    raise InputError(
        "{path} is no OpenStreetMap file: it must be .osm.pbf, .osm.gz or .osm.", path=path
    )


@contextmanager
def failing_clearly(path: Path) -> Iterator[None]:
    """Turn osmium's errors into one InputError that names the file."""
    try:
        yield
    except (RuntimeError, ValueError) as error:
        raise InputError(
            "{path} is damaged or was cut short ({reason}); download it again.",
            path=path,
            reason=str(error).strip().splitlines()[0] if str(error).strip() else "-",
        ) from error


def open_file(path: Path, entities: "osmium.osm.osm_entity_bits") -> "osmium.FileProcessor":
    """Return a processor of the wanted entities, whatever the file is called."""
    return osmium.FileProcessor(osmium.io.File(str(path), file_format(path)), entities)


def read_relations(path: Path, wanted: Callable[[Tags], bool]) -> list[Relation]:
    """Return the relations whose tags are `wanted`, with their member ways."""
    found = []
    with failing_clearly(path):
        relation: Any
        for relation in open_file(path, osmium.osm.RELATION):
            tags = dict(relation.tags)
            if not relation.deleted and wanted(tags):
                ways = tuple((m.ref, m.role) for m in relation.members if m.type == "w")
                found.append(Relation(relation.id, tags, ways))
    return found


def read_nodes_and_ways(
    path: Path,
    *,
    node_keys: frozenset[str],
    way_wanted: Callable[[int, Tags], bool],
) -> Iterator[Node | Way]:
    """Give the nodes that have one of `node_keys`, and the ways `way_wanted` by id and tags.

    Nodes come before ways, as OSM files are sorted; a way before its nodes counts as incomplete.
    """
    storage = "sparse_file_array" if path.stat().st_size > _COUNTRY_SIZE_BYTES else "flex_mem"
    with failing_clearly(path):
        objects = open_file(path, osmium.osm.NODE | osmium.osm.WAY).with_locations(storage)
        node_filter: Any = osmium.filter.KeyFilter(*sorted(node_keys))
        found: Any
        for found in objects.with_filter(node_filter.enable_for(osmium.osm.NODE)):
            if found.deleted:
                continue
            tags = dict(found.tags)
            if found.is_node():
                yield Node(found.id, tags, found.lon, found.lat)
            elif way_wanted(found.id, tags):
                yield _way(found, tags)


def _way(way: Any, tags: Tags) -> Way:
    flat = [(node.ref, node.x, node.y) for node in way.nodes]
    table = np.array(flat, dtype=np.int64).reshape(-1, 3)
    coordinates = table[:, 1:] / 1e7
    coordinates[table[:, 1] == _NOWHERE] = np.nan
    return Way(way.id, tags, table[:, 0].copy(), coordinates)
