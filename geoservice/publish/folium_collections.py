"""Any collection, filtered, as a map of folium that is one file.

Importing folium takes more than a second: import this module where it is needed.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import Any

import folium
import shapely
from sqlalchemy.orm import Session

from geoservice.errors import InputError
from geoservice.paths import STATIC
from geoservice.publish.areas import Area
from geoservice.publish.exports.about import read_about
from geoservice.publish.exports.asked import AskedExport
from geoservice.publish.exports.formats import DEFAULT, FORMATS
from geoservice.publish.feature_query import FeatureQuery
from geoservice.publish.features import read_page, read_version
from geoservice.publish.filters import Filter
from geoservice.publish.folium_map import Feature, MapAbout, MapLayer, Style, make_map
from geoservice.publish.grid import Box
from geoservice.publish.paging import Page
from geoservice.publish.walks.words import in_language
from geoservice.store.catalog import BASEMAP, STREETS, Collection, Property
from geoservice.store.labels import VOCABULARIES

MOST_FEATURES = 20_000
_MOST_GROUND = 3_000
_ROOM = 0.001  # degrees, about 100 m
_ACCENT = "#0b6b58"
_EDGE = "#b3aa98"  # of water, green and buildings
_GROUND = {"water": "#bcd9e8", "green": "#dbe8cb", "building": "#e8e1d5"}
_MAIN_STREETS = ("motorway", "trunk", "primary", "secondary", "tertiary")
_PARTED_BY = ("kind", "class", "level")
_NAMES = (("name_th", "name_en"), ("title_th", "title_en"))
_NOT_TOLD = ("city", "source", "source_id", "version", "updated_at", "space_id", "partner_id")
_KIND_COLOUR = re.compile(r"--kind-(?!ink)(\w+): (#[0-9a-f]{6});")
_NO_FILTER = Filter()


def collection_map(
    session: Session,
    collection: Collection,
    asked: Filter = _NO_FILTER,
    *,
    language: str = "th",
) -> folium.Map:
    """Return the features that match, each kind as a layer, over water, green and main streets.

    InputError where nothing with a place matches, or more than 20,000 features do.
    """
    found = _read(session, collection, asked, most=MOST_FEATURES + 1)
    if not found or len(found) > MOST_FEATURES:
        raise _not_drawn(collection, found)
    box = _around(found)
    credit = _credit(session, collection, asked)
    layers = [*_ground(session, collection, box), *_layers(collection, found, language)]
    return make_map(layers, MapAbout(collection.title(language), credit, box, language=language))


def _credit(session: Session, collection: Collection, asked: Filter) -> str:
    """Return whom the features are owed to, and what is drawn under them."""
    own, ground = (
        read_about(
            session,
            AskedExport(each, FORMATS[DEFAULT], matching, tuple(each.properties)),
            read_version(session, each),
        )
        for each, matching in ((collection, asked), (BASEMAP, _NO_FILTER))
    )
    parts = (own.credit, "" if ground.attribution in own.credit else ground.attribution)
    return " · ".join(filter(None, parts))


def _not_drawn(collection: Collection, found: Sequence[Feature]) -> InputError:
    if found:
        return InputError(
            "More than {most} features of {collection} match, too many for a map that is one file; "
            "choose a part of them.",
            most=f"{MOST_FEATURES:,}",
            collection=collection.id,
        )
    return InputError(
        "No feature of {collection} with a place matches, so there is nothing to draw.",
        collection=collection.id,
    )


def _read(session: Session, collection: Collection, asked: Filter, *, most: int) -> list[Feature]:
    page = read_page(session, FeatureQuery(collection, asked, Page(limit=most)))
    features = [json.loads(text) for text in page.features]
    return [each for each in features if each["geometry"]]


def _around(found: Sequence[Feature]) -> Box:
    """Return the box around features, with a little room that shows where one is."""
    shapes = [shapely.geometry.shape(each["geometry"]) for each in found]
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    return Box(west - _ROOM, south - _ROOM, east + _ROOM, north + _ROOM)


def _ground(session: Session, collection: Collection, box: Box) -> Iterator[MapLayer]:
    """Yield what lies under the features, so that one knows where one is."""
    if collection != BASEMAP:
        wanted = Filter(values=(("class", ("green", "water")),), area=Area(box))
        under = _read(session, BASEMAP, wanted, most=_MOST_GROUND)
        yield MapLayer(under, lambda each: _area(_GROUND[each["properties"]["class"]]))
    if collection != STREETS:
        wanted = Filter(values=(("highway", _MAIN_STREETS),), area=Area(box))
        streets = _read(session, STREETS, wanted, most=_MOST_GROUND)
        yield MapLayer(streets, lambda _: {"color": "#ffffff", "weight": 3, "interactive": False})


def _layers(collection: Collection, found: Sequence[Feature], language: str) -> Iterator[MapLayer]:
    def text(each: Feature) -> str:
        return _say(collection, each["properties"], language)

    name = next((each for each in _PARTED_BY if each in collection.properties), None)
    if name is None:
        yield MapLayer(found, _style, collection.title(language), text)
        return
    for label in VOCABULARIES[collection.properties[name].vocabulary or name]:
        part = [each for each in found if each["properties"][name] == label.id]
        yield MapLayer(part, _style, label.title(language), text)


def _say(collection: Collection, properties: Mapping[str, Any], language: str) -> str:
    """Return what is told of a feature: its name, then what else is known, a line each."""
    names = next((pair for pair in _NAMES if pair[0] in collection.properties), ("", ""))
    name = in_language(language, *(properties.get(each) for each in names))
    told = [
        f"{about.title(language)}: {_value(each, about, properties[each], language)}"
        for each, about in collection.properties.items()
        if each not in (*_NOT_TOLD, *names) and properties.get(each) not in (None, "", [], False)
    ]
    return "\n".join([name, *told] if name else told)


def _value(name: str, about: Property, value: Any, language: str) -> str:
    if about.type == "datetime":
        return f"{datetime.fromisoformat(value).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return _word(about.vocabulary or name, value, language)


def _word(name: str, value: Any, language: str) -> str:
    if isinstance(value, list):
        return ", ".join(_word(name, each, language) for each in value)
    titles = {label.id: label.title(language) for label in VOCABULARIES.get(name, ())}
    return titles.get(value, "✓" if value is True else str(value))


def _style(feature: Feature) -> Style:
    properties = feature["properties"]
    colour = kind_colours().get(properties.get("kind", ""), _ACCENT)
    if feature["geometry"]["type"].endswith("Point"):
        return {"color": "#ffffff", "weight": 1, "fill": True, "fillColor": colour,
                "fillOpacity": 1.0, "radius": 6}  # fmt: skip
    if feature["geometry"]["type"].endswith("LineString"):
        return {"color": colour, "weight": 2}
    if properties.get("class") in _GROUND:
        return {"color": _EDGE, "weight": 0.5, "fillColor": _GROUND[properties["class"]],
                "fillOpacity": 1.0}  # fmt: skip
    return {"color": colour, "weight": 1, "fillColor": colour, "fillOpacity": 0.12}


def _area(colour: str) -> Style:
    return {"stroke": False, "fillColor": colour, "fillOpacity": 1.0, "interactive": False}


@cache
def kind_colours() -> Mapping[str, str]:
    """Return the colour of each kind of space on the light map, from the pages' style sheet."""
    sheet = (STATIC / "css" / "colours.css").read_text("utf-8")
    light = sheet.split("}")[0]
    return dict(_KIND_COLOUR.findall(light))
