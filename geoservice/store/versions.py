"""The versions that what is kept hangs on: of a city's data, and of the code that made it."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.orm import Session

from geoservice.errors import NotFoundError


def city_version(session: Session, city_id: int, layers: Iterable[str]) -> str:
    """Return the version of some layers in the box of a city; NotFoundError without the city."""
    version = session.scalar(_VERSION, {"city": city_id, "layers": list(layers)})
    if version is None:
        raise NotFoundError("There is no such city here.")
    return f"{version:x}"


_VERSION = text(
    "SELECT known.version FROM published.city AS city, published.layers_version("
    "CAST(:layers AS text[]), st_xmin(city.geom), st_ymin(city.geom), st_xmax(city.geom), "
    "st_ymax(city.geom)) AS known WHERE city.id = :city"
)


def code_digest(folder: Path, names: Iterable[str]) -> str:
    """Return a digest of files of code and tables: what they made is stale when it changes."""
    whole = b"".join((folder / name).read_bytes() for name in names)
    return hashlib.sha256(whole).hexdigest()[:12]
