"""A planned walk as KML 2.2 (OGC 07-147r2): a folder of stops and a folder of legs."""

import html

from geoservice.ecology.planner import PlannedWalk
from geoservice.language import translate
from geoservice.publish.walks import xml_text
from geoservice.publish.walks.documents import position
from geoservice.publish.walks.texts import leg_title, stop_texts, walk_summary, walk_title
from geoservice.publish.walks.words import say_duration
from geoservice.publish.walks.xml_text import Element, add
from geoservice.walk.directions import say_metres
from geoservice.walk.itinerary import Leg, Place, Stop

MEDIA_TYPE = "application/vnd.google-earth.kml+xml"
NAMESPACE = "http://www.opengis.net/kml/2.2"
_LINE_COLOUR = "ffb06a1f"  # alpha, blue, green, red
_LINE_WIDTH = "5"


def walk_kml(planned: PlannedWalk, language: str, *, link: str) -> bytes:
    """Return a walk as a KML document, its names and texts in `language`."""
    root = Element("kml", {"xmlns": NAMESPACE, "xmlns:atom": "http://www.w3.org/2005/Atom"})
    document = add(root, "Document")
    add(document, "name", walk_title(planned, language))
    add(document, "open", "1")
    add(document, "atom:link", href=link)
    credit = f"{walk_summary(planned, language)} {planned.city.attribution}".strip()
    _add_description(document, credit)
    _add_style(document)
    folder = add(document, "Folder")
    add(folder, "name", translate("Stops", language))
    for text, stop in zip(stop_texts(planned, language), planned.walk.stops, strict=True):
        placemark = add(folder, "Placemark", id=f"stop-{text.number}")
        add(placemark, "name", text.title)
        _add_description(placemark, text.whole)
        _add_stay(placemark, stop)
        add(add(placemark, "Point"), "coordinates", _coordinates(stop.candidate.place))
    folder = add(document, "Folder")
    add(folder, "name", translate("The way", language))
    for number, leg in enumerate(planned.walk.legs, 1):
        _add_leg(folder, planned, leg, number=number, language=language)
    return xml_text.write(root)


def _add_leg(
    folder: Element, planned: PlannedWalk, leg: Leg, *, number: int, language: str
) -> None:
    placemark = add(folder, "Placemark", id=f"leg-{number}")
    add(placemark, "name", leg_title(planned, number, language))
    steps = [step.text_en if language == "en" else step.text_th for step in leg.steps]
    cost = f"{say_metres(leg.metres, language)}, {say_duration(leg.seconds, language)}"
    _add_description(placemark, "\n".join([cost, *steps]))
    add(placemark, "styleUrl", "#way")
    line = add(placemark, "LineString")
    add(line, "tessellate", "1")
    add(line, "coordinates", " ".join(map(_coordinates, leg.coordinates)))


def _add_style(document: Element) -> None:
    style = add(add(document, "Style", id="way"), "LineStyle")
    add(style, "color", _LINE_COLOUR)
    add(style, "width", _LINE_WIDTH)


def _add_stay(placemark: Element, stop: Stop) -> None:
    span = add(placemark, "TimeSpan")
    add(span, "begin", stop.arrive.isoformat())
    add(span, "end", stop.leave.isoformat())


def _add_description(parent: Element, text: str) -> None:
    """Add a description; globes show it as HTML, so what looks like markup must not be any."""
    add(parent, "description", html.escape(text, quote=False))


def _coordinates(place: Place) -> str:
    lon, lat = position(place)
    return f"{lon:.7f},{lat:.7f}"
