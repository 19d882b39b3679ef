"""What a file is, told by its content; its name must not say something else."""

import zipfile
from pathlib import Path

from geoservice.errors import InputError

LARGEST_BYTES = 2_000_000_000
_SUFFIXES = {
    "csv": (".csv", ".tsv", ".txt", ".tab"),
    "xlsx": (".xlsx", ".xlsm"),
    "geojson": (".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl"),
    "gpkg": (".gpkg",),
    "fgb": (".fgb",),
    "shp": (".shp",),
    "shp.zip": (".zip",),
    "kml": (".kml",),
}
TITLES = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "geojson": "GeoJSON",
    "gpkg": "GeoPackage",
    "fgb": "FlatGeobuf",
    "shp": "Shapefile",
    "shp.zip": "Shapefile (ZIP)",
    "kml": "KML",
}
_UNREADABLE = {
    b"%PDF": "PDF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"II*\x00": "GeoTIFF",
    b"MM\x00*": "GeoTIFF",
    b"PAR1": "Parquet",
}


def check_file(path: Path) -> None:
    """Raise InputError unless `path` is a readable file with something in it, and not too large."""
    if path.is_dir():
        raise InputError("{file} is a folder, not a file.", file=path)
    try:
        with path.open("rb") as file:
            start = file.read(1)
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError("There is no file {file}.", file=path) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError("{file} cannot be read ({reason}).", file=path, reason=reason) from None
    if not start:
        raise InputError("{file} is empty.", file=path.name)
    if size > LARGEST_BYTES:
        raise InputError(
            "{file} has {size} MB; the limit is {limit} MB. Cut it to the city first.",
            file=path.name,
            size=size // 1_000_000,
            limit=LARGEST_BYTES // 1_000_000,
        )


def find_format(path: Path) -> str:
    """Return the format of a table by its content, a key of `TITLES`.

    Raises InputError for a file that is none, or that is another than its name says.
    """
    check_file(path)
    with path.open("rb") as file:
        found = _by_content(path, file.read(4096))
    named = next((name for name, ends in _SUFFIXES.items() if path.suffix.lower() in ends), None)
    if named is not None and named != found:
        raise InputError(
            "{file} is named like {named} but holds {found}; give it the right name "
            "or get the right file.",
            file=path.name,
            named=TITLES[named],
            found=TITLES[found],
        )
    return found


def _by_content(path: Path, start: bytes) -> str:
    if start.startswith(b"PK"):
        return _zip_content(path)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise InputError(
            "{file} is an Excel file that is protected by a password or of the old .xls format; "
            "save it as .xlsx without a password.",
            file=path.name,
        )
    if start.startswith(b"SQLite format 3\x00"):
        return "gpkg"
    if start.startswith(b"fgb\x03"):
        return "fgb"
    if start.startswith(b"\x00\x00\x27\x0a"):
        return "shp"
    for magic, title in _UNREADABLE.items():
        if start.startswith(magic):
            raise _unreadable(path, title)
    return _text_content(path, start)


def _zip_content(path: Path) -> str:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [name.lower() for name in archive.namelist()]
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(
            "{file} is damaged or was cut short ({reason}); get it again.",
            file=path.name,
            reason=str(error)[:200],
        ) from error
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(name.endswith(".shp") for name in names):
        return "shp.zip"
    raise _unreadable(path, "ZIP")


def _text_content(path: Path, start: bytes) -> str:
    text = start.decode(
        "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", "ignore"
    )
    text = text.removeprefix("ï»¿").lstrip("\ufeff \t\r\n\x1e").lower()
    if text.startswith(("<!doctype html", "<html")):
        raise InputError(
            "{file} is a web page, not data; perhaps the download asked for a login.",
            file=path.name,
        )
    if text.startswith(("<?xml", "<kml")):
        if "<kml" in text:
            return "kml"
        raise _unreadable(path, "XML")
    if text.startswith("{"):
        return "geojson"
    if text.startswith("[") and path.suffix.lower() in _SUFFIXES["geojson"]:
        raise InputError("{file} is JSON but not GeoJSON: it has no features.", file=path.name)
    return "csv"


def _unreadable(path: Path, title: str) -> InputError:
    return InputError(
        "{file} is {found}; geoservice reads {known}.",
        file=path.name,
        found=title,
        known=", ".join(TITLES.values()),
    )
