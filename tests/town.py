"""The fixture town: a small street grid with a river, a bridge, stairs and a one-sided island.

Places are said in metres east (x) and north (y) of the town's south-west corner; every distance
is known by hand. OSM files keep seven decimals of a degree, so lengths are good to 2 cm a node.

    y
    300  A───B───C══D        C══D  steps, 60 m, up to the temple's hill at D (260, 300)
         │   │   │
    200  E───F───G           the grid north of the river: 3 rows and 3 columns of 200 m
         │   │   │
    100  H───I───J
    ~~~~~~~~~║~~~~╲~~~~~~~   the river, y 30 to 80; ║ the bridge; ╲ footbridge to the island
     25  ┌───║───┐   island  the riverside path passes under the bridge and does not join it
      0  K───L───M      N─O  N─O: a lane nobody reaches, 50 m
         0  100 200    400    x

Metres by hand:
    rows 3 x 200 = 600, columns 3 x 200 = 600, south street K-L-M 200, bridge street I-L 100,
    riverside path 25 + 200 + 25 = 250, steps 60, footbridge 50, island loop 4 x 20 = 80: 1,940
    in one connected part; the lane 50 in another: 1,990 in all.
"""

from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from pyproj import Geod
from shapely import Polygon, box

WEST, SOUTH = 98.98, 18.79
MAIN_METRES = 1940.0
LANE_METRES = 50.0
_GEOD = Geod(ellps="WGS84")


def position(x: float, y: float) -> tuple[float, float]:
    """Return lon, lat of a place x metres east and y metres north of the corner."""
    lon, lat, _ = _GEOD.fwd(WEST, SOUTH, 0, y)
    lon, lat, _ = _GEOD.fwd(lon, lat, 90, x)
    return round(lon, 7), round(lat, 7)


def boundary(
    west: float = -200, south: float = -200, east: float = 600, north: float = 500
) -> Polygon:
    """Return the town's boundary: a box in metres, 200 m around the streets."""
    return box(*position(west, south), *position(east, north))


@dataclass
class OsmFile:
    """An OSM file in the making. Ids count up from 1, each type by itself."""

    nodes: dict[int, tuple[float, float, dict[str, str]]] = field(default_factory=dict)
    ways: dict[int, tuple[list[int], dict[str, str]]] = field(default_factory=dict)
    relations: dict[int, tuple[list[tuple[str, int, str]], dict[str, str]]] = field(
        default_factory=dict
    )
    bounds: tuple[float, float, float, float] | None = None
    _at: dict[tuple[float, float], int] = field(default_factory=dict)

    def node(self, x: float, y: float, **tags: str) -> int:
        """Add a node of its own, though another may be there."""
        number = len(self.nodes) + 1
        self.nodes[number] = (*position(x, y), _tags(tags))
        return number

    def corner(self, x: float, y: float) -> int:
        """Return the one street node at a place."""
        if (x, y) not in self._at:
            self._at[x, y] = self.node(x, y)
        return self._at[x, y]

    def way(self, *places: tuple[float, float] | int, **tags: str) -> int:
        """Add a way through corners (x, y) or node ids."""
        number = len(self.ways) + 1
        refs = [place if isinstance(place, int) else self.corner(*place) for place in places]
        self.ways[number] = (refs, _tags(tags))
        return number

    def square(self, x: float, y: float, side: float, **tags: str) -> int:
        """Add a closed way around a square with nodes of its own."""
        corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
        refs = [self.node(*corner) for corner in corners]
        return self.way(*refs, refs[0], **tags)

    def relation(self, *members: tuple[str, int, str], **tags: str) -> int:
        """Add a relation of (type, id, role)."""
        number = len(self.relations) + 1
        self.relations[number] = (list(members), _tags(tags))
        return number

    def xml(self) -> str:
        """Return the file as OSM XML, objects without version, user and time."""
        lines = ["<?xml version='1.0' encoding='UTF-8'?>", '<osm version="0.6">']
        if self.bounds:
            west, south, east, north = self.bounds
            lines.append(
                f'<bounds minlon="{west}" minlat="{south}" maxlon="{east}" maxlat="{north}"/>'
            )
        for number, (lon, lat, tags) in self.nodes.items():
            lines += [
                f'<node id="{number}" lon="{lon:.7f}" lat="{lat:.7f}">',
                *_lines(tags),
                "</node>",
            ]
        for number, (refs, tags) in self.ways.items():
            points = [f'<nd ref="{ref}"/>' for ref in refs]
            lines += [f'<way id="{number}">', *points, *_lines(tags), "</way>"]
        for number, (members, tags) in self.relations.items():
            listed = [f'<member type="{t}" ref="{ref}" role="{role}"/>' for t, ref, role in members]
            lines += [f'<relation id="{number}">', *listed, *_lines(tags), "</relation>"]
        return "\n".join([*lines, "</osm>", ""])

    def write(self, path: Path) -> Path:
        """Write the file and return its path."""
        path.write_text(self.xml(), encoding="utf-8")
        return path


def _tags(tags: dict[str, str]) -> dict[str, str]:
    """Return tags with "__" in their keys written as ":" (name__th is name:th)."""
    return {key.replace("__", ":"): value for key, value in tags.items()}


def _lines(tags: dict[str, str]) -> list[str]:
    return [f"<tag k={quoteattr(key)} v={quoteattr(value)}/>" for key, value in tags.items()]


def streets() -> OsmFile:
    """Return the town's streets, and two ways nobody walks on: a motorway, a private drive."""
    town = OsmFile()
    for number, y in enumerate((100, 200, 300), start=1):
        town.way((0, y), (100, y), (200, y), highway="residential", name=f"ถนนแถว {number}",
                 name__en=f"Row {number}")  # fmt: skip
    for number, x in enumerate((0, 100, 200), start=1):
        town.way((x, 100), (x, 200), (x, 300), highway="residential", name=f"ถนนสาย {number}")
    town.way(
        (0, 0), (100, 0), (200, 0), highway="tertiary", name="ถนนใต้", sidewalk="both", lit="yes"
    )
    town.way((100, 100), (100, 80), highway="tertiary", name="ถนนสะพาน")
    town.way((100, 80), (100, 20), highway="tertiary", name="ถนนสะพาน", bridge="yes", layer="1")
    town.way((100, 20), (100, 0), highway="tertiary", name="ถนนสะพาน")
    town.way((0, 0), (0, 25), (200, 25), (200, 0), highway="footway", name="ทางริมน้ำ",
             surface="concrete", width="1.5 m")  # fmt: skip
    town.way((200, 300), (260, 300), highway="steps", step_count="120", incline="up")
    town.way((200, 100), (240, 70), highway="footway", bridge="yes", layer="1")
    town.way((240, 70), (260, 70), (260, 50), (240, 50), (240, 70), highway="path")
    town.way((400, 0), (450, 0), highway="footway")
    town.way((-100, 150), (300, 150), highway="motorway", bridge="yes", layer="2")
    town.way((0, 200), (-50, 200), highway="service", access="private")
    return town


def whole_town() -> OsmFile:
    """Return the streets with what stands along them.

    Spaces: temple 1 (compound, hall and node of one wat), school 1 (node in its area), library 1,
    hospital 1, park 1 (with its unnamed playground), market 1, bank 1: 7 in all. Basemap: the
    river and the park and its playground, two buildings: 5 areas. Districts: one tambon.
    """
    town = streets()
    town.square(250, 290, 60, amenity="place_of_worship", religion="buddhist", name="วัดบนดอย",
                name__en="Wat Bon Doi", wikidata="Q123")  # fmt: skip
    town.square(270, 300, 15, amenity="place_of_worship", building="yes")
    town.node(255, 295, amenity="place_of_worship", religion="buddhist", name="วัดบนดอย",
              phone="+66 53 000000")  # fmt: skip
    town.square(10, 210, 80, amenity="school", opening_hours="Mo-Fr 08:00-16:00")
    town.node(50, 250, amenity="school", name="โรงเรียนประจำเมือง", capacity="400")
    town.square(110, 210, 20, amenity="library", building="yes", name="หอสมุดเมือง",
                name__en="Town Library", wheelchair="designated",
                website="example.org")  # fmt: skip
    town.node(150, 110, amenity="clinic", name="คลินิกชุมชน")
    town.square(10, 110, 80, leisure="park", name="สวนเมือง")
    town.square(20, 120, 10, leisure="playground")
    town.node(50, -5, amenity="marketplace", name="กาดใต้")
    town.node(150, -5, amenity="bank")
    town.node(60, -5, disused__amenity="school", name="โรงเรียนเก่า")
    town.way(
        *(town.node(*corner) for corner in ((-150, 30), (500, 30), (500, 80), (-150, 80))),
        natural="water", name="แม่น้ำ",
    )  # fmt: skip
    refs, tags = town.ways[len(town.ways)]
    town.ways[len(town.ways)] = ([*refs, refs[0]], tags)
    border = town.square(-100, -100, 600, boundary="administrative", admin_level="8")
    town.relation(("way", border, "outer"), type="boundary", boundary="administrative",
                  admin_level="8", name="ตำบลเมือง", ref="500101")  # fmt: skip
    return town
