"""One OSM file into one city, in one transaction."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from geoalchemy2.shape import to_shape
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import InputError
from geoservice.intake.duplicates import offer_duplicates
from geoservice.intake.loading import Counts, Refusal, merge_spaces
from geoservice.intake.osm.admin import IncomingDistrict, district_code, with_unique_codes
from geoservice.intake.osm.basemap import SEA_ID, BasemapArea, sea
from geoservice.intake.osm.extent import file_extent
from geoservice.intake.osm.gathered import Boundary, DrawnArea, Gathered
from geoservice.intake.osm.gathering import gather
from geoservice.intake.osm.names import read_names
from geoservice.intake.osm.places import find_places
from geoservice.intake.osm.relevance import MARGIN_METRES, Surroundings
from geoservice.intake.osm.spaces import SOURCE, incoming_space, known_ids, stored_ids
from geoservice.intake.osm.storing import (
    levels_of_others,
    store_basemap,
    store_districts,
    store_streets,
)
from geoservice.intake.osm.streets import Pieces, split_streets
from geoservice.intake.progress import Report, silent
from geoservice.intake.refusals import told
from geoservice.store.audit import record_import
from geoservice.store.cities import find_city
from geoservice.store.models import City

ACTION = "import osm"
"""What the audit trail calls it."""
ATTRIBUTION = "© OpenStreetMap contributors"
"""What the ODbL asks to show wherever the data is seen (https://www.openstreetmap.org/copyright)."""


_COUNTED = ("read", "new", "changed", "unchanged", "hidden", "refused")


@dataclass(frozen=True)
class StreetFigures:
    """The walk network after an import: pieces, their metres, junctions, connected parts.

    `main_share` is the share of the metres in the largest part; `cut_ways` counts ways that were
    cut because the file lacks nodes of them.
    """

    pieces: int
    metres: float
    nodes: int
    components: int
    main_share: float
    cut_ways: int


@dataclass(frozen=True)
class OsmImport:
    """What an import did, layer by layer; `space_objects` made the spaces that were read.

    `duplicates` counts the pairs of places, from this source or another, newly offered as merges.
    """

    city: str
    space_objects: int
    spaces: Counts
    spaces_by_kind: dict[str, int]
    streets: Counts
    network: StreetFigures
    basemap: Counts
    districts: Counts
    duplicates: int


def import_osm(session: Session, path: Path, *, city: str, report: Report = silent) -> OsmImport:
    """Bring an OSM file into the city of slug `city`; again updates in place.

    Works in the session's transaction and leaves committing to it. Raises NotFoundError for an
    unknown city, InputError for a file that cannot be read or has nothing in the city.
    """
    into = find_city(session, city)
    around = Surroundings(shapely.make_valid(to_shape(into.geom)), into.country)
    gathered = gather(path, around=around, report=report)
    pieces = split_streets(
        gathered.streets,
        split_at=gathered.split_at,
        blocked=gathered.blocked,
        area=around.area,
    )
    _refuse_nothing(gathered, pieces, path=path, city=city)
    report("Merging spaces", 0, None)
    spaces = _store_spaces(session, gathered, around=around, city_id=into.id)
    report("Merging streets", 0, None)
    streets = store_streets(
        session,
        pieces,
        ways=gathered.streets,
        node_tags=gathered.street_nodes,
        city_id=into.id,
    )
    report("Merging the basemap", 0, None)
    areas = _basemap(gathered, around=around, path=path)
    basemap = store_basemap(session, areas, city_id=into.id)
    districts = _store_districts(session, gathered, city_id=into.id)
    if into.attribution != ATTRIBUTION:
        into.attribution = ATTRIBUTION
    result = OsmImport(
        city=city,
        space_objects=len(gathered.objects),
        spaces=spaces,
        spaces_by_kind=_count_kinds(session, into),
        streets=streets,
        network=_figures(pieces),
        basemap=basemap.with_refusals(gathered.refused_areas),
        districts=districts,
        duplicates=len(offer_duplicates(session, into)) if spaces.new or spaces.changed else 0,
    )
    record_import(session, city_id=into.id, action=ACTION, file=path, told=_told(result))
    return result


def _told(result: OsmImport) -> dict[str, Any]:
    """Return what the trail keeps of an import."""
    parts = (result.spaces, result.basemap)
    return {
        "figures": asdict(result.network),
        "spaces": {name: getattr(result.spaces, name) for name in _COUNTED},
        "refused": sum(each.refused for each in parts),
        "refusals": told([refusal for each in parts for refusal in each.refusals]),
    }


def _refuse_nothing(gathered: Gathered, pieces: Pieces, *, path: Path, city: str) -> None:
    if gathered.objects or gathered.drawn or len(pieces.metres):
        return
    west, south, east, north = file_extent(path)
    raise InputError(
        "Nothing of {path} lies in {city}; the file's box is {west:.4f},{south:.4f},{east:.4f},"
        "{north:.4f} (west, south, east, north).",
        path=path,
        city=city,
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _store_spaces(
    session: Session, gathered: Gathered, *, around: Surroundings, city_id: int
) -> Counts:
    places = find_places(gathered.objects, plane=around.plane)
    ids = stored_ids(places, known_ids(session, city_id=city_id))
    rows = (incoming_space(place, source_id=id) for place, id in zip(places, ids, strict=True))
    counts = merge_spaces(session, city_id=city_id, source=SOURCE, rows=rows, hide_missing=True)
    return counts.with_refusals([*gathered.refused_spaces, *_outside(gathered.outside)])


def _outside(source_ids: Sequence[str]) -> list[Refusal]:
    if not source_ids:
        return []
    reason = InputError(
        "It lies outside the city and the {metres:.0f} m around it.", metres=MARGIN_METRES
    )
    return [Refusal(source_ids[0], reason, count=len(source_ids))]


def _basemap(gathered: Gathered, *, around: Surroundings, path: Path) -> list[BasemapArea]:
    """Return the areas to draw with their size, the sea where the file has its coast."""
    drawn = list(gathered.drawn)
    if gathered.coastlines:
        # beyond the file's own box the coast is not known
        within = around.area.intersection(shapely.box(*file_extent(path)))
        water = sea(gathered.coastlines, within=within)
        if water is not None:
            drawn.append(DrawnArea(SEA_ID, "water", None, None, 0, water))
    sizes = shapely.area(
        around.plane.project(np.array([each.geom for each in drawn], dtype=object))
    )
    return [
        BasemapArea(
            each.source_id, each.class_, each.name_th, each.name_en, round(size, 2), each.layer,
            each.geom,
        )
        for each, size in zip(drawn, sizes.tolist(), strict=True)
    ]  # fmt: skip


def _store_districts(session: Session, gathered: Gathered, *, city_id: int) -> Counts:
    """Store the boundaries, but none at a level that another source has brought."""
    taken = levels_of_others(session, city_id=city_id)
    districts = with_unique_codes(_district(each) for each in gathered.boundaries)
    ours = [district for district in districts if district.level not in taken]
    refused = list(gathered.refused_districts)
    for level in sorted(taken):
        left_out = [each for each in districts if each.level == level]
        if left_out:
            reason = InputError(
                "The city has districts of level {level} from another source; those stay.",
                level=level,
            )
            first = f"relation/{left_out[0].relation}"
            refused.append(Refusal(first, reason, count=len(left_out)))
    return store_districts(session, ours, city_id=city_id).with_refusals(refused)


def _district(boundary: Boundary) -> IncomingDistrict:
    names = read_names(boundary.tags)
    code = district_code(boundary.tags, boundary.id)
    return IncomingDistrict(boundary.id, boundary.level, code, names.th, names.en, boundary.geom)


def _figures(pieces: Pieces) -> StreetFigures:
    metres = float(pieces.metres.sum())
    in_main = float(pieces.metres[pieces.component[pieces.ends[:, 0]] == 0].sum())
    return StreetFigures(
        pieces=len(pieces.metres),
        metres=round(metres, 3),
        nodes=len(pieces.nodes),
        components=len(set(pieces.component.tolist())),
        main_share=in_main / metres if metres else 0.0,
        cut_ways=pieces.gaps,
    )


def _count_kinds(session: Session, city: City) -> dict[str, int]:
    rows = session.execute(
        text(
            "SELECT kind, count(*) AS number FROM space"
            " WHERE city_id = :city AND source = :source AND status = 'published'"
            " GROUP BY kind ORDER BY kind"
        ),
        {"city": city.id, "source": SOURCE},
    )
    return {row.kind: row.number for row in rows}
