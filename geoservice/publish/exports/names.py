"""What an export is called: city, date and version of the data, so that no two are mixed up."""

import hashlib
import re

from geoservice.publish.exports.asked import AskedExport
from geoservice.publish.features import Version
from geoservice.publish.filters import Filter
from geoservice.publish.tiles import code_version

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


def file_name(asked: AskedExport, version: Version) -> str:
    """Return a name like `spaces-chiang-mai-20261124-v1764000000000.gpkg`.

    What is more than a city, or is in a coordinate system asked for, has a few letters of its own.
    """
    parts = [asked.collection.id]
    city = _city(asked.asked)
    if city:
        parts.append(city)
    if version.changed_at:
        parts.append(f"{version.changed_at:%Y%m%d}")
    parts.append(f"v{version.number}")
    if asked.crs and asked.crs.code:
        parts.append(f"epsg{asked.crs.code}")
    if _is_more_than_a_city(asked):
        parts.append(_mark(asked)[:6])
    return "-".join(parts) + asked.format.ending


def export_tag(asked: AskedExport, version: Version) -> str:
    """Return the ETag of an export: the same for everybody, in whatever language."""
    return f"{version.number:x}-{_mark(asked)}"


def _mark(asked: AskedExport) -> str:
    told = (code_version(), asked.collection.id, asked.format.id, asked.asked, asked.properties)
    crs = asked.crs.code if asked.crs else None
    return hashlib.sha256(repr((*told, crs, asked.bom)).encode()).hexdigest()[:16]


def _city(asked: Filter) -> str:
    """Return the one city that is asked for, if its name may stand in the name of a file."""
    slugs = dict(asked.values).get("city", ())
    return str(slugs[0]) if len(slugs) == 1 and _SLUG.fullmatch(str(slugs[0])) else ""


def _is_more_than_a_city(asked: AskedExport) -> bool:
    plain = Filter(values=tuple(each for each in asked.asked.values if each[0] == "city"))
    whole = asked.properties == tuple(asked.collection.properties)
    named = len(plain.values) == (1 if _city(asked.asked) else 0)
    return asked.asked != plain or not whole or not named
