"""GPX 1.1: points as waypoints, lines as tracks; the properties as extensions that GDAL reads.

A feature of several points is as many waypoints, each with all of its properties.

Elements stand in the order of https://www.topografix.com/GPX/1/1/gpx.xsd, which is a sequence.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from geoservice.publish.exports.records import (
    Record,
    as_words,
    each_record,
    escaped,
    name_of,
    records,
)
from geoservice.publish.exports.rows import Export
from geoservice.publish.exports.streams import Stream

_SCHEMA = "http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd"
_OPENING = (
    '<gpx version="1.1" creator="geoservice" xmlns="http://www.topografix.com/GPX/1/1"'
    ' xmlns:ogr="http://osgeo.org/gdal" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    f' xsi:schemaLocation="{_SCHEMA}">'
)


def gpx(_session: Session, export: Export) -> Stream:
    """Return waypoints or tracks; what has no place is left out, as GPX cannot hold it."""
    properties = tuple(export.properties)
    write = _waypoints if "Point" in export.asked.collection.geometry else _track
    return Stream(
        head=_head(export).encode(),
        rows=records(export, "place", placed=True),
        dress=each_record(lambda record: write(record, properties)),
        tail=lambda _: b"\n</gpx>\n",
    )


def _waypoints(record: Record, properties: tuple[str, ...]) -> str:
    place = record["place"]
    several = place["type"] == "MultiPoint"
    points = place["coordinates"] if several else [place["coordinates"]]
    told = f"{_about(record)}{_data(record, properties)}"
    return "".join(f'<wpt lat="{lat}" lon="{lon}">{told}</wpt>' for lon, lat in points)


def _track(record: Record, properties: tuple[str, ...]) -> str:
    place = record["place"]
    several = place["type"] == "MultiLineString"
    parts = place["coordinates"] if several else [place["coordinates"]]
    segments = "".join(f"<trkseg>{_points(part)}</trkseg>" for part in parts)
    return f"<trk>{_about(record)}{_data(record, properties)}{segments}</trk>"


def _points(places: Iterable[Any]) -> str:
    return "".join(f'<trkpt lat="{place[1]}" lon="{place[0]}"/>' for place in places)


def _about(record: Record) -> str:
    told = [record.get("description_th"), record.get("description_en")]
    texts = {
        "name": name_of(record),
        "desc": "\n".join(each for each in told if each),
        "type": record.get("kind") or record.get("highway") or "",
    }
    written = {tag: f"<{tag}>{escaped(text)}</{tag}>" for tag, text in texts.items() if text}
    site = record.get("website")
    link = f'<link href="{escaped(site)}"/>' if site else ""
    return f"{written.get('name', '')}{written.get('desc', '')}{link}{written.get('type', '')}"


def _data(record: Record, properties: tuple[str, ...]) -> str:
    values = "".join(
        f"<ogr:{each}>{escaped(as_words(record[each]))}</ogr:{each}>"
        for each in ("id", *properties)
        if record[each] not in (None, [])
    )
    return f"<extensions>{values}</extensions>"


def _head(export: Export) -> str:
    about = export.about
    licence = f"<license>{escaped(about.licence.url)}</license>" if about.licence else ""
    credit = f'<copyright author="{escaped(about.attribution)}">{licence}</copyright>'
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            _OPENING,
            "<metadata>",
            f"<name>{escaped(about.title)}</name>",
            f"<desc>{escaped(about.description)}</desc>",
            *([credit] if about.attribution else []),
            f"<time>{about.changed}</time>",
            "</metadata>\n",
        ]
    )
