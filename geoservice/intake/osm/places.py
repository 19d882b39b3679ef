"""Several objects of one place become one place: a school's node in its area, a temple's halls.

Objects of one kind belong together

- when one lies inside the other's area and has no name or only a building's number, or the two
  names say the same; a temple's compound takes in all of its religion inside it;
- when an unnamed hall of worship stands within 60 m of exactly one named temple of its religion;
- when they have the same name and lie within 150 m of each other (universities 300 m).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from shapely import MultiPolygon, Point
from shapely.geometry.base import BaseGeometry

from geoservice.geo import LocalPlane
from geoservice.intake.osm.kinds import SpaceTag, religion_of
from geoservice.intake.osm.names import Names, read_names
from geoservice.intake.osm.reading import Tags
from geoservice.names import normalised

HALL_METRES = 60.0
SAME_NAME_METRES = 150.0
SAME_UNIVERSITY_METRES = 300.0
# Where a name may hold the whole's name and still be a place of its own: a faculty, a playground.
_PARTS_KEEP_THEIR_NAME = {"university", "park"}
_SHORTEST_NAME = 4
_BUILDING_NUMBER = re.compile(r"[A-Z]{0,3}[ -]?\d{1,4}[A-Z]?")
_TYPE_ORDER = {"relation": 0, "way": 1, "node": 2}


@dataclass(frozen=True)
class MapObject:
    """One OSM object that is a learning space; `point` and `outline` in EPSG:4326."""

    type: str
    id: int
    tags: Tags
    row: SpaceTag
    point: Point
    outline: MultiPolygon | None = None

    @property
    def source_id(self) -> str:
        """Return the id as OSM writes it: "way/7"."""
        return f"{self.type}/{self.id}"

    @property
    def religion(self) -> str | None:
        """Return the religion of a temple."""
        return religion_of(self.row.kind, self.tags)

    @cached_property
    def names(self) -> Names:
        """Return its names."""
        return read_names(self.tags)

    @property
    def named(self) -> bool:
        """Return whether it has a name."""
        return bool(self.names.th or self.names.en)


@dataclass(frozen=True)
class Place:
    """The objects of one place, the one that leads first.

    `outline` is the largest of their areas, `square_metres` its size, 0 without any.
    """

    members: tuple[MapObject, ...]
    outline: MultiPolygon | None
    square_metres: float

    @property
    def lead(self) -> MapObject:
        """Return the richest object: its id, kind and name are the place's."""
        return self.members[0]


def find_places(objects: Sequence[MapObject], *, plane: LocalPlane) -> list[Place]:
    """Return the places that the objects make up, in the order of their leads' ids.

    `plane` is the local plane in which distances are measured.
    """
    by_kind: defaultdict[str, list[MapObject]] = defaultdict(list)
    for found in objects:
        by_kind[found.row.kind].append(found)
    places = [
        place for kind in sorted(by_kind) for place in _places_of_kind(by_kind[kind], plane=plane)
    ]
    return sorted(places, key=lambda place: place.lead.source_id)


def _places_of_kind(objects: list[MapObject], *, plane: LocalPlane) -> list[Place]:
    objects.sort(key=lambda found: (_TYPE_ORDER[found.type], found.id))
    shapes = [plane.project(found.outline or found.point) for found in objects]
    site = _Site(objects, shapes)
    parts = list(site.contained())
    site.parts.update(small for small, _ in parts)
    groups = _groups(len(objects), [*parts, *site.same_names()])
    groups = _groups(len(objects), [*_links(groups), *site.halls(groups)])
    return [site.place(group) for group in groups]


class _Site:
    """All objects of one kind with their shapes in metres, and what joins them in pairs."""

    def __init__(self, objects: Sequence[MapObject], shapes: Sequence[BaseGeometry]) -> None:
        self.objects = objects
        self.shapes = shapes
        self.tree = shapely.STRtree(shapes)
        self.parts: set[int] = set()
        self.areas = [float(shape.area) for shape in shapes]
        self.points = [
            shape if isinstance(shape, Point) else shape.point_on_surface() for shape in shapes
        ]

    def contained(self) -> Iterable[tuple[int, int]]:
        """Join each object to the smallest area around it that it is a part of."""
        inside, around = self.tree.query(self.points, predicate="within")
        containers: defaultdict[int, list[int]] = defaultdict(list)
        for small, large in zip(inside.tolist(), around.tolist(), strict=True):
            if small != large and self._larger(large, small):
                containers[small].append(large)
        named_parts = self._named_parts(containers)
        for small, candidates in containers.items():
            fitting = [
                large
                for large in candidates
                if _is_part(self.objects[small], self.objects[large], named_parts[large])
            ]
            if fitting:
                yield small, min(fitting, key=lambda large: (self.areas[large], large))

    def _named_parts(self, containers: dict[int, list[int]]) -> defaultdict[int, set[str]]:
        """Return for each area the different names of what lies in it."""
        names: defaultdict[int, set[str]] = defaultdict(set)
        for small, candidates in containers.items():
            part = self.objects[small]
            if part.named:
                for large in candidates:
                    names[large].add(normalised(part.names.th or part.names.en))
        return names

    def _larger(self, large: int, small: int) -> bool:
        return (self.areas[large], -large) > (self.areas[small], -small)

    def same_names(self) -> Iterable[tuple[int, int]]:
        """Join objects of one name near each other."""
        kind = self.objects[0].row.kind if self.objects else ""
        reach = SAME_UNIVERSITY_METRES if kind == "university" else SAME_NAME_METRES
        named = [index for index, found in enumerate(self.objects) if found.named]
        for index in named:
            near = self.tree.query(self.shapes[index], predicate="dwithin", distance=reach)
            for other in near.tolist():
                if other > index and _same_name(self.objects[index], self.objects[other]):
                    yield index, other

    def halls(self, groups: Sequence[Sequence[int]]) -> Iterable[tuple[int, int]]:
        """Join an unnamed hall of worship to the one named temple nearby."""
        group_of = {index: number for number, group in enumerate(groups) for index in group}
        for index, hall in enumerate(self.objects):
            alone = len(groups[group_of[index]]) == 1
            if hall.row.kind != "temple" or hall.named or not alone or "building" not in hall.tags:
                continue
            near = self.tree.query(self.shapes[index], predicate="dwithin", distance=HALL_METRES)
            temples = {
                group_of[other]: other
                for other in sorted(near.tolist(), reverse=True)
                if self.objects[other].named and _one_religion(hall, self.objects[other])
            }
            if len(temples) == 1:
                yield index, next(iter(temples.values()))

    def place(self, group: Sequence[int]) -> Place:
        members = tuple(self.objects[index] for index in sorted(group, key=self._leading))
        widest = max(group, key=lambda index: (self.areas[index], -index))
        return Place(members, self.objects[widest].outline, round(self.areas[widest], 3))

    def _leading(self, index: int) -> tuple[object, ...]:
        """Order: area, name, the whole before its parts, the table's order, more tags, size."""
        found = self.objects[index]
        return (
            self.areas[index] == 0,
            not found.named,
            index in self.parts,
            found.row.order,
            -len(found.tags),
            -self.areas[index],
            index,
        )


def _is_part(small: MapObject, large: MapObject, names_inside: set[str]) -> bool:
    """Return whether an object inside an area is that place itself, not one of its own."""
    if large.row.value == "playground" and small.row.value == "park":
        return False
    if large.row.kind == "temple":
        return _one_religion(small, large)
    if not small.named or (_is_only_numbered(small) and _has_real_name(large)):
        return True
    if not large.named:
        # an area without a name takes that of the only one inside
        return len(names_inside) == 1 and small.row.value == large.row.value
    if large.row.kind in _PARTS_KEEP_THEIR_NAME:
        return _same_name(small, large)
    return _same_name(small, large) or _name_within(small, large)


def _is_only_numbered(found: MapObject) -> bool:
    """Return whether all it is called is a building's number on a campus, such as "413A"."""
    names = [name for name in (found.names.th, found.names.en, *found.names.other) if name]
    return bool(names) and all(map(_BUILDING_NUMBER.fullmatch, names))


def _has_real_name(found: MapObject) -> bool:
    return found.named and not _is_only_numbered(found)


def _one_religion(one: MapObject, other: MapObject) -> bool:
    return one.religion == other.religion or None in (one.religion, other.religion)


def _same_name(one: MapObject, other: MapObject) -> bool:
    """Return whether two objects are called the same: in Thai where both have a Thai name."""
    if one.row.kind == "temple" and not _one_religion(one, other):
        return False
    if one.names.th and other.names.th:
        return normalised(one.names.th) == normalised(other.names.th)
    return bool(_latin_names(one) & _latin_names(other))


def _latin_names(found: MapObject) -> set[str]:
    return {normalised(name) for name in (found.names.en, *found.names.other) if name}


def _name_within(one: MapObject, other: MapObject) -> bool:
    """Return whether one name holds the other ("หอสมุด" in "หอสมุด อาคาร 2")."""
    for a, b in zip(one.names[:2], other.names[:2], strict=True):
        short, long = sorted((normalised(a), normalised(b)), key=len)
        if len(short) >= _SHORTEST_NAME and short in long:
            return True
    return False


def _groups(count: int, links: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Return the indices 0..count-1 grouped by links, in order of their first member."""
    parent = np.arange(count).tolist()

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return int(index)

    for one, other in links:
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index in range(count):
        groups[root(index)].append(index)
    return list(groups.values())


def _links(groups: Iterable[Sequence[int]]) -> Iterable[tuple[int, int]]:
    return ((group[0], index) for group in groups for index in group[1:])
