"""What a city needs of an OSM file, gathered while the file streams by."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Point

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.loading import Refusal
from geoservice.intake.osm.admin import district_level
from geoservice.intake.osm.basemap import basemap_classes
from geoservice.intake.osm.gathered import Boundary, DrawnArea, Gathered
from geoservice.intake.osm.kinds import SpaceTag, find_space_tag, space_keys
from geoservice.intake.osm.names import read_names
from geoservice.intake.osm.outlines import point_inside, relation_outline, rings_close, way_outline
from geoservice.intake.osm.places import MapObject
from geoservice.intake.osm.reading import (
    Node,
    Relation,
    Tags,
    Way,
    read_nodes_and_ways,
    read_relations,
)
from geoservice.intake.osm.relevance import (
    Surroundings,
    is_coastline,
    relation_matters,
    way_matters,
)
from geoservice.intake.osm.street_tags import read_layer
from geoservice.intake.osm.walking import may_walk
from geoservice.intake.progress import Report

_STREET_NODE_TAGS = frozenset({"barrier", "crossing", "kerb", "entrance"})
_STAGE = "Reading the map"
_REPORT_EVERY = 5000


def gather(path: Path, *, around: Surroundings, report: Report) -> Gathered:
    """Read the file at `path` and return what lies in a city and its surroundings.

    Two passes; a third one over ways where a relation reaches far out of the city.
    """
    relations = read_relations(path, lambda tags: relation_matters(tags, country=around.country))
    reader = _Reader(around, relations)
    found = read_nodes_and_ways(
        path,
        node_keys=space_keys() | _STREET_NODE_TAGS | {"highway"},
        way_wanted=reader.wants,
    )
    report(_STAGE, 0, None)
    for number, thing in enumerate(found, start=1):
        if isinstance(thing, Node):
            reader.take_node(thing)
        else:
            reader.take_way(thing)
        if number % _REPORT_EVERY == 0:
            report(_STAGE, number, None)
    reader.fetch_missing(path)
    for relation in relations:
        reader.take_relation(relation)
    return reader.gathered


class _Reader:
    """Takes object after object and keeps what the city needs."""

    def __init__(self, around: Surroundings, relations: Iterable[Relation]) -> None:
        self.around = around
        self.gathered = Gathered()
        self.relations = list(relations)
        self.walked = _ways_of(self.relations, self._is_walked)
        self.whole = _ways_of(self.relations, self._is_district)
        self.members = _ways_of(self.relations, lambda _: True)
        self.lines: dict[int, NDArray[np.float64]] = {}
        self.seen: set[int] = set()

    def _is_walked(self, relation: Relation) -> bool:
        return may_walk(relation.tags, country=self.around.country)

    def _is_district(self, relation: Relation) -> bool:
        return district_level(relation.tags, country=self.around.country) is not None

    def wants(self, way_id: int, tags: Tags) -> bool:
        return way_id in self.members or way_matters(tags, country=self.around.country)

    def take_node(self, node: Node) -> None:
        row = find_space_tag(node.tags)
        point = Point(node.lon, node.lat)
        if row is not None:
            self._keep_space(MapObject("node", node.id, node.tags, row, point))
        elif _is_street_node(node.tags) and self.around.area.contains(point):
            self.gathered.street_nodes[node.id] = node.tags

    def take_way(self, way: Way) -> None:
        if way.id in self.members:
            self.seen.add(way.id)
        near = self.around.may_touch(way.coordinates)
        if way.id in self.whole or (near and way.id in self.members):
            self.lines[way.id] = way.coordinates
        if near:
            self._take_street(way)
            if is_coastline(way.tags):
                self.gathered.coastlines.append(_known(way.coordinates))
        outline = way_outline(way.coordinates) if way.closed and way.complete else None
        self._take_area(f"way/{way.id}", way.tags, outline, [way.coordinates], near=near)

    def take_relation(self, relation: Relation) -> None:
        known = [(self.lines[id], role) for id, role in relation.ways if id in self.lines]
        if not known:
            self._miss(relation)
            return
        lines = [line for line, _ in known]
        whole = len(known) == len(relation.ways) and rings_close(lines)
        outline = relation_outline(
            [_known(line) for line, role in known if role != "inner"],
            inner=[_known(line) for line, role in known if role == "inner"],
        )
        level = district_level(relation.tags, country=self.around.country)
        if level is not None:
            self._take_boundary(relation, level, outline if whole else None)
        near = any(self.around.may_touch(line) for line, _ in known)
        self._take_area(f"relation/{relation.id}", relation.tags, outline, lines, near=near)

    def fetch_missing(self, path: Path) -> None:
        """Read those member ways again that lie far out, of relations that come near."""
        missing = {
            id
            for relation in self.relations
            if any(member in self.lines for member, _ in relation.ways)
            for id, _ in relation.ways
            if id not in self.lines
        }
        if missing:
            ways = read_nodes_and_ways(
                path, node_keys=frozenset({"-"}), way_wanted=lambda id, _: id in missing
            )
            for way in ways:
                if isinstance(way, Way):
                    self.lines[way.id] = way.coordinates

    def _keep_space(self, found: MapObject) -> None:
        if self.around.area.intersects(found.outline or found.point):
            self.gathered.objects.append(found)
        else:
            self.gathered.outside.append(found.source_id)

    def _miss(self, relation: Relation) -> None:
        """Account for a space none of whose lines is near: it is elsewhere, or not in the file."""
        if find_space_tag(relation.tags) is None:
            return
        source_id = f"relation/{relation.id}"
        if any(id in self.seen for id, _ in relation.ways):
            self.gathered.outside.append(source_id)
        else:
            self.gathered.refused_spaces.append(Refusal(source_id, _nothing_of(relation)))

    def _keep_middle(
        self, source_id: str, tags: Tags, row: SpaceTag, lines: Iterable[NDArray[np.float64]]
    ) -> None:
        """Keep a space whose outline is open or has gaps as a point amid what is known of it."""
        known = np.concatenate([np.zeros((0, 2)), *(_known(line) for line in lines)])
        if not len(known):
            reason = InputError("The file holds nothing of its outline.")
            self.gathered.refused_spaces.append(Refusal(source_id, reason))
            return
        kind, _, id = source_id.partition("/")
        middle = Point(*known.mean(axis=0))
        self._keep_space(MapObject(kind, int(id), tags, row, middle))

    def _take_street(self, way: Way) -> None:
        country = self.around.country
        if may_walk(way.tags, country=country):
            self.gathered.streets.append(way)
        elif (tags := self.walked.get(way.id)) is not None and not way.tags.get("highway"):
            # the edge of a square one walks on
            self.gathered.streets.append(replace(way, tags=tags))

    def _take_area(
        self,
        source_id: str,
        tags: Tags,
        outline: MultiPolygon | None,
        lines: list[NDArray[np.float64]],
        *,
        near: bool,
    ) -> None:
        row, classes = find_space_tag(tags), basemap_classes(tags) if near else set()
        if row is not None and outline is not None:
            kind, _, id = source_id.partition("/")
            self._keep_space(MapObject(kind, int(id), tags, row, point_inside(outline), outline))
        elif row is not None:
            self._keep_middle(source_id, tags, row, lines)
        if classes and outline is None:
            self.gathered.refused_areas.append(Refusal(source_id, _no_area(source_id)))
        elif classes and outline is not None and self.around.area.intersects(outline):
            self._draw(source_id, tags, classes, outline)

    def _draw(
        self, source_id: str, tags: Tags, classes: Iterable[str], outline: MultiPolygon
    ) -> None:
        names = read_names(tags)
        layer = read_layer(tags.get("layer"))
        for class_ in sorted(classes):
            self.gathered.drawn.append(
                DrawnArea(source_id, class_, names.th, names.en, layer, outline)
            )

    def _take_boundary(self, relation: Relation, level: str, outline: MultiPolygon | None) -> None:
        if outline is None:
            reason = InputError("The file holds only a part of the boundary.")
            self.gathered.refused_districts.append(Refusal(f"relation/{relation.id}", reason))
        elif _overlaps(outline, self.around):
            self.gathered.boundaries.append(Boundary(relation.id, relation.tags, level, outline))


def _ways_of(
    relations: Iterable[Relation], wanted: Callable[[Relation], bool]
) -> Mapping[int, Tags]:
    """Return the tags of the relation under the id of each of its ways."""
    return {id: each.tags for each in relations if wanted(each) for id, _ in each.ways}


def _is_street_node(tags: Tags) -> bool:
    return bool(_STREET_NODE_TAGS & tags.keys()) or tags.get("highway") == "crossing"


def _known(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    return coordinates[~np.isnan(coordinates).any(axis=1)]


def _nothing_of(relation: Relation) -> GeoserviceError:
    if not relation.ways:
        return InputError("It has no ways, so no outline.")
    return InputError("The file holds nothing of its outline.")


def _no_area(source_id: str) -> GeoserviceError:
    if source_id.startswith("relation"):
        return InputError("The file holds only a part of its outline, or the outline never closes.")
    return InputError("Its outline encloses nothing.")


def _overlaps(outline: MultiPolygon, around: Surroundings) -> bool:
    """Return whether a district is one of the city's: more than a sliver along the border."""
    shared = around.city.intersection(outline).area
    return bool(shared > 0.01 * min(outline.area, around.city.area))
