"""Where a record of a table is: its own shape, a WKT column, or two columns of coordinates."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import shapely
from shapely import Point
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from geoservice.errors import InputError
from geoservice.intake.tables.cells import is_nothing, read_coordinate
from geoservice.intake.tables.records import Record, Source

LON_NAMES = (
    *("lon", "longitude", "lng", "long", "lon_dd", "longitude_dd", "x_longitude", "longitude_x"),
    *("ลองจิจูด", "ลองติจูด", "ลองกิจูด", "เส้นแวง", "easting", "utm_e", "utm_x", "x_utm"),
    *("x_coord", "coord_x", "point_x", "พิกัดx", "พิกัด_x", "x"),
)
LAT_NAMES = (
    *("lat", "latitude", "lat_dd", "latitude_dd", "y_latitude", "latitude_y"),
    *("ละติจูด", "ละติจุด", "เส้นรุ้ง", "northing", "utm_n", "utm_y", "y_utm"),
    *("y_coord", "coord_y", "point_y", "พิกัดy", "พิกัด_y", "y"),
)
WKT_NAMES = ("wkt", "wkt_geom", "geometry_wkt", "geom_wkt", "geom", "geometry", "the_geom", "shape")

Placing = Callable[[Record], BaseGeometry | None]
_WKT = re.compile(r"^\s*(SRID=4326;)?\s*(POINT|POLYGON|MULTIPOINT|MULTIPOLYGON|LINESTRING)", re.I)


@dataclass(frozen=True)
class _Columns:
    lon: str
    lat: str

    def __call__(self, record: Record) -> BaseGeometry | None:
        lon, lat = record.values.get(self.lon), record.values.get(self.lat)
        if lon is None or lat is None or is_nothing(lon) or is_nothing(lat):
            if is_nothing(lon) and is_nothing(lat):
                return None
            missing = self.lon if is_nothing(lon) else self.lat
            raise InputError("It has nothing in the column {column}.", column=missing)
        return Point(read_coordinate(lon), read_coordinate(lat))


@dataclass(frozen=True)
class _Wkt:
    column: str

    def __call__(self, record: Record) -> BaseGeometry | None:
        text = record.values.get(self.column)
        if text is None or is_nothing(text):
            return None
        try:
            return shapely.from_wkt(text.removeprefix("SRID=4326;"))
        except ShapelyError as error:
            raise InputError(
                "What is in the column {column} is no geometry in WKT.", column=self.column
            ) from error


def _own_shape(record: Record) -> BaseGeometry | None:
    return record.shape


def find_placing(
    source: Source, sample: list[Record], *, lon: str | None, lat: str | None
) -> Placing | None:
    """Return how the records of a table tell their place, None where they do not.

    Named columns come first, then shapes of their own, then columns with the usual names.
    """
    if lon is not None or lat is not None:
        return _named_columns(source.columns, lon, lat)
    if any(record.shape is not None for record in sample):
        return _own_shape
    if wkt := _column(source.columns, WKT_NAMES):
        texts = [record.values[wkt] for record in sample if wkt in record.values]
        if texts and all(_WKT.match(text) for text in texts[:20]):
            return _Wkt(wkt)
    found_lon, found_lat = _column(source.columns, LON_NAMES), _column(source.columns, LAT_NAMES)
    if found_lon is not None and found_lat is not None:
        return _Columns(found_lon, found_lat)
    return _own_shape if source.has_shapes else None


def _named_columns(columns: tuple[str, ...], lon: str | None, lat: str | None) -> Placing:
    if lon is None or lat is None:
        raise InputError("Name both columns, --lon and --lat.")
    return _Columns(require_column(columns, lon), require_column(columns, lat))


def require_column(columns: tuple[str, ...], name: str) -> str:
    """Return the column people mean by `name`; InputError names the columns there are."""
    if name in columns:
        return name
    for column in columns:
        if column.strip().lower() == name.strip().lower():
            return column
    raise InputError(
        "There is no column '{column}'; the columns are: {columns}.",
        column=name,
        columns=", ".join(columns) or "-",
    )


def _column(columns: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    """Return the first column that has one of `names`, in the order of the names."""
    plain = {
        re.sub(r"[\s.()\[\]°-]+", "_", column).strip("_").lower(): column for column in columns
    }
    return next((plain[name] for name in names if name in plain), None)
