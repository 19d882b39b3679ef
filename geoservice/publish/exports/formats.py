"""The formats of exports: what each is called, and what it can hold."""

from dataclasses import dataclass
from pathlib import Path

from geoservice.errors import InputError

ANY, LONLAT, MERCATOR = "any", "lonlat", "mercator"


@dataclass(frozen=True)
class Format:
    """A format. `systems` says which coordinate systems it can be asked in.

    `streamed` is text that goes out while it is read; the others are files before they are sent.
    `surfaces` where it knows areas, `placeless` where it keeps features without a place.
    """

    id: str
    title: str
    media_type: str
    ending: str
    systems: str = ANY
    streamed: bool = False
    surfaces: bool = True
    placeless: bool = True
    other_endings: tuple[str, ...] = ()


_LISTED = (
    Format("geojson", "GeoJSON", "application/geo+json", ".geojson", streamed=True,
           other_endings=(".json",)),
    Format("geojsonseq", "GeoJSON Text Sequence", "application/geo+json-seq", ".geojsonl",
           systems=LONLAT, streamed=True, other_endings=(".geojsons", ".geojsonseq")),
    Format("csv", "CSV", "text/csv; charset=utf-8", ".csv", streamed=True),
    Format("xlsx", "Excel",
           "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    Format("gpkg", "GeoPackage", "application/geopackage+sqlite3", ".gpkg"),
    Format("fgb", "FlatGeobuf", "application/flatgeobuf", ".fgb"),
    Format("parquet", "GeoParquet", "application/vnd.apache.parquet", ".parquet",
           other_endings=(".geoparquet",)),
    Format("kml", "KML", "application/vnd.google-earth.kml+xml", ".kml", systems=LONLAT,
           streamed=True),
    Format("gpx", "GPX", "application/gpx+xml", ".gpx", systems=LONLAT, streamed=True,
           surfaces=False, placeless=False),
    Format("dxf", "DXF", "image/vnd.dxf", ".dxf", streamed=True, placeless=False),
    Format("shp", "Shapefile", "application/zip", ".shp.zip", other_endings=(".zip",)),
    Format("pmtiles", "PMTiles", "application/vnd.pmtiles", ".pmtiles", systems=MERCATOR,
           placeless=False),
)  # fmt: skip
FORMATS = {each.id: each for each in _LISTED}
DEFAULT = "geojson"
FIELDS = "fields"  # not a format: what the fields mean


def format_of(file: Path) -> Format:
    """Return the format of a file by how its name ends; InputError names the known endings."""
    name = file.name.lower()
    for each in _LISTED:
        if name.endswith((each.ending, *each.other_endings)):
            return each
    raise InputError(
        "{file} ends in none of {known}, so it is not clear what to write.",
        file=file.name,
        known=", ".join(each.ending for each in _LISTED),
    )
