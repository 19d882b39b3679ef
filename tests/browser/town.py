"""A town of 1.6 km made by hand: every kind of space, a few streets, a river with two bridges."""

from dataclasses import dataclass, field
from itertools import pairwise

from pyproj import Geod
from shapely import LineString, MultiPolygon, Point, Polygon, box

from geoservice.store.database import Database
from geoservice.store.models import BasemapArea, City, District, Space, StreetEdge, StreetNode

LON, LAT = 98.98, 18.79  # the crossing in the middle
STEP = 0.001  # about 105 m east, 111 m north


@dataclass(frozen=True)
class Place:
    """A learning space, `east` and `north` of the crossing in steps."""

    kind: str
    name_th: str | None
    name_en: str | None
    east: float
    north: float
    more: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Street:
    """A street through `corners` (steps east and north); it meets others where they share one."""

    name_th: str
    name_en: str
    corners: tuple[tuple[float, float], ...]
    highway: str = "residential"
    steps: bool = False


STREETS = (
    Street(
        "ถนนใหญ่",
        "Main Road",
        ((-7, 0), (-5, 0), (-2, 0), (0, 0), (3, 0), (5, 0), (7, 0)),
        highway="primary",
    ),
    Street("ถนนสะพาน", "Bridge Street", ((0, -7), (0, -4), (0, 0), (0, 3), (0, 7))),
    Street("ถนนเหนือ", "North Street", ((-5, 3), (-2, 3), (0, 3), (3, 3), (5, 3))),
    Street("ถนนใต้", "South Street", ((-5, -4), (-2, -4), (0, -4), (2, -4), (5, -4))),
    Street("ถนนตลาด", "Market Street", ((-5, 0), (-5, 3))),
    Street("ซอยวัด", "Temple Lane", ((-2, 0), (-2, 3))),
    Street("ซอยโรงเรียน", "School Lane", ((3, 0), (3, 3))),
    Street("ถนนช่าง", "Makers Street", ((5, 3), (5, 0), (5, -4))),
    Street("บันไดท่าน้ำ", "Landing Steps", ((-2, 0), (-1, -1)), highway="steps", steps=True),
)
EVERY_AGE = ["early_childhood", "child", "youth", "adult", "senior"]
PLACES = (
    Place(
        "library",
        "ห้องสมุดประชาชนเมืองจำลอง",
        "Model Town Public Library",
        1,
        1,
        {
            "opening_hours": "24/7",
            "wheelchair": "yes",
            "age_groups": EVERY_AGE,
            "website": "https://library.example.org/",
            "phone": "+66 53 123 456",
            "address": "12 ถนนใหญ่",
            "operator": "เทศบาลเมืองจำลอง",
            "capacity": 120,
            "wikidata": "Q42",
            "description_th": "ห้องสมุดกลางเมือง",
            "description_en": "The library in the middle of the town",
            "rank": 0.9,
        },
    ),
    Place("temple", "วัดสวนดอกไม้", "Wat Suan Dokmai", -2, 2, {"religion": "buddhist", "rank": 0.8}),
    Place("temple", "มัสยิดกลางเมือง", "Central Mosque", -2, -3, {"religion": "muslim"}),
    Place(
        "school",
        "โรงเรียนบ้านเหนือ",
        "Ban Nuea School",
        3,
        3,
        {"age_groups": ["child"], "opening_hours": "Mo-Fr 08:00-16:00; PH off"},
    ),
    Place("university", "มหาวิทยาลัยเมืองจำลอง", "Model Town University", -4, 0, {"rank": 0.7}),
    Place(
        "hospital", "โรงพยาบาลเมืองจำลอง", "Model Town Hospital", 4, -1, {"wheelchair": "limited"}
    ),
    Place("museum", "พิพิธภัณฑ์พื้นถิ่น", "Museum of the Valley", 2, -3, {"wheelchair": "no"}),
    Place("community_centre", "ศูนย์ศิลปะริมน้ำ", "Riverside Arts Centre", -1, -1),
    Place("government", "เทศบาลเมืองจำลอง", "Town Hall", 0, 4),
    Place("company", "บริษัทช่างคิด", "Maker Company", 5, 2),
    Place("bank", "ธนาคารออมสุข", "Savings Bank", 5, -4),
    Place("market", "ตลาดเช้า", "Morning Market", -5, 3, {"opening_hours": "24/7"}),
    Place("park", "สวนหลวง", "King's Park", -5, -4, {"age_groups": EVERY_AGE}),
    Place("sage", "ครูคำแปง ช่างทอ", None, 0, -5),
    # two in one house, which no zoom can part
    Place("school", "โรงเรียนดนตรี ชั้นหนึ่ง", "Music School", 6, 5),
    Place("company", "ร้านเครื่องดนตรี ชั้นสอง", "Instrument Makers", 6, 5),
)


def build_town(database: Database, slug: str = "model-town") -> None:
    """Store the town."""
    with database.writing() as session:
        edge = box(*_corner(-8, -8), *_corner(8, 8))
        city = City(
            slug=slug,
            name_th="เมืองจำลอง",
            name_en="Model Town",
            attribution="© OpenStreetMap contributors",
            geom=_wkt(MultiPolygon([edge])),
        )
        session.add(city)
        session.flush()
        session.add_all(_space(city.id, place, number) for number, place in enumerate(PLACES))
        session.add_all(_districts(city.id))
        session.add_all(_basemap(city.id))
        session.flush()
        _streets(session, city.id)


def _space(city_id: int, place: Place, number: int) -> Space:
    return Space(
        city_id=city_id,
        kind=place.kind,
        name_th=place.name_th,
        name_en=place.name_en,
        source="osm",
        source_id=f"node/{number + 1}",
        geom=_wkt(Point(_corner(place.east, place.north))),
        **place.more,
    )


def _districts(city_id: int) -> list[District]:
    named = (
        ("amphoe", "TH9901", "เมืองจำลอง", "Mueang Chamlong", (-8, -8, 8, 8)),
        ("tambon", "TH990101", "ตะวันตก", "West", (-8, -8, 0, 8)),
        ("tambon", "TH990102", "ตะวันออก", "East", (0, -8, 8, 8)),
    )
    return [
        District(
            city_id=city_id,
            level=level,
            code=code,
            name_th=name_th,
            name_en=name_en,
            source="test",
            geom=_wkt(MultiPolygon([box(*_corner(*sides[:2]), *_corner(*sides[2:]))])),
        )
        for level, code, name_th, name_en, sides in named
    ]


def _basemap(city_id: int) -> list[BasemapArea]:
    river = Polygon([_corner(*at) for at in ((-8, -2.2), (8, -2.4), (8, -2), (-8, -1.8))])
    park = box(*_corner(-6, -5), *_corner(-4, -3))
    houses = [box(*_corner(x, 0.2), *_corner(x + 0.5, 0.7)) for x in range(-6, 6)]
    areas = [("water", "แม่น้ำสายกลาง", river), ("green", "สวนหลวง", park)]
    areas += [("building", None, house) for house in houses]
    return [
        BasemapArea(
            city_id=city_id,
            class_=kind,
            source_id=str(number),
            name_th=name,
            area=shape.area * 1.2e10,
            geom=_wkt(MultiPolygon([shape])),
        )
        for number, (kind, name, shape) in enumerate(areas)
    ]


def _streets(session, city_id: int) -> None:
    corners = {corner for street in STREETS for corner in street.corners}
    nodes = {
        at: StreetNode(
            city_id=city_id, source_id=f"{at}", component=0, geom=_wkt(Point(_corner(*at)))
        )
        for at in sorted(corners)
    }
    session.add_all(nodes.values())
    session.flush()
    for street in STREETS:
        for piece, ends in enumerate(pairwise(street.corners)):
            line = LineString([_corner(*at) for at in ends])
            session.add(
                StreetEdge(
                    city_id=city_id,
                    source_id=street.name_en,
                    piece=piece,
                    from_node=nodes[ends[0]].id,
                    to_node=nodes[ends[1]].id,
                    component=0,
                    metres=Geod(ellps="WGS84").geometry_length(line),
                    highway=street.highway,
                    name_th=street.name_th,
                    name_en=street.name_en,
                    steps=street.steps,
                    geom=_wkt(line),
                )
            )


def _corner(east: float, north: float) -> tuple[float, float]:
    return LON + east * STEP, LAT + north * STEP


def _wkt(shape) -> str:
    return f"SRID=4326;{shape.wkt}"
