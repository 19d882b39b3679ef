"""What a published collection is, and what its properties are."""

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
    `vocabulary` names the labels of its words where that is not its own name.
    """

    type: ValueType
    title_th: str
    title_en: str
    enum: tuple[str, ...] = ()
    queryable: bool = True
    format: str = ""
    unit: str = ""
    read_only: bool = False
    vocabulary: str = ""

    def title(self, language: str) -> str:
        """Return what people call it."""
        return self.title_en if language == "en" else self.title_th


@dataclass(frozen=True)
class Collection:
    """A published collection of features.

    `view` is in schema `published`; `layers` name the versions (table layer_version) that its
    answers hang on; `tiles` is the SQL function that draws a tile of it, from `minzoom` to
    `maxzoom`; `buffered` where a tile draws what lies just over its edge too; `editable` where
    curators write its features; `placed` where a feature's place is its own, not its space's;
    `written_here` where people wrote its texts here, so that no source's licence covers them.
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
    placed: bool = True
    written_here: bool = False
    parameters: Mapping[str, str] = field(default_factory=dict)
    kept_in_order: tuple[str, ...] = ()  # properties by which an index keeps the rows in order

    def title(self, language: str) -> str:
        """Return its name."""
        return self.title_en if language == "en" else self.title_th

    def description(self, language: str) -> str:
        """Return what it holds, in a sentence."""
        return self.description_en if language == "en" else self.description_th

    @property
    def is_areal(self) -> bool:
        """Return whether its features are areas."""
        return "Polygon" in self.geometry

    @property
    def queryables(self) -> dict[str, Property]:
        """Return the properties one can ask by."""
        return {name: each for name, each in self.properties.items() if each.queryable}

    @property
    def editable_properties(self) -> tuple[str, ...]:
        """Return the properties that a curator may set; no feature changes its city."""
        return tuple(
            name for name, each in self.properties.items() if not each.read_only and name != "city"
        )


def text(
    title_th: str,
    title_en: str,
    *,
    queryable: bool = True,
    format: str = "",
    read_only: bool = False,
) -> Property:
    """Return a property that is a text."""
    return Property(
        "string", title_th, title_en, queryable=queryable, format=format, read_only=read_only
    )


def word(title_th: str, title_en: str, enum: tuple[str, ...]) -> Property:
    """Return a property that is one word of a closed list."""
    return Property("string", title_th, title_en, enum=enum)


def array(title_th: str, title_en: str, enum: tuple[str, ...] = ()) -> Property:
    """Return a property of several words."""
    return Property("array", title_th, title_en, enum=enum)


CITY = text("เมือง", "City")
NAME_TH = text("ชื่อภาษาไทย", "Thai name")
NAME_EN = text("ชื่อภาษาอังกฤษ", "English name")
AGE_GROUPS = array("ช่วงวัย", "Age groups", words.AGE_GROUPS)
AGENDAS = array("วาระเมือง", "Agendas of the city")
VERSION = Property("integer", "รุ่นของข้อมูล", "Version", read_only=True)
UPDATED = Property("datetime", "แก้ไขล่าสุด", "Last changed", format="date-time", read_only=True)
