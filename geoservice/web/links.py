"""Links and names that OGC API answers share."""

from typing import Any

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
REL = "http://www.opengis.net/def/rel/ogc/1.0/"


def link(rel: str, href: str, media_type: str, title: str, **others: object) -> dict[str, Any]:
    """Return a link of OGC API."""
    return {"rel": rel, "type": media_type, "href": href, "title": title, **others}
