"""How a tile is answered: status, headers and bytes, the same on both ways to it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from geoservice.publish.shelf import Kept
from geoservice.publish.tiles import MEDIA_TYPE

# A cache may show a tile for a minute, then for one more while it asks again, and for a day when
# this server is gone.
_CACHING = "public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
_CACHING_BY_CLOCK = "private, max-age=30"  # what is open changes with the time
_VERSION_IN_TAG = re.compile(r'"([0-9a-f]{1,15})-([0-9a-f]{12})(?:-gz)?"')
_LONGEST_TAGS = 4000
Headers = list[tuple[str, str]]


@dataclass(frozen=True)
class Written:
    """An answer ready to be sent."""

    status: int
    headers: Headers
    body: bytes


def shelf_key(environ: Mapping[str, str]) -> tuple[str, str]:
    """Return what a tile is kept under: the address it was asked by."""
    return environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")


def known_versions(if_none_match: str, mark: str) -> set[int]:
    """Return the versions that the asker says it has of the tile with this fingerprint."""
    if not if_none_match:
        return set()
    tags = _VERSION_IN_TAG.findall(if_none_match[:_LONGEST_TAGS])
    return {int(version, 16) for version, of in tags if of == mark}


def write_tile(found: Kept | int, mark: str, *, packable: bool, by_clock: bool = False) -> Written:
    """Return the answer for a tile, or for its version alone: a 304."""
    kept = found if isinstance(found, Kept) else None
    version = kept.version if kept else found
    packed = kept.packed if kept and packable else None
    headers = [
        ("ETag", f'"{version:x}-{mark}{"-gz" if packed else ""}"'),
        ("Cache-Control", _CACHING_BY_CLOCK if by_clock else _CACHING),
        ("Vary", "Accept-Encoding"),
    ]
    if kept is None:
        return Written(304, headers, b"")
    if not kept.body:
        return Written(204, headers, b"")
    headers.append(("Content-Type", MEDIA_TYPE))
    if packed:
        headers.append(("Content-Encoding", "gzip"))
    body = packed or kept.body
    headers.append(("Content-Length", str(len(body))))
    return Written(200, headers, body)
