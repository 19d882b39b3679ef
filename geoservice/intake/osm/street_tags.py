"""What the tags of a street say, as values: widths in metres, inclines in per cent."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from geoservice.intake.osm.names import read_names
from geoservice.intake.osm.walking import oneway_foot, walkable_class

Tags = Mapping[str, str]
_FEET = 0.3048
_NUMBER = r"(\d+(?:\.\d+)?)"
_METRES = re.compile(rf"^{_NUMBER}\s*(m|metres?|meters?|cm|km|ft|feet)?$")
_FEET_INCHES = re.compile(rf"^{_NUMBER}'\s*(?:{_NUMBER}\")?$")
_RANGE = re.compile(rf"^{_NUMBER}\s*[-–;]\s*{_NUMBER}\s*(m)?$")
_UNITS = {None: 1.0, "m": 1.0, "cm": 0.01, "km": 1000.0, "ft": _FEET, "feet": _FEET}
_INCLINE = re.compile(rf"^([+-]?)\s*{_NUMBER}\s*(%|°|deg)?$")
_STEEPEST_PER_CENT = 100.0
# https://wiki.openstreetmap.org/wiki/Key:lit
_LIT = {"yes": True, "24/7": True, "automatic": True, "limited": True, "interval": True,
        "sunset-sunrise": True, "dusk-dawn": True, "operating_times": True,
        "no": False, "disused": False}  # fmt: skip
_COVERED = {"yes": True, "arcade": True, "colonnade": True, "no": False}
_PRESENT = {"yes", "separate"}


@dataclass(frozen=True)
class StreetTags:
    """The attributes of a street piece, None where unmapped; see the table street_edge."""

    highway: str
    name_th: str | None
    name_en: str | None
    steps: bool
    step_count: int | None
    surface: str | None
    smoothness: str | None
    width: float | None
    incline: float | None
    uphill: int | None
    lit: bool | None
    covered: bool | None
    bridge: bool
    tunnel: bool
    layer: int
    sidewalk: str | None
    crossing: str | None
    wheelchair: str | None
    access: str | None
    foot: str | None
    oneway_foot: int


def read_street_tags(tags: Tags) -> StreetTags:
    """Return the attributes of a way one may walk on."""
    names = read_names(tags)
    highway = walkable_class(tags) or "path"
    return StreetTags(
        highway=highway,
        name_th=names.th,
        name_en=names.en,
        steps=highway == "steps",
        step_count=_count(tags.get("step_count")),
        surface=tags.get("surface"),
        smoothness=tags.get("smoothness"),
        width=read_width(tags.get("width") or tags.get("est_width")),
        incline=read_incline(tags.get("incline")),
        uphill=read_uphill(tags.get("incline")),
        lit=_LIT.get(tags.get("lit", "")),
        covered=True if tags.get("tunnel") == "building_passage" else _covered(tags),
        bridge=tags.get("bridge", "no") != "no",
        tunnel=tags.get("tunnel", "no") != "no",
        layer=read_layer(tags.get("layer")),
        sidewalk=_sidewalk(tags),
        crossing=_crossing(tags),
        wheelchair=tags.get("wheelchair"),
        access=tags.get("access"),
        foot=tags.get("foot"),
        oneway_foot=oneway_foot(tags),
    )


def read_width(text: str | None) -> float | None:
    """Return a width in metres ("1.5", "1.5 m", "6'"; of "2-3" the smaller), or None.

    See https://wiki.openstreetmap.org/wiki/Key:width.
    """
    value = (text or "").strip().lower().replace(",", ".")
    if match := _METRES.match(value):
        metres = float(match[1]) * _UNITS.get(match[2], 1.0)
    elif match := _FEET_INCHES.match(value):
        metres = (float(match[1]) + float(match[2] or 0) / 12) * _FEET
    elif match := _RANGE.match(value):
        metres = min(float(match[1]), float(match[2]))
    else:
        return None
    return round(metres, 3) if 0 < metres < 1000 else None


def read_incline(text: str | None) -> float | None:
    """Return an incline in per cent along the way ("5%", "-5°"), or None: "up" is no figure.

    See https://wiki.openstreetmap.org/wiki/Key:incline. A bare number counts as per cent.
    """
    match = _INCLINE.match((text or "").strip().replace(",", ".").replace("−", "-"))
    if not match:
        return None
    figure = float(match[2])
    if match[3] in ("°", "deg"):
        if figure >= 90:
            return None
        figure = math.tan(math.radians(figure)) * 100
    if figure > _STEEPEST_PER_CENT:
        return None
    return round(-figure if match[1] == "-" else figure, 2)


def read_uphill(text: str | None) -> int | None:
    """Return 1 where a way climbs along its line, -1 where it falls, None where nobody says."""
    said = {"up": 1, "down": -1}.get((text or "").strip())
    figure = read_incline(text)
    return said or (int(math.copysign(1, figure)) if figure else None)


def read_layer(text: str | None) -> int:
    """Return the layer, 0 where untagged or nonsense."""
    match = re.match(r"^\s*([+-]?\d{1,2})\s*$", text or "")
    return int(match[1]) if match else 0


def _count(text: str | None) -> int | None:
    return (
        int(text) if text and text.isascii() and text.isdigit() and 0 < int(text) < 10_000 else None
    )


def _covered(tags: Tags) -> bool | None:
    return _COVERED.get(tags.get("covered", ""))


def _sidewalk(tags: Tags) -> str | None:
    """Return the sidewalk tag, the older and the newer way of tagging made one."""
    if value := tags.get("sidewalk") or tags.get("sidewalk:both"):
        return "both" if value == "yes" and "sidewalk" not in tags else value
    left, right = tags.get("sidewalk:left"), tags.get("sidewalk:right")
    sides = (left in _PRESENT, right in _PRESENT)
    known = {(True, True): "both", (True, False): "left", (False, True): "right"}
    return known.get(sides, "no" if left or right else None)


def _crossing(tags: Tags) -> str | None:
    is_crossing = any(tags.get(key) == "crossing" for key in ("footway", "path", "cycleway"))
    return tags.get("crossing") or ("yes" if is_crossing else None)
