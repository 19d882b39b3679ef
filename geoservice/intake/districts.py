"""A file of administrative polygons into one level of a city's districts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import shapely
from geoalchemy2.shape import to_shape
from shapely import MultiPolygon
from shapely.geometry.base import BaseGeometry
from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import GeoserviceError, InputError
from geoservice.geo import LocalPlane, plane_at
from geoservice.intake.columns import Columns, find_columns
from geoservice.intake.loading import Counts
from geoservice.intake.polygons import only_polygons, read_polygons
from geoservice.intake.progress import Report, silent
from geoservice.intake.refusals import RefusalLog
from geoservice.intake.sources import source_name
from geoservice.intake.staging import stage_rows
from geoservice.intake.tables import Row, TableOptions, open_table
from geoservice.intake.tables.coordinates import swapped
from geoservice.intake.trail import Origin, record_import
from geoservice.names import tidy
from geoservice.store.cities import find_city
from geoservice.store.models import City
from geoservice.store.words import LEVELS

# What OCHA's common boundaries (COD-AB), the Department of Provincial Administration and the
# Bangkok Metropolitan Administration call the columns.
_USUAL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "province": {
        "code": ("ADM1_PCODE", "PROV_CODE", "province_code", "pcode", "code", "geocode"),
        "name_th": ("ADM1_TH", "PROV_NAMT", "name_th", "จังหวัด"),
        "name_en": ("ADM1_EN", "PROV_NAME", "name_en"),
    },
    "amphoe": {
        "code": ("ADM2_PCODE", "amphoe_code", "district_code", "dcode", "pcode", "code", "geocode"),
        "name_th": ("ADM2_TH", "AMP_NAMT", "name_th", "dname", "อำเภอ", "เขต"),
        "name_en": ("ADM2_EN", "AMP_NAME", "name_en"),
    },
    "tambon": {
        "code": ("ADM3_PCODE", "Subdist", "tambon_code", "pcode", "code", "geocode"),
        "name_th": ("ADM3_TH", "TAM_NAMT", "name_th", "ตำบล", "แขวง"),
        "name_en": ("ADM3_EN", "TAM_NAME", "name_en"),
    },
}
_COLUMNS = {
    "code": "text",
    "name_th": "text",
    "name_en": "text",
    "geom": "geometry(multipolygon, 4326)",
}
# Two simplifications of one border lie some way apart: between the finer and the coarser polygons
# of COD-AB for 61 amphoe of four provinces no circle of more than 522 m fits, and they share at
# most 21 % of a neighbour and 1 % of the amphoe; of the 50 khet of Bangkok and their 177 khwaeng,
# from two offices, 175 are told right and 5 neighbours taken in.
_CIRCLE_METRES = 750.0
_SHARE_OF_DISTRICT = 0.3
_SHARE_OF_CITY = 0.05


@dataclass(frozen=True)
class DistrictImport:
    """Which level a file holds, and its columns where they have other than the usual names."""

    city: str
    level: str
    code: str | None = None
    name_th: str | None = None
    name_en: str | None = None
    source: str | None = None
    options: TableOptions = field(default_factory=TableOptions)


@dataclass(frozen=True)
class _District:
    code: str
    name_th: str | None
    name_en: str | None
    shape: MultiPolygon


def import_districts(
    session: Session, path: Path, how: DistrictImport, *, report: Report = silent
) -> Counts:
    """Make the polygons of a file the districts of a city at one level, in this transaction.

    Taken are those that share more than a sliver with the city: 30 % of the district, 5 % of the
    city, or a circle of 750 m radius. The others count as outside. Broken polygons are repaired and
    reported. Ids stay; districts of that level that are not in the file become hidden, also those
    from another source. Raises InputError for a missing column, an unknown level, a code that is
    there twice, and where no polygon lies in the city.
    """
    if how.level not in LEVELS:
        raise InputError(
            "There is no level '{level}'; the levels are: {known}.",
            level=how.level,
            known=", ".join(LEVELS),
        )
    city = find_city(session, how.city)
    source = source_name(how.source, path)
    around = _Around(to_shape(city.geom))
    log = RefusalLog(path.name)
    report("Reading districts", 0, None)
    districts = list(_read(path, how, around, log))
    around.finish(path.name)
    log.require_some(len(districts))
    report("Merging districts", 0, None)
    rows = ((each.code, each.name_th, each.name_en, each.shape) for each in districts)
    stage_rows(session, "incoming_level", _COLUMNS, rows)
    replaced = _replaced(session, city, how.level, source)
    counted = session.execute(
        text("SELECT * FROM merge_district_level(:city, :level, :source)"),
        {"city": city.id, "level": how.level, "source": source},
    ).one()
    counts = Counts(*counted).with_refusals(log.refusals())
    record_import(session, city, Origin("districts", path, source), counts)
    return counts.with_warnings([*log.warnings(), *replaced])


def _read(
    path: Path, how: DistrictImport, around: "_Around", log: RefusalLog
) -> Iterable[_District]:
    """Give the districts that lie in the city; the codes of the whole file must be unique."""
    table = open_table(path, options=how.options)
    columns = _columns(table.columns, how, table.file)
    uses: Counter[str] = Counter()
    found: list[_District] = []
    for row in table.rows:
        try:
            code = _code(row, columns)
            uses[code] += 1
            found.append(_district(row, columns, code, around, log))
        except InputError as error:
            log.refuse(row.number, error)
    if twice := [code for code, times in uses.items() if times > 1]:
        raise InputError(
            "In {file} some codes are there more than once: {codes}. Each district needs one of "
            "its own; choose their column with --code.",
            file=path.name,
            codes=", ".join(twice[:10]) + (" …" if len(twice) > 10 else ""),
        )
    return found


def _columns(columns: tuple[str, ...], how: DistrictImport, file: str) -> Columns:
    given = [
        f"{column}={name}"
        for name in ("code", "name_th", "name_en")
        if (column := getattr(how, name)) is not None
    ]
    found = find_columns(columns, usual=_USUAL[how.level], given=given)
    listed = ", ".join(columns) or "-"
    if "code" not in found:
        raise InputError(
            "{file} has no column of codes; name it with --code. Its columns are: {columns}.",
            file=file,
            columns=listed,
        )
    if "name_th" not in found and "name_en" not in found:
        raise InputError(
            "{file} has no column of names; name it with --name-th or --name-en. "
            "Its columns are: {columns}.",
            file=file,
            columns=listed,
        )
    return found


def _code(row: Row, columns: Columns) -> str:
    code = columns.cell(row.values, "code")
    if code is None:
        raise InputError("It has no code.")
    return code


def _district(
    row: Row, columns: Columns, code: str, around: "_Around", log: RefusalLog
) -> _District:
    if row.problem is not None:
        raise row.problem
    shape, fault = read_polygons(row.geom)
    around.require(shape)
    names = [tidy(columns.cell(row.values, name)) for name in ("name_th", "name_en")]
    if fault is not None:
        log.warn(
            GeoserviceError(
                "The polygon of {name} ({code}) was repaired: {fault}.",
                name=names[0] or names[1] or "-",
                code=code,
                fault=fault,
            )
        )
    return _District(code, names[0], names[1], shape)


class _Around:
    """The city, to tell the districts it shares more than a sliver with."""

    def __init__(self, city: BaseGeometry) -> None:
        self._city = city
        shapely.prepare(self._city)
        self._plane: LocalPlane = plane_at(city)
        self._flat = self._plane.project(city)
        self._swapped = 0
        self._taken = 0

    def require(self, district: MultiPolygon) -> None:
        """Raise InputError for a district that is not of the city."""
        if not self._city.intersects(district) or not self._shares_more_than_a_sliver(district):
            exchanged = shapely.transform(district, lambda pairs: pairs[:, ::-1])
            self._swapped += self._city.intersects(exchanged)
            raise InputError("It lies outside the city.")
        self._taken += 1

    def finish(self, file: str) -> None:
        """Raise InputError where districts lie in the city only when lon and lat are exchanged."""
        if self._swapped and not self._taken:
            raise swapped(file)

    def _shares_more_than_a_sliver(self, district: MultiPolygon) -> bool:
        flat = shapely.make_valid(self._plane.project(district))
        shared = only_polygons(shapely.intersection(flat, self._flat))
        if shared.area >= _SHARE_OF_DISTRICT * flat.area:
            return not shared.is_empty
        if shared.area >= _SHARE_OF_CITY * self._flat.area:
            return True
        return any(_inscribed_radius(part) >= _CIRCLE_METRES for part in shared.geoms)


def _inscribed_radius(polygon: BaseGeometry) -> float:
    if polygon.area < 3.14 * _CIRCLE_METRES**2:
        return 0.0
    return float(shapely.maximum_inscribed_circle(polygon, tolerance=_CIRCLE_METRES / 50).length)


def _replaced(session: Session, city: City, level: str, source: str) -> list[GeoserviceError]:
    """Return a word on each other source whose districts give way."""
    rows = session.execute(
        text(
            "SELECT source, count(*) AS number FROM district"
            " WHERE city_id = :city AND level = :level AND source <> :source"
            " AND status = 'published' GROUP BY source ORDER BY source"
        ),
        {"city": city.id, "level": level, "source": source},
    )
    return [
        GeoserviceError(
            "{count} districts of this level came from {source}; this file replaces them.",
            count=row.number,
            source=row.source,
        )
        for row in rows
    ]
