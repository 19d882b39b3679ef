"""The name under which a file's rows are kept, so that a later import finds them again."""

from pathlib import Path

from geoservice.errors import InputError
from geoservice.intake.tables.cells import cell_text

_RESERVED = ("osm",)
_LONGEST = 100


def source_name(given: str | None, path: Path) -> str:
    """Return the source's name: as given, else the file's name without its ending.

    InputError for names that the store uses itself: "osm", and what a curator's mark looks like.
    """
    name = cell_text(given if given is not None else path.name.split(".")[0] or path.name)
    if name is None or len(name) > _LONGEST or ":" in name or name.lower() in _RESERVED:
        raise InputError(
            "A source cannot be called '{name}'; choose another name with --source (not osm, "
            "no colon, at most {limit} characters).",
            name=name or "",
            limit=_LONGEST,
        )
    return name
