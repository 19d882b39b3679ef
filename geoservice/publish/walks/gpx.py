"""A planned walk as GPX 1.1: the stops as waypoints with their texts, the way as a track.

Elements stand in the order of https://www.topografix.com/GPX/1/1/gpx.xsd, which is a sequence.
"""

from datetime import UTC, datetime

from geoservice.ecology.planner import PlannedWalk
from geoservice.publish.walks import xml_text
from geoservice.publish.walks.documents import position
from geoservice.publish.walks.texts import stop_texts, walk_summary, walk_title
from geoservice.publish.walks.xml_text import Element, add
from geoservice.walk.itinerary import Place

MEDIA_TYPE = "application/gpx+xml"
NAMESPACE = "http://www.topografix.com/GPX/1/1"
_SCHEMA = "http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd"
_SYMBOL = "Flag, Blue"  # a name that Garmin's and most other programs draw


def walk_gpx(planned: PlannedWalk, language: str, *, link: str) -> bytes:
    """Return a walk as a GPX document, its names and texts in `language`."""
    root = Element(
        "gpx",
        {
            "xmlns": NAMESPACE,
            "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
            "xsi:schemaLocation": _SCHEMA,
            "version": "1.1",
            "creator": "geoservice",
        },
    )
    _add_metadata(root, planned, language, link)
    for text, stop in zip(stop_texts(planned, language), planned.walk.stops, strict=True):
        point = _add_point(root, "wpt", stop.candidate.place)
        add(point, "time", _utc(stop.arrive))
        add(point, "name", text.title)
        add(point, "cmt", text.facts)
        add(point, "desc", text.whole)
        add(point, "sym", _SYMBOL)
        if stop.candidate.kind:
            add(point, "type", stop.candidate.kind)
    _add_track(root, planned, language)
    return xml_text.write(root)


def _add_metadata(root: Element, planned: PlannedWalk, language: str, link: str) -> None:
    metadata = add(root, "metadata")
    add(metadata, "name", walk_title(planned, language))
    add(metadata, "desc", walk_summary(planned, language))
    if planned.city.attribution:
        add(metadata, "copyright", author=planned.city.attribution)
    add(add(metadata, "link", href=link), "text", "geoservice")
    add(metadata, "time", _utc(planned.walk.depart))


def _add_track(root: Element, planned: PlannedWalk, language: str) -> None:
    track = add(root, "trk")
    add(track, "name", walk_title(planned, language))
    add(track, "desc", walk_summary(planned, language))
    add(track, "type", "walking")
    for leg in planned.walk.legs:
        segment = add(track, "trkseg")
        for place in leg.coordinates:
            _add_point(segment, "trkpt", place)


def _add_point(parent: Element, tag: str, place: Place) -> Element:
    lon, lat = position(place)
    return add(parent, tag, lat=f"{lat:.7f}", lon=f"{lon:.7f}")


def _utc(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
