"""What the curator's desk reads: spaces whole, likely twins, and what imports did, as documents."""

from collections.abc import Iterable, Mapping
from typing import Any

from geoservice.ecology.editing.whole import WholeSpace
from geoservice.ecology.imports import PastImport
from geoservice.intake.duplicates import Duplicate
from geoservice.language import translate

_REASONS = {
    "same_name": "the same name",
    "alike": "names alike",
    "sounds_alike": "names that sound alike",
    "same_wikidata": "the same Wikidata entry",
    "same_phone": "the same telephone",
    "same_website": "the same website",
}
_DIGITS = 7


def whole_document(space: WholeSpace) -> dict[str, Any]:
    """Return a space as GeoJSON with what the public is not shown."""
    return {
        "type": "Feature",
        "id": space.state.id,
        "geometry": _point(space.place),
        "properties": dict(space.fields),
        "source": space.source,
        "version": space.state.version,
        "hangs": dict(space.hangs),
    }


def twins_document(
    pairs: Iterable[Duplicate], spaces: Mapping[int, WholeSpace], language: str
) -> dict[str, Any]:
    """Return pairs of spaces that may be one, the likeliest first; the one to keep in `keep`."""
    return {
        "duplicates": [
            {
                "keep": whole_document(spaces[pair.keep.id]),
                "other": whole_document(spaces[pair.other.id]),
                "metres": pair.metres,
                "score": pair.score,
                "reasons": [translate(_REASONS.get(each, each), language) for each in pair.reasons],
            }
            for pair in pairs
            if pair.keep.id in spaces and pair.other.id in spaces
        ]
    }


def imports_document(imports: Iterable[PastImport], language: str) -> dict[str, Any]:
    """Return past imports, their refusals in the reader's language."""
    return {
        "imports": [
            {
                "id": each.id,
                "at": each.at.isoformat(),
                "actor": each.actor,
                "action": each.action,
                "file": each.file,
                "figures": dict(each.figures),
                "refused": each.refused,
                "refusals": [
                    {"row": one["row"], "count": one["count"], "reason": one[language]}
                    for one in each.refusals
                ],
            }
            for each in imports
        ]
    }


def _point(place: tuple[float, float] | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {"type": "Point", "coordinates": [round(each, _DIGITS) for each in place]}
