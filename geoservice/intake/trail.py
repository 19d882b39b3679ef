"""The trail an import of a table leaves: which file, under which name, what it did and refused."""

from pathlib import Path
from typing import NamedTuple

from sqlalchemy.orm import Session

from geoservice.intake.loading import Counts
from geoservice.intake.refusals import told
from geoservice.store.audit import SHELL, file_sum
from geoservice.store.models import Audit, City

_FIGURES = ("read", "new", "changed", "unchanged", "hidden", "refused")


class Origin(NamedTuple):
    """Where rows of a layer came from: the file, and the name they are kept under."""

    layer: str
    path: Path
    source: str


def record_import(session: Session, city: City, origin: Origin, counts: Counts) -> None:
    """Write down that a file was imported from the shell; nothing where it changed nothing."""
    if not (counts.new or counts.changed or counts.hidden):
        return
    after = {
        "file": origin.path.name,
        "sha256": file_sum(origin.path),
        "source": origin.source,
        "figures": {name: getattr(counts, name) for name in _FIGURES},
        "refused": counts.refused,
        "refusals": told(counts.refusals),
    }
    action = f"import {origin.layer}"
    session.add(Audit(city_id=city.id, actor=SHELL, action=action, layer=origin.layer, after=after))
    session.flush()
