"""A walk drawn for paper as SVG: the stored water, green and streets, the way, numbered stops.

PostGIS cuts and writes the ground; nothing is asked of anybody outside.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from geoservice.publish.grid import HALF_WORLD_METRES
from geoservice.publish.walks import xml_text
from geoservice.publish.walks.words import in_language
from geoservice.publish.walks.xml_text import Element, add
from geoservice.store.relations import view_of
from geoservice.walk.directions import say_metres
from geoservice.walk.itinerary import Place, Stretch, Walk

WIDTH, HEIGHT = 1800, 1150  # in tenths of a millimetre on A4
_MARGIN = 0.09  # of the frame, on each side
_LEAST_METRES = 300.0
_SMALLEST = 6.0  # units: an area that is narrower is not drawn
_STRAIGHT = 0.9  # of a run's length lies between its ends where a name may stand along it
_LETTER = 15.0  # units: about the width of one
_ROADS = (
    ("major", ("motorway", "trunk", "primary", "secondary", "tertiary")),
    ("minor", ("unclassified", "residential", "living_street", "pedestrian", "service", "road")),
)
_NICE = (1, 2, 5)


@dataclass(frozen=True)
class Frame:
    """The part of the world that is drawn: north-west corner in EPSG:3857, units a metre there."""

    west: float
    north: float
    scale: float

    def place(self, place: Place) -> tuple[float, float]:
        """Return where a place is drawn, from the left and from the top."""
        x, y = _mercator(place)
        return round((x - self.west) * self.scale, 1), round((self.north - y) * self.scale, 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north in EPSG:3857."""
        return (
            self.west,
            self.north - HEIGHT / self.scale,
            self.west + WIDTH / self.scale,
            self.north,
        )

    @property
    def ground_metres(self) -> float:
        """Return how many metres on the ground a unit is, in the middle."""
        middle = (self.box[1] + self.box[3]) / 2 / HALF_WORLD_METRES * math.pi
        return 1 / self.scale / math.cosh(middle)


def frame_of(walk: Walk) -> Frame:
    """Return the frame around a walk, all of it inside and some room around."""
    places = [place for leg in walk.legs for place in leg.coordinates]
    places += [walk.start, walk.end, *(stop.candidate.place for stop in walk.stops)]
    xs, ys = zip(*map(_mercator, places), strict=True)
    room = 1 - 2 * _MARGIN
    units = max(
        (max(xs) - min(xs)) / WIDTH / room,
        (max(ys) - min(ys)) / HEIGHT / room,
        _LEAST_METRES / WIDTH,
    )
    middle_x, middle_y = (max(xs) + min(xs)) / 2, (max(ys) + min(ys)) / 2
    return Frame(middle_x - units * WIDTH / 2, middle_y + units * HEIGHT / 2, 1 / units)


def _mercator(place: Place) -> tuple[float, float]:
    lat = math.radians(max(min(place[1], 85.0), -85.0))
    y = math.log(math.tan(math.pi / 4 + lat / 2)) / math.pi
    return place[0] / 180 * HALF_WORLD_METRES, y * HALF_WORLD_METRES


def draw_walk(session: Session, walk: Walk, language: str, *, label: str) -> str:
    """Return the map of a walk as an SVG element; `label` says in words what it shows."""
    frame = frame_of(walk)
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {HEIGHT}",
            "class": "walk-map",
            "role": "img",
            "aria-label": xml_text.clean(label),
        },
    )
    for kind, path in _ground(session, frame):
        add(svg, "path", d=path, **{"class": kind})
    for kind in ("way-edge", "way"):
        for leg in walk.legs:
            add(svg, "path", d=_line(frame, leg.coordinates), **{"class": kind})
    _add_names(svg, frame, walk, language)
    _add_ends(svg, frame, walk)
    for number, stop in enumerate(walk.stops, 1):
        _add_number(svg, frame.place(stop.candidate.place), str(number))
    _add_scale(svg, frame, language)
    _add_north(svg)
    return xml_text.to_text(svg)


def _ground(session: Session, frame: Frame) -> Iterator[tuple[str, str]]:
    """Yield what lies under the walk as (class, path), lowest first."""
    areas = view_of("basemap")
    for kind in ("green", "water"):
        wide = func.st_area(areas.c.geom_3857) > (_SMALLEST / frame.scale) ** 2
        yield from _path(session, frame, "basemap", kind, areas.c["class"] == kind, wide)
    streets = view_of("streets")
    known = [word for _, words in _ROADS for word in words]
    yield from _path(session, frame, "streets", "path", streets.c.highway.not_in(known))
    for kind, words in reversed(_ROADS):
        yield from _path(session, frame, "streets", kind, streets.c.highway.in_(words))


def _path(
    session: Session, frame: Frame, collection: str, kind: str, *wanted: ColumnElement[bool]
) -> Iterator[tuple[str, str]]:
    """Yield one class of a collection as one path, cut to the frame, to a tenth of a unit."""
    shape = view_of(collection).c.geom_3857
    box = func.st_makeenvelope(*frame.box, 3857)
    plain = func.st_simplify(func.st_clipbybox2d(shape, func.box2d(box)), 1 / frame.scale)
    moved = func.st_transscale(plain, -frame.west, -frame.north, frame.scale, frame.scale)
    path = session.scalar(
        select(func.string_agg(func.st_assvg(moved, 0, 0), " ")).where(
            shape.op("&&", is_comparison=True)(box), *wanted
        )
    )
    if path:
        yield kind, path


def _line(frame: Frame, places: Iterable[Place]) -> str:
    """Return the path through places; those after one another that are drawn as one are one."""
    points = [point for point, _ in groupby(map(frame.place, places))]
    return "M" + "L".join(f"{x} {y}" for x, y in points)


def _add_names(svg: Element, frame: Frame, walk: Walk, language: str) -> None:
    """Write the name of each street that is walked along its longest run, if it has room."""
    longest: dict[str, tuple[float, Place, Place]] = {}
    for leg in walk.legs:
        for name, run in groupby(leg.stretches, lambda each: _street(each, language)):
            stretches = list(run)
            metres = sum(stretch.metres for stretch in stretches)
            if name and metres > longest.get(name, (0.0,))[0]:
                ends = (stretches[0].coordinates[0], stretches[-1].coordinates[-1])
                longest[name] = (metres, *ends)
    for name, (metres, first, last) in longest.items():
        (x1, y1), (x2, y2) = frame.place(first), frame.place(last)
        length = math.hypot(x2 - x1, y2 - y1)
        straight = length > _STRAIGHT * metres / frame.ground_metres
        if straight and length > len(name) * _LETTER:
            _add_name(svg, name, (x1, y1), (x2, y2))


def _street(stretch: Stretch, language: str) -> str:
    return in_language(language, stretch.name_th, stretch.name_en)


def _add_name(svg: Element, name: str, first: Sequence[float], last: Sequence[float]) -> None:
    """Write a name beside the line between two points, never upside down."""
    angle = math.degrees(math.atan2(last[1] - first[1], last[0] - first[0]))
    upright = (angle + 90) % 180 - 90
    x, y = (first[0] + last[0]) / 2, (first[1] + last[1]) / 2
    turn = f"translate({x:.0f} {y:.0f}) rotate({upright:.0f})"
    add(svg, "text", name, transform=turn, dy="-16", **{"class": "street-name"})


def _add_ends(svg: Element, frame: Frame, walk: Walk) -> None:
    """Mark where the walk begins and ends, unless a stop is there."""
    at_stops = {stop.candidate.place for stop in walk.stops}
    for place in dict.fromkeys((walk.start, walk.end)):
        if place not in at_stops:
            x, y = frame.place(place)
            add(svg, "circle", cx=str(x), cy=str(y), r="16", **{"class": "end"})


def _add_number(svg: Element, at: Sequence[float], number: str) -> None:
    x, y = at
    add(svg, "circle", cx=str(x), cy=str(y), r="30", **{"class": "stop"})
    add(svg, "text", number, x=str(x), y=str(y), dy="0.36em", **{"class": "stop-number"})


def _add_scale(svg: Element, frame: Frame, language: str) -> None:
    """Draw a bar of a round length, up to a quarter of the map."""
    most = frame.ground_metres * WIDTH / 4
    power = 10 ** math.floor(math.log10(most))
    metres = max(nice * power for nice in _NICE if nice * power <= most)
    length = metres / frame.ground_metres
    bottom = HEIGHT - 40
    add(svg, "path", d=f"M40 {bottom - 14}v14h{length:.1f}v-14", **{"class": "scale"})
    text = say_metres(metres, language)
    add(svg, "text", text, x="52", y=str(bottom - 12), **{"class": "scale-text"})


def _add_north(svg: Element) -> None:
    add(svg, "path", d=f"M{WIDTH - 60} 100l-22 -8 22 -62 22 62z", **{"class": "north"})
    add(svg, "text", "N", x=str(WIDTH - 60), y="140", **{"class": "north-text"})
