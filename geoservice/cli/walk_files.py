"""Writing a planned walk to a file: by its ending."""

import json
from collections.abc import Callable
from pathlib import Path

from geoservice.cli.pdf import print_pdf
from geoservice.ecology.planner import PlannedWalk
from geoservice.errors import InputError, UnavailableError
from geoservice.publish.walks.documents import walk_document
from geoservice.publish.walks.gpx import walk_gpx
from geoservice.publish.walks.kml import walk_kml
from geoservice.publish.walks.tokens import write_walk
from geoservice.store.database import Database

ENDINGS = (".geojson", ".json", ".gpx", ".kml", ".pdf")


def check_file(file: Path) -> None:
    """Raise InputError for a file that is of no known kind or cannot be there."""
    if file.suffix.lower() not in ENDINGS:
        raise InputError(
            "{file} ends in none of {known}, so it is not clear what to write.",
            file=file.name,
            known=", ".join(ENDINGS),
        )
    if not file.absolute().parent.is_dir():
        raise InputError("There is no folder {folder}.", folder=file.absolute().parent)


def write_file(
    file: Path, planned: PlannedWalk, language: str, *, link: str, database: Database
) -> None:
    """Write a walk in the format of the file's ending."""
    ending = file.suffix.lower()
    if ending == ".pdf":
        page = f"/walks/print?plan={write_walk(planned.asked)}&lang={language}"
        body = print_pdf(page, database=database, base=link.partition("/?")[0])
    else:
        body = _WRITERS.get(ending, _geojson)(planned, language, link=link)
    try:
        file.write_bytes(body)
    except OSError as error:
        raise UnavailableError(
            "{file} cannot be written: {reason}", file=file, reason=error.strerror
        ) from error


def _geojson(planned: PlannedWalk, language: str, *, link: str) -> bytes:
    document = walk_document(planned, language, link=link)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


_WRITERS: dict[str, Callable[..., bytes]] = {".gpx": walk_gpx, ".kml": walk_kml}
