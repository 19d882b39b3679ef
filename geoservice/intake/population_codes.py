"""Figures of people by district code: of a whole country perhaps, for the districts of one city."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from geoservice.errors import GeoserviceError, InputError
from geoservice.intake.district_codes import plain_code
from geoservice.intake.loading import Counts, Refusal
from geoservice.intake.population_reading import Reading, figures_year
from geoservice.intake.population_rows import Figures, is_long, sex_and_age, sexes_differ
from geoservice.intake.population_store import Census, Counted, district_codes, store_population
from geoservice.intake.population_sums import unequal_sums
from geoservice.intake.tables import Row
from geoservice.store.models import City


def import_codes(session: Session, city: City, source: str, reading: Reading) -> Counts:
    """Store the figures of those codes that are districts of the city; check the levels' sums."""
    known = district_codes(session, city)
    if not known:
        raise InputError(
            "The city {city} has no districts yet to which figures could belong; bring them in "
            "first with: geoservice import districts",
            city=city.slug,
        )
    figures, names, twice = _by_plain_code(reading, city.country)
    log = reading.log
    log.require_some(len(figures))
    census = Census(source, figures_year(reading.how, reading.table.file, reading.years))
    if twice:
        raise InputError(
            "In {file} some codes are there more than once: {codes}.",
            file=reading.table.file,
            codes=_some(twice),
        )
    ours = [
        Counted(figures[code], level=level, code=own)
        for code in figures
        for level, own in known.get(code, ())
    ]
    if not ours:
        raise InputError(
            "No code in {file} ({theirs}) is that of a district of {city} ({ours}); name the right "
            "column with --map column=code.",
            file=reading.table.file,
            theirs=_some(figures),
            city=city.slug,
            ours=_some(known),
        )
    outside = [code for code in figures if code not in known]
    counts = store_population(session, city, census, ours)
    counts = counts.with_refusals([*log.refusals(), *_outside(outside)])
    return counts.with_warnings([*_sexes(figures, names), *unequal_sums(figures, names)])


def _by_plain_code(
    reading: Reading, country: str
) -> tuple[dict[str, Figures], dict[str, str], list[str]]:
    """Return figures and names by plain code, and the codes that are there twice.

    The rows of a long table are added up.
    """
    figures: dict[str, Figures] = {}
    names: dict[str, str] = {}
    seen: set[tuple[str, ...]] = set()
    twice: list[str] = []
    for row, counted in reading.rows():
        said = reading.columns.cell(row.values, "code")
        if said is None:
            reading.log.refuse(row.number, InputError("It has no code."))
            continue
        code = plain_code(said, country=country)
        key = (code, *(sex_and_age(row, reading.columns) if is_long(reading.columns) else ()))
        if key in seen:
            twice.append(code)
        seen.add(key)
        figures[code] = figures[code] + counted if code in figures else counted
        names.setdefault(code, _name(row))
    return figures, names, twice


def _name(row: Row) -> str:
    names = ("name_th", "dname", "TAM_NAMT", "ADM3_TH", "ADM2_TH", "ชื่อ", "name", "name_en")
    return next((row.values[name] for name in names if name in row.values), "")


def _sexes(figures: dict[str, Figures], names: dict[str, str]) -> list[GeoserviceError]:
    words = (sexes_differ(each, f"{code} {names[code]}".strip()) for code, each in figures.items())
    return [word for word in words if word is not None]


def _some(codes: Iterable[str]) -> str:
    listed = list(codes)
    return ", ".join(listed[:5]) + (" …" if len(listed) > 5 else "")


def _outside(codes: list[str]) -> list[Refusal]:
    if not codes:
        return []
    reason = InputError("It is no district of the city.")
    return [Refusal(max(codes, key=len), reason, count=len(codes))]
