"""Writing a planned walk to a file: by its ending."""

import json
from collections.abc import Callable
from pathlib import Path

from geoservice.cli.files import write_whole
from geoservice.cli.pdf import print_pdf
from geoservice.ecology.planner import PlannedWalk
from geoservice.publish.walks.documents import walk_document
from geoservice.publish.walks.gpx import walk_gpx
from geoservice.publish.walks.kml import walk_kml
from geoservice.publish.walks.tokens import write_walk
from geoservice.store.database import Database

ENDINGS = (".geojson", ".json", ".gpx", ".kml", ".pdf")


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
    write_whole(file, body)


def _geojson(planned: PlannedWalk, language: str, *, link: str) -> bytes:
    document = walk_document(planned, language, link=link)
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


_WRITERS: dict[str, Callable[..., bytes]] = {".gpx": walk_gpx, ".kml": walk_kml}
