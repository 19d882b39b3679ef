"""A town to export, and how each format is read by a library that did not write it."""

import csv
import gzip
import json
import math
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import ezdxf
import mapbox_vector_tile
import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pyogrio
import shapely
from ezdxf.lldxf.encoding import decode_dxf_unicode
from pmtiles.reader import MemorySource, Reader, all_tiles
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text

from geoservice.store.catalog import COLLECTIONS
from geoservice.store.database import Database
from tests.conftest import add_city, add_space

Feature = tuple[dict[str, Any], BaseGeometry | None]
Features = dict[int, Feature]
LON, LAT = 98.98, 18.79
LONG = ("เล่าเรื่องเมือง " * 40).strip()
SECRET = "99 ซอยลับ"
AWKWARD = (
    {"kind": "library", "name_th": "หอสมุดเมืองเชียงใหม่", "name_en": "City Library", "capacity": 120},
    {"kind": "school", "name_th": 'โรงเรียน "วัดป่า" <น้ำใส> & เพื่อน', "name_en": "a,b;c\td"},
    {"kind": "temple", "name_th": "วัดน้ำ", "name_en": "=1+1", "description_en": "-2+3\n@SUM(A1)"},
    {"kind": "museum", "name_th": "ปู่ ย่า ำ ๑๒๓", "name_en": "Théâtre – \\ {ö} ^ 😀 %s %d"},
    {"kind": "park", "name_th": "สวน", "phone": "+66 53 123 456", "website": "https://ก.ไทย/?a=1&b=2"},
    {"kind": "market", "name_th": "ตลาด", "description_th": LONG, "wheelchair": "yes"},
    {"kind": "hospital", "name_th": "", "name_en": "", "other_names": ["อนามัย", 'a "b" \\', "x,y"]},
    {"kind": "company", "name_en": "Courses online", "geom": None},
    {"kind": "sage", "name_th": "แม่ครูคำ", "place_privacy": "private", "address": SECRET},
)  # fmt: skip


def settle(database: Database) -> int:
    """Store a town whose texts are hard to keep whole; return its id."""
    city = add_city(database, "chiang-mai", attribution="© OpenStreetMap contributors")
    for number, fields in enumerate(AWKWARD):
        place = {"lon": LON + number / 1000, "lat": LAT - number / 1234}
        add_space(database, city, **place, source="osm", age_groups=["child", "adult"], **fields)
    add_space(database, city, kind="bank", name_th="ร่าง", status="draft", address=SECRET)
    with database.writing() as session:
        session.execute(text(_SHAPES))
    return city


_SHAPES = """
INSERT INTO district (city_id, level, code, name_th, name_en, source, geom)
SELECT id, 'tambon', code, name, '', 'test', st_geomfromtext(shape, 4326) FROM city, (VALUES
    ('500101', 'ศรีภูมิ', 'MULTIPOLYGON(((98.97 18.78, 99.0 18.78, 99.0 18.8, 98.97 18.8, 98.97 18.78),
        (98.98 18.785, 98.98 18.79, 98.985 18.79, 98.98 18.785)))'),
    ('500102', 'พระสิงห์', 'MULTIPOLYGON(((98.9 18.7, 98.91 18.7, 98.91 18.71, 98.9 18.7)),
        ((98.92 18.7, 98.93 18.7, 98.93 18.71, 98.92 18.7)))')
) AS known (code, name, shape);
WITH node AS (
    INSERT INTO street_node (city_id, source_id, component, geom)
    SELECT id, 'n', 0, st_setsrid(st_makepoint(98.98, 18.79), 4326) FROM city RETURNING id, city_id
)
INSERT INTO street_edge (city_id, source_id, piece, from_node, to_node, component, metres, highway,
    name_th, steps, lit, width, geom)
SELECT city_id, way, 0, id, id, 0, metres, highway, name, false, true, 2.5,
    st_geomfromtext(shape, 4326)
FROM node, (VALUES
    ('w1', 1052.5, 'primary', 'ถนนท่าแพ', 'LINESTRING(98.98 18.79, 98.985 18.791, 98.99 18.79)'),
    ('w2', 20.0, 'footway; steps', NULL, 'LINESTRING(98.98 18.79, 98.98 18.7902)')
) AS known (way, metres, highway, name, shape);
"""


def stored(database: Database, collection: str) -> Features:
    """Return what the web's role sees of a collection: what every format is measured by."""
    names = COLLECTIONS[collection].properties
    listed = ", ".join(f'"{name}"' for name in names)
    with database.reader.connect() as connection:
        rows = connection.execute(
            text(
                f"SELECT id, st_asbinary(geom), {listed} "
                f"FROM published.{COLLECTIONS[collection].view} ORDER BY id"
            )
        )
        return {
            row[0]: (
                {name: plain(value) for name, value in zip(names, row[2:], strict=True)},
                None if row[1] is None else shapely.from_wkb(bytes(row[1])),
            )
            for row in rows
        }


def plain(value: Any) -> Any:
    """Return a value as every format can tell it: no empty texts, arrays joined, whole seconds."""
    if isinstance(value, (list, np.ndarray)):
        value = ";".join(value)
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[ms]").item()
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, datetime):
        known = value if value.tzinfo else value.replace(tzinfo=UTC)
        return known.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return None if value in ("", None) else value


def typed(collection: str, name: str, text: Any) -> Any:
    """Return a value out of a format in which all is text."""
    if text in ("", None):
        return None
    kind = COLLECTIONS[collection].properties[name].type
    if kind == "boolean":
        return text in ("true", "True", True, 1)
    if kind == "datetime":
        return plain(datetime.fromisoformat(text) if isinstance(text, str) else text)
    read = {"integer": int, "number": float}.get(kind, str)
    return plain(read(text))


def _typed(collection: str, record: dict[str, Any]) -> dict[str, Any]:
    names = COLLECTIONS[collection].properties
    return {name: typed(collection, name, record.get(name)) for name in names}


def read_geojson(path: Path, collection: str) -> Features:
    return _features(json.loads(path.read_bytes())["features"], collection)


def read_geojsonseq(path: Path, collection: str) -> Features:
    start, *records = path.read_text("utf-8").split("\x1e")
    assert start == ""
    return _features([json.loads(each) for each in records], collection)


def _features(found: list[dict[str, Any]], collection: str) -> Features:
    kinds = {name: each.type for name, each in COLLECTIONS[collection].properties.items()}
    return {
        each["id"]: (
            {
                name: typed(collection, name, value) if kinds[name] == "datetime" else plain(value)
                for name, value in each["properties"].items()
            },
            shape(each["geometry"]) if each["geometry"] else None,
        )
        for each in found
    }


def read_csv(path: Path, collection: str) -> Features:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {int(row["id"]): _record(collection, row) for row in csv.DictReader(file)}


def read_xlsx(path: Path, collection: str) -> Features:
    with closing(openpyxl.load_workbook(path, read_only=True)) as book:
        head, *rows = book[collection].iter_rows(values_only=True)
    records = [dict(zip(head, row, strict=True)) for row in rows]
    return {each["id"]: _record(collection, each) for each in records}


def _record(collection: str, row: dict[str, Any]) -> Feature:
    names = COLLECTIONS[collection].properties
    values = {name: typed(collection, name, row[name]) for name in names}
    if "wkt" in row:
        return values, shapely.from_wkt(row["wkt"]) if row["wkt"] else None
    x, y = row.get("lon", row.get("x")), row.get("lat", row.get("y"))
    return values, None if x in ("", None) else shapely.Point(float(x), float(y))


def read_parquet(path: Path, collection: str) -> Features:
    found = pq.read_table(path).to_pylist()
    return {
        row["id"]: (
            {n: plain(value) for n, value in row.items() if n not in ("id", "geometry")},
            None if row["geometry"] is None else shapely.from_wkb(row["geometry"]),
        )
        for row in found
    }


def read_gdal(path: Path, collection: str, layer: str | None = None) -> Features:
    """Return what GDAL reads; a GeoPackage has the ids of features as their own."""
    meta, fids, shapes, columns = pyogrio.raw.read(path, layer=layer, return_fids=True)
    found = {}
    for position, fid in enumerate(fids):
        row = {n: each[position] for n, each in zip(meta["fields"], columns, strict=True)}
        geometry = None if shapes[position] is None else shapely.from_wkb(shapes[position])
        number = _identity(row.pop("id", fid))
        found[number] = ({name: plain(value) for name, value in row.items()}, geometry)
    return found


def _identity(known: Any) -> int:
    """Return the id in 12 or in "spaces.12"."""
    return int(str(known).rpartition(".")[2])


def read_shp(path: Path, collection: str) -> Features:
    """Return what GDAL reads, under the names that the list in the archive tells."""
    with zipfile.ZipFile(path) as archive:
        listed = archive.read("fields.csv").decode("utf-8-sig").splitlines()
    names = {row["field"]: row["property"] for row in csv.DictReader(listed)}
    return {
        key: (
            {
                names[field]: typed(collection, names[field], value) if value is not None else None
                for field, value in values.items()
            },
            geometry,
        )
        for key, (values, geometry) in read_gdal(path, collection).items()
    }


def read_kml(path: Path, collection: str) -> Features:
    names = COLLECTIONS[collection].properties
    return {
        key: ({name: typed(collection, name, values[name]) for name in names}, geometry)
        for key, (values, geometry) in read_gdal(path, collection).items()
    }


_GPX = {"gpx": "http://www.topografix.com/GPX/1/1", "ogr": "http://osgeo.org/gdal"}


def read_gpx(path: Path, collection: str) -> Features:
    """Return waypoints and tracks as the standard library reads them."""
    root = ElementTree.parse(path).getroot()
    found = {}
    for mark in root.findall("gpx:wpt", _GPX) + root.findall("gpx:trk", _GPX):
        values = {
            each.tag.rpartition("}")[2]: each.text for each in mark.find("gpx:extensions", _GPX)
        }
        names = COLLECTIONS[collection].properties
        told = {name: typed(collection, name, values.get(name)) for name in names}
        found[int(values["id"])] = (told, _marked(mark))
    return found


def _marked(mark: ElementTree.Element) -> BaseGeometry:
    if "lon" in mark.attrib:
        return shapely.Point(float(mark.attrib["lon"]), float(mark.attrib["lat"]))
    places = mark.findall("gpx:trkseg/gpx:trkpt", _GPX)
    return shapely.LineString([(float(p.attrib["lon"]), float(p.attrib["lat"])) for p in places])


READERS: dict[str, Callable[[Path, str], Features]] = {
    "geojson": read_geojson,
    "geojsonseq": read_geojsonseq,
    "csv": read_csv,
    "xlsx": read_xlsx,
    "gpkg": read_gdal,
    "fgb": read_gdal,
    "parquet": read_parquet,
    "kml": read_kml,
    "gpx": read_gpx,
    "shp": read_shp,
}


@dataclass(frozen=True)
class Drawn:
    """What a drawing has of one feature."""

    layer: str
    name: str
    shapes: tuple[BaseGeometry, ...]


def read_dxf(path: Path) -> dict[int, Drawn]:
    """Return what ezdxf finds of each feature, in a drawing without faults."""
    document = ezdxf.readfile(path)
    audit = document.audit()
    assert not audit.errors
    assert not audit.fixes
    found: dict[int, Drawn] = {}
    for entity in document.modelspace():
        number = _identity(entity.get_xdata("GEOSERVICE")[0].value)
        known = found.get(number, Drawn("", "", ()))
        if entity.dxftype() == "MTEXT":
            name = decode_dxf_unicode(entity.plain_text())
            found[number] = replace(known, name=name)
            assert entity.dxf.layer == f"{known.layer}_name"
        else:
            shapes = (*known.shapes, _drawn(entity))
            found[number] = Drawn(entity.dxf.layer, known.name, shapes)
        assert entity.dxf.layer in document.layers
    return found


def _drawn(entity: Any) -> BaseGeometry:
    if entity.dxftype() == "POINT":
        return shapely.Point(entity.dxf.location.x, entity.dxf.location.y)
    points = [point[:2] for point in entity.get_points()]
    return shapely.LinearRing(points) if entity.closed else shapely.LineString(points)


def read_tiles(path: Path, zoom: int) -> dict[int, dict[str, Any]]:
    """Return the properties of the features in the tiles of a zoom, as tiles have them."""
    source = MemorySource(path.read_bytes())
    found = {}
    for (z, _, _), body in all_tiles(source):
        if z == zoom:
            for layer in mapbox_vector_tile.decode(gzip.decompress(body)).values():
                found |= {each["id"]: each["properties"] for each in layer["features"]}
    return found


def tile_header(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    reader = Reader(MemorySource(path.read_bytes()))
    return reader.header(), reader.metadata()
