"""Putting streets, basemap areas and districts of one city into the database."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, fields

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.intake.loading import Counts
from geoservice.intake.osm.admin import IncomingDistrict
from geoservice.intake.osm.basemap import BasemapArea
from geoservice.intake.osm.reading import Tags, Way
from geoservice.intake.osm.spaces import SOURCE
from geoservice.intake.osm.street_tags import StreetTags, read_street_tags
from geoservice.intake.osm.streets import Pieces, node_source_id
from geoservice.intake.staging import stage_rows

_NODE_COLUMNS = {
    "source_id": "text",
    "component": "integer",
    "barrier": "text",
    "crossing": "text",
    "kerb": "text",
    "entrance": "text",
    "geom": "geometry(point, 4326)",
}
_TAG_TYPES = {
    "steps": "boolean",
    "step_count": "integer",
    "width": "double precision",
    "incline": "double precision",
    "uphill": "smallint",
    "lit": "boolean",
    "covered": "boolean",
    "bridge": "boolean",
    "tunnel": "boolean",
    "layer": "smallint",
    "oneway_foot": "smallint",
}
_EDGE_COLUMNS = {
    "source_id": "text",
    "piece": "integer",
    "from_node": "text",
    "to_node": "text",
    "component": "integer",
    "metres": "double precision",
    **{field.name: _TAG_TYPES.get(field.name, "text") for field in fields(StreetTags)},
    "geom": "geometry(linestring, 4326)",
}
_AREA_COLUMNS = {
    "source_id": "text",
    "class": "text",
    "name_th": "text",
    "name_en": "text",
    "area": "double precision",
    "layer": "smallint",
    "geom": "geometry(multipolygon, 4326)",
}
_DISTRICT_COLUMNS = {
    "level": "text",
    "code": "text",
    "name_th": "text",
    "name_en": "text",
    "geom": "geometry(multipolygon, 4326)",
}


def store_streets(
    session: Session,
    pieces: Pieces,
    *,
    ways: Sequence[Way],
    node_tags: Mapping[int, Tags],
    city_id: int,
) -> Counts:
    """Make the pieces the streets of a city; what is gone from the file is deleted ("hidden")."""
    nodes, edges = _node_rows(pieces, node_tags), _edge_rows(pieces, ways)
    stage_rows(session, "incoming_street_node", _NODE_COLUMNS, nodes)
    stage_rows(session, "incoming_street_edge", _EDGE_COLUMNS, edges)
    return _merged(session, "SELECT * FROM merge_streets(:city)", city=city_id)


def store_basemap(session: Session, areas: Iterable[BasemapArea], *, city_id: int) -> Counts:
    """Make the areas the basemap of a city; what is gone from the file is deleted ("hidden")."""
    rows = (
        (area.source_id, area.class_, area.name_th, area.name_en, area.area, area.layer, area.geom)
        for area in areas
    )
    stage_rows(session, "incoming_basemap_area", _AREA_COLUMNS, rows)
    return _merged(session, "SELECT * FROM merge_basemap(:city)", city=city_id)


def store_districts(
    session: Session, districts: Iterable[IncomingDistrict], *, city_id: int
) -> Counts:
    """Merge districts into the city's; those of this source gone from the file become hidden."""
    rows = ((row.level, row.code, row.name_th, row.name_en, row.geom) for row in districts)
    stage_rows(session, "incoming_district", _DISTRICT_COLUMNS, rows)
    return _merged(
        session, "SELECT * FROM merge_districts(:city, :source)", city=city_id, source=SOURCE
    )


def levels_of_others(session: Session, *, city_id: int) -> set[str]:
    """Return the levels at which another source has brought districts of the city."""
    found = session.scalars(
        text(
            "SELECT DISTINCT level FROM district"
            " WHERE city_id = :city AND source <> :source AND status <> 'hidden'"
        ),
        {"city": city_id, "source": SOURCE},
    )
    return set(found)


def _merged(session: Session, sql: str, **values: object) -> Counts:
    return Counts(*session.execute(text(sql), values).one())


def _node_rows(pieces: Pieces, node_tags: Mapping[int, Tags]) -> Iterator[tuple[object, ...]]:
    nothing: Tags = {}
    columns = (pieces.nodes.tolist(), pieces.component.tolist(), _hex(pieces.points))
    for (osm_id, side), component, geom in zip(*columns, strict=True):
        tags = node_tags.get(osm_id, nothing)
        crossing = tags.get("crossing") or ("yes" if tags.get("highway") == "crossing" else None)
        yield (
            node_source_id(osm_id, side),
            component,
            tags.get("barrier"),
            crossing,
            tags.get("kerb"),
            tags.get("entrance"),
            geom,
        )


def _edge_rows(pieces: Pieces, ways: Sequence[Way]) -> Iterator[tuple[object, ...]]:
    ids = [node_source_id(osm_id, side) for osm_id, side in pieces.nodes.tolist()]
    component = pieces.component[pieces.ends[:, 0]]
    known: tuple[int, tuple[object, ...]] = (-1, ())
    columns = (
        pieces.way.tolist(),
        pieces.number.tolist(),
        pieces.ends.tolist(),
        component.tolist(),
        pieces.metres.tolist(),
        _hex(pieces.lines),
    )
    for way, number, (start, end), part, metres, geom in zip(*columns, strict=True):
        if known[0] != way:
            known = (way, astuple(read_street_tags(ways[way].tags)))
        head = (f"way/{ways[way].id}", number, ids[start], ids[end], part, metres)
        yield (*head, *known[1], geom)


def _hex(shapes: NDArray[np.object_]) -> list[str]:
    found = shapely.to_wkb(shapely.set_srid(shapes, 4326), hex=True, include_srid=True)
    return [str(each) for each in found]
