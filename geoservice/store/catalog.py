"""What is published: the one catalog that OGC endpoints, tiles, exports and pages read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from geoservice.store import words

ValueType = Literal["string", "integer", "number", "boolean", "datetime", "array"]


@dataclass(frozen=True)
class Property:
    """A property of a collection's features.

    `enum` closes its values. A queryable property is also a parameter of the same name, or of the
    name `parameter`; an array matches if it holds one of the values asked for. `unit` is of the
    Unified Code for Units of Measure (UCUM). `read_only`: the store sets it, no editor does.
    """

    type: ValueType
    title_th: str
    title_en: str
    enum: tuple[str, ...] = ()
    queryable: bool = True
    format: str = ""
    unit: str = ""
    read_only: bool = False

    def title(self, language: str) -> str:
        """Return what people call it."""
        return self.title_en if language == "en" else self.title_th


@dataclass(frozen=True)
class Collection:
    """A published collection of features.

    `view` is in schema `published`; `layers` name the versions (table layer_version) that its
    answers hang on; `tiles` is the SQL function that draws a tile of it, from `minzoom` to
    `maxzoom`; `buffered` where a tile draws what lies just over its edge too; `editable` where
    curators write its features.
    """

    id: str
    title_th: str
    title_en: str
    description_th: str
    description_en: str
    view: str
    layers: tuple[str, ...]
    geometry: str
    properties: Mapping[str, Property]
    tiles: str
    tile_properties: tuple[str, ...]
    minzoom: int = 0
    maxzoom: int = 24
    buffered: bool = True
    searchable: bool = False
    has_hours: bool = False
    clustered: bool = False  # a tile's feature may stand for several
    editable: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)

    def title(self, language: str) -> str:
        """Return its name."""
        return self.title_en if language == "en" else self.title_th

    def description(self, language: str) -> str:
        """Return what it holds, in a sentence."""
        return self.description_en if language == "en" else self.description_th

    @property
    def queryables(self) -> dict[str, Property]:
        """Return the properties one can ask by."""
        return {name: each for name, each in self.properties.items() if each.queryable}


def _text(
    title_th: str,
    title_en: str,
    *,
    queryable: bool = True,
    format: str = "",
    read_only: bool = False,
) -> Property:
    return Property(
        "string", title_th, title_en, queryable=queryable, format=format, read_only=read_only
    )


def _word(title_th: str, title_en: str, enum: tuple[str, ...]) -> Property:
    return Property("string", title_th, title_en, enum=enum)


_CITY = _text("เมือง", "City")
_NAME_TH = _text("ชื่อภาษาไทย", "Thai name")
_NAME_EN = _text("ชื่อภาษาอังกฤษ", "English name")
_SOURCE = _text("แหล่งที่มา", "Source", read_only=True)
_SOURCE_ID = _text("รหัสในแหล่งที่มา", "Identifier in the source", read_only=True)
_UPDATED = Property("datetime", "แก้ไขล่าสุด", "Last changed", format="date-time", read_only=True)

SPACES = Collection(
    id="spaces",
    title_th="พื้นที่การเรียนรู้",
    title_en="Learning spaces",
    description_th="สถานที่ที่ผู้คนเรียนรู้ เช่น วัด โรงเรียน ห้องสมุด พิพิธภัณฑ์ ตลาด และสวน",
    description_en="Places where people learn: temples, schools, libraries, museums, parks.",
    view="space",
    layers=("spaces",),
    geometry="Point",
    properties={
        "city": _CITY,
        "kind": _word("ประเภท", "Kind", words.KINDS),
        "subkind": _text("ประเภทย่อย", "Kind in detail"),
        "religion": _text("ศาสนา", "Religion"),
        "name_th": _NAME_TH,
        "name_en": _NAME_EN,
        "other_names": Property("array", "ชื่ออื่น", "Other names"),
        "description_th": _text("คำอธิบายภาษาไทย", "Thai description", queryable=False),
        "description_en": _text("คำอธิบายภาษาอังกฤษ", "English description", queryable=False),
        "age_groups": Property("array", "ช่วงวัย", "Age groups", enum=words.AGE_GROUPS),
        "agendas": Property("array", "วาระเมือง", "Agendas of the city"),
        "opening_hours": _text("เวลาทำการ", "Opening hours"),
        "capacity": Property("integer", "ความจุ (คน)", "Capacity (people)", unit="{person}"),
        "wheelchair": _word("รถเข็น", "Wheelchair", words.WHEELCHAIR),
        "website": _text("เว็บไซต์", "Website", format="uri"),
        "phone": _text("โทรศัพท์", "Telephone"),
        "email": _text("อีเมล", "E-mail"),
        "address": _text("ที่อยู่", "Address"),
        "operator": _text("ผู้ดูแล", "Operator"),
        "wikidata": _text("รหัสวิกิสนเทศ", "Wikidata id"),
        "source": _SOURCE,
        "source_id": _SOURCE_ID,
        "version": Property("integer", "รุ่นของข้อมูล", "Version", read_only=True),
        "updated_at": _UPDATED,
    },
    tiles="tile_spaces",
    tile_properties=("kind", "subkind", "name_th", "name_en", "wheelchair"),
    buffered=False,
    searchable=True,
    has_hours=True,
    clustered=True,
    editable=True,
    parameters={"age_group": "age_groups", "agenda": "agendas"},
)

DISTRICTS = Collection(
    id="districts",
    title_th="เขตการปกครอง",
    title_en="Districts",
    description_th="จังหวัด อำเภอ และตำบลของเมือง",
    description_en="The provinces, amphoe and tambon of a city.",
    view="district",
    layers=("districts",),
    geometry="MultiPolygon",
    properties={
        "city": _CITY,
        "level": _word("ระดับ", "Level", words.LEVELS),
        "code": _text("รหัส", "Code"),
        "name_th": _NAME_TH,
        "name_en": _NAME_EN,
        "source": _SOURCE,
        "updated_at": _UPDATED,
    },
    tiles="tile_districts",
    tile_properties=("city", "level", "code", "name_th", "name_en"),
)

STREETS = Collection(
    id="streets",
    title_th="ถนนและทางเดิน",
    title_en="Streets and paths",
    description_th="ถนนและทางที่เดินได้ ตัดเป็นช่วงระหว่างทางแยก",
    description_en="Walkable streets and paths, in pieces from junction to junction.",
    view="street",
    layers=("streets",),
    geometry="LineString",
    properties={
        "city": _CITY,
        "source_id": _SOURCE_ID,
        "component": Property("integer", "โครงข่ายย่อยที่", "Connected part"),
        "metres": Property("number", "ความยาว (เมตร)", "Length (metres)", unit="m"),
        "highway": _text("ชั้นของถนน", "Class"),
        "name_th": _NAME_TH,
        "name_en": _NAME_EN,
        "steps": Property("boolean", "เป็นบันได", "Steps"),
        "surface": _text("ผิวทาง", "Surface"),
        "smoothness": _text("ความเรียบ", "Smoothness"),
        "width": Property("number", "ความกว้าง (เมตร)", "Width (metres)", unit="m"),
        "incline": Property("number", "ความชัน (ร้อยละ)", "Incline (per cent)", unit="%"),
        "lit": Property("boolean", "มีไฟส่องสว่าง", "Lit"),
        "covered": Property("boolean", "มีหลังคา", "Covered"),
        "bridge": Property("boolean", "เป็นสะพาน", "Bridge"),
        "tunnel": Property("boolean", "เป็นอุโมงค์", "Tunnel"),
        "layer": Property("integer", "ชั้นซ้อน", "Layer"),
        "sidewalk": _text("ทางเท้า", "Sidewalk"),
        "crossing": _text("ทางข้าม", "Crossing"),
        "wheelchair": _text("รถเข็น", "Wheelchair"),
        "foot": _text("การเดินเท้า", "On foot"),
        "oneway_foot": Property("integer", "เดินทางเดียว", "One way on foot"),
    },
    tiles="tile_streets",
    tile_properties=(
        *("highway", "name_th", "name_en", "steps", "bridge", "tunnel", "layer", "covered", "lit"),
    ),
)

BASEMAP = Collection(
    id="basemap",
    title_th="แผนที่ฐาน",
    title_en="Basemap",
    description_th="แหล่งน้ำ พื้นที่สีเขียว และอาคาร",
    description_en="Water, green areas and buildings.",
    view="basemap",
    layers=("basemap",),
    geometry="MultiPolygon",
    properties={
        "city": _CITY,
        "class": _word("ชนิด", "Class", words.BASEMAP_CLASSES),
        "name_th": _NAME_TH,
        "name_en": _NAME_EN,
        "layer": Property("integer", "ชั้นซ้อน", "Layer"),
    },
    tiles="tile_basemap",
    tile_properties=("class", "name_th", "name_en", "layer"),
)

COLLECTIONS: Mapping[str, Collection] = {
    each.id: each for each in (SPACES, DISTRICTS, STREETS, BASEMAP)
}
