"""The pictures and recordings of a piece of knowledge as curators send and read them."""

from collections.abc import Callable, Mapping
from typing import Any

from geoservice.errors import InputError
from geoservice.publish.bodies import check_list, check_object, check_text

PARTS: Mapping[str, tuple[str, ...]] = {
    "pictures": ("key", "caption_th", "caption_en", "credit", "licence"),
    "recordings": ("key", "transcript_th", "transcript_en", "credit", "licence"),
}
"""What is said of each picture and of each recording."""
MOST = 20
_LONGEST = {"transcript_th": 20_000, "transcript_en": 20_000, "key": 60}
_USUAL = 500


def parse_media(body: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return what a piece is to show, part by part; each picture once."""
    given = check_object("body", body, (*PARTS, "etag"))
    return {part: _entries(part, given.get(part, [])) for part in PARTS}


def media_document(media: Mapping[str, Any], url: Callable[[str], str]) -> dict[str, Any]:
    """Return what a piece shows, with the address of each."""
    return {
        part: [
            {name: entry.get(name) for name in names} | {"url": url(entry["key"])}
            for entry in media.get(part, ())
        ]
        for part, names in PARTS.items()
    }


def _entries(part: str, given: object) -> list[dict[str, Any]]:
    entries: dict[str, dict[str, Any]] = {}
    for n, each in enumerate(check_list(part, given, most=MOST)):
        known = check_object(f"{part}[{n}]", each, (*PARTS[part], "url"))
        entry = {
            name: check_text(f"{part}[{n}].{name}", known[name], most=_LONGEST.get(name, _USUAL))
            for name in PARTS[part]
            if name in known
        }
        if not entry.get("key"):
            raise InputError("'{name}' is missing; it is needed.", name=f"{part}[{n}].key")
        entries[entry["key"]] = {name: text.strip() for name, text in entry.items() if text.strip()}
    return list(entries.values())
