"""The map of a report: districts by their share, streets out of reach, the spaces that count."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from geoservice.coverage.asked import HEXAGONS
from geoservice.coverage.figures import DistrictFigures
from geoservice.coverage.report import Report
from geoservice.coverage.report_ground import Spot
from geoservice.language import translate
from geoservice.publish.coverage.report_texts import say_missed
from geoservice.publish.coverage.texts import say_district, say_share
from geoservice.publish.grid import Box
from geoservice.publish.walks.words import in_language
from geoservice.store.labels import KINDS

if TYPE_CHECKING:
    import folium

    from geoservice.publish.folium_map import MapLayer, MapParts

# Dark is little, light is much, for all kinds of colour vision and in grey: viridis
# (van der Walt & Smith 2015), as on the planner's page.
SHADES = ("#440f56", "#3e4a89", "#238a8d", "#57c566", "#f4e12e")
UNKNOWN_SHADE = "#d9d4c8"
BEYOND, SPOT = "#d1390d", "#1b1a17"
_WATER, _GREEN, _WITHIN = "#b5d7ea", "#d5e8c8", "#ffffff"
_MANY = 150  # spots; more are drawn smaller
_FINE = 5  # decimals of a degree: a metre
_TITLES = {label.id: label for label in KINDS}
Feature = dict[str, Any]


def shade_of(share: float | None) -> str:
    """Return the colour of a share: five classes of a fifth each."""
    if share is None:
        return UNKNOWN_SHADE
    return SHADES[min(int(share * len(SHADES)), len(SHADES) - 1)]


def report_map(report: Report, language: str, *, title: str) -> "MapParts":
    """Return the map as parts of a page."""
    # folium takes more than a second to be imported
    from geoservice.publish.folium_map import map_parts  # noqa: PLC0415

    return map_parts(coverage_map(report, language, title=title))


def coverage_map(report: Report, language: str, *, title: str) -> "folium.Map":
    """Return coverage as a map of folium, which `save` keeps as one file."""
    from geoservice.publish.folium_map import MapAbout, make_map  # noqa: PLC0415

    box = Box(*report.ground.boundary.bounds)
    about = MapAbout(title, report.coverage.attribution, box, language)
    return make_map(_layers(report, language), about)


def _layers(report: Report, language: str) -> Iterable["MapLayer"]:
    from geoservice.publish.folium_map import MapLayer  # noqa: PLC0415

    ground = report.ground
    rows = {row.code: row for row in report.coverage.districts}
    shapes = {code: shape for code, shape in ground.districts.items() if code in rows}
    shares = {
        code: rows[code].share if report.counted else rows[code].street_share for code in shapes
    }
    texts = {code: _say(report, rows[code], language) for code in shapes}
    yield MapLayer(_features(ground.green), lambda _: _area(_GREEN, 1.0))
    yield MapLayer(_features(ground.water), lambda _: _area(_WATER, 1.0))
    yield MapLayer(
        [{**_feature(shape), "properties": {"code": code}} for code, shape in shapes.items()],
        lambda each: _district(shares[each["properties"]["code"]], report.coverage.level),
        translate("Districts", language),
        lambda each: texts[each["properties"]["code"]],
    )
    yield MapLayer(_features([ground.within]), lambda _: _line(_WITHIN, 1.0, 0.8))
    yield MapLayer(
        _features([ground.beyond]),
        lambda _: _line(BEYOND, 1.6, 0.9),
        translate("Streets out of reach", language),
    )
    yield MapLayer(_features([ground.boundary]), lambda _: _line(SPOT, 1.5, 0.9))
    yield MapLayer(
        [_spot(spot) for spot in ground.spots],
        lambda _: _dot(len(ground.spots)),
        translate("Learning spaces", language),
        lambda each: _say_spot(each["properties"]["spot"], language),
    )


def _say(report: Report, row: DistrictFigures, language: str) -> str:
    if report.counted:
        share = say_share(row.share, row.share_low, row.share_high)
    else:
        share = say_share(row.street_share)
    return "\n".join((say_district(row, language), share, say_missed(report, row, language)))


def _features(shapes: Iterable[BaseGeometry]) -> list[Feature]:
    return [_feature(shape) for shape in shapes if not shape.is_empty]


def _feature(shape: BaseGeometry) -> Feature:
    rounded = shapely.transform(shape, lambda points: points.round(_FINE))
    return {"type": "Feature", "geometry": mapping(rounded), "properties": {}}


def _spot(spot: Spot) -> Feature:
    place = [round(spot.lon, _FINE), round(spot.lat, _FINE)]
    geometry = {"type": "Point", "coordinates": place}
    return {"type": "Feature", "geometry": geometry, "properties": {"spot": spot}}


def _say_spot(spot: Spot, language: str) -> str:
    name = in_language(language, spot.name_th, spot.name_en)
    kind = _TITLES[spot.kind].title(language)
    return f"{name}\n{kind}" if name else kind


def _area(colour: str, opacity: float) -> Mapping[str, Any]:
    return {"stroke": False, "fillColor": colour, "fillOpacity": opacity, "interactive": False}


def _district(share: float | None, level: str) -> Mapping[str, Any]:
    return {
        "color": "#ffffff",
        "weight": 0.5 if level == HEXAGONS else 1.5,
        "fillColor": shade_of(share),
        "fillOpacity": 0.6,
    }


def _line(colour: str, weight: float, opacity: float) -> Mapping[str, Any]:
    return {
        "color": colour,
        "weight": weight,
        "opacity": opacity,
        "fill": False,
        "interactive": False,
    }


def _dot(among: int) -> Mapping[str, Any]:
    return {
        "radius": 3 if among <= _MANY else 2,
        "fill": True,
        "color": "#ffffff",
        "weight": 1,
        "fillColor": SPOT,
        "fillOpacity": 1.0,
    }
