"""Shapefile in a ZIP archive: short names for its fields, and a list that says which is which.

A dBASE table has names of ten bytes, texts of 254 and no times (ESRI, Shapefile Technical
Description, 1998).
"""

import csv
import io
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from geoservice.errors import InputError
from geoservice.language import say_both
from geoservice.publish.exports.batches import Shape
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.gdal import Driver, write_with
from geoservice.publish.exports.rows import SEPARATOR, Export, chosen_rows
from geoservice.publish.exports.short_names import short_names

_TEXT_BYTES = 254
_TABLE_BYTES = 2_000_000_000
_NUMBER_BYTES = 24
_TIME_BYTES = 24  # 2026-11-24T09:19:51.719Z
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def write_shp(draft: Draft) -> None:
    """Write the archive: the shapefile, fields.csv and README.txt."""
    export = draft.export
    widths = _measure(draft)
    shape = Shape(timeless=True, names=short_names(export.properties), widths=widths)
    layer = draft.path.parent / f"{export.asked.collection.id}.shp"
    date = export.about.changed_at.strftime("%Y-%m-%d")
    driver = Driver("ESRI Shapefile", {"DBF_DATE_LAST_UPDATE": date}, encoding="UTF-8", shape=shape)
    write_with(replace(draft, path=layer), driver)
    _pack(draft, layer, widths)


def _measure(draft: Draft) -> dict[str, int]:
    """Return how many bytes the longest text of each property has, 254 at most.

    InputError where the table would be larger than other programs can read.
    """
    export = draft.export
    rows = chosen_rows(export)
    sizes = {
        name: func.octet_length(func.array_to_string(rows.c[name], SEPARATOR))
        if each.type == "array"
        else func.octet_length(rows.c[name])
        for name, each in export.properties.items()
        if each.type in ("string", "array")
    }
    asked = select(func.count(), *(func.max(size) for size in sizes.values())).select_from(rows)
    count, *longest = draft.session.execute(asked).one()
    widths = {
        name: min(max(size or 1, 1), _TEXT_BYTES) for name, size in zip(sizes, longest, strict=True)
    }
    widths |= {name: _TIME_BYTES for name, each in export.properties.items()
               if each.type == "datetime"}  # fmt: skip
    others = len(export.properties) + 1 - len(widths)
    _check_size(count * (sum(widths.values()) + others * _NUMBER_BYTES))
    return widths


def _check_size(size: int) -> None:
    if size > _TABLE_BYTES:
        raise InputError(
            "A shapefile holds 2 GB at most, this one would have {size} GB; ask for fewer "
            "properties or features, or take gpkg.",
            size=f"{size / 1e9:.1f}",
        )


def _pack(draft: Draft, layer: Path, widths: dict[str, int]) -> None:
    """Put all parts into the archive, dated by the data: equal data gives equal bytes."""
    export = draft.export
    with zipfile.ZipFile(draft.path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in (layer.with_suffix(ending) for ending in _PARTS):
            entry = _entry(part.name, export)
            with part.open("rb") as source, archive.open(entry, "w", force_zip64=True) as packed:
                shutil.copyfileobj(source, packed)
            part.unlink()
        archive.writestr(_entry("fields.csv", export), _fields(export, widths))
        archive.writestr(_entry("README.txt", export), _readme(export))


def _entry(name: str, export: Export) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, export.about.changed_at.timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _fields(export: Export, widths: dict[str, int]) -> bytes:
    """Return the list of fields: short name, name, titles, unit, bytes of the longest text."""
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(("field", "property", "title_th", "title_en", "unit", "type", "bytes"))
    table.writerow(("id", "id", "รหัส", "Identifier", "", "integer", ""))
    short = short_names(export.properties)
    for name, each in export.properties.items():
        titles = (each.title_th, each.title_en, each.unit, each.type)
        table.writerow((short[name], name, *titles, widths.get(name, "")))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _readme(export: Export) -> bytes:
    about = export.about
    notes = say_both(
        "The names of fields have ten bytes at most: fields.csv says which is which. Texts are "
        "UTF-8 and have 254 bytes at most; what was longer is cut. Arrays are joined by semicolons."
    )
    lines = (
        about.title,
        about.description,
        about.credit,
        about.licence.url if about.licence else "",
        f"{about.changed}, v{about.version.number}, {export.crs.short}",
        *notes,
    )
    return "\r\n".join(each for each in lines if each).encode() + b"\r\n"
