"""Coverage as GeoJSON (RFC 7946): the districts as they are, with their figures."""

import json
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geoservice.coverage.figures import Coverage
from geoservice.publish.coverage.documents import Document, coverage_members, district_row
from geoservice.publish.features import DECIMALS


def coverage_geojson(
    coverage: Coverage,
    shapes: Mapping[str, BaseGeometry],
    language: str,
    links: Sequence[Document],
) -> str:
    """Return a FeatureCollection; `shapes` are the districts by code, lon, lat."""
    features = (
        f'{{"type":"Feature","id":{_text(row.code)},"geometry":{_geometry(shapes.get(row.code))},'
        f'"properties":{_text(district_row(row))}}}'
        for row in coverage.districts
    )
    about = _text(coverage_members(coverage, language, links))
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}],{about[1:]}'


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _geometry(shape: BaseGeometry | None) -> str:
    """Return a polygon as the text of a MultiPolygon, its corners rounded."""
    if shape is None:
        return "null"
    parts = shapely.get_parts(shapely.transform(shape, _round))
    return str(shapely.to_geojson(shapely.multipolygons(parts)))


def _round(corners: NDArray[np.float64]) -> NDArray[np.float64]:
    return corners.round(DECIMALS)
