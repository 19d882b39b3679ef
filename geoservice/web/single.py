"""One feature as an answer: its text, its links, and the ETag that names its state.

The ETag begins with the mark of the row's state where a collection can be edited, so that whoever
edits can say by it which state was read, in whatever language or coordinate system.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from geoservice.ecology.editing.states import State
from geoservice.publish.crs import CoordinateSystem
from geoservice.publish.features import read_feature, read_version
from geoservice.publish.opening import state_now
from geoservice.store.catalog import Collection
from geoservice.web.answers import GEOJSON, JSON, answer, to_json
from geoservice.web.documents import PAGE, page_link, wants_page
from geoservice.web.feature_pages import feature_page
from geoservice.web.language import request_language
from geoservice.web.links import link
from geoservice.web.urls import address


@dataclass(frozen=True)
class Single:
    """A feature that was read; `changed_at` None where it changes with the clock."""

    collection: Collection
    feature: dict[str, Any]
    crs: CoordinateSystem
    changed_at: datetime | None


def read_single(
    session: Session, collection: Collection, feature_id: str, crs: CoordinateSystem
) -> Single:
    """Return a published feature; a space says whether it is open now, and until when."""
    feature = read_feature(session, collection, feature_id, crs)
    changed_at = read_version(session, collection).changed_at
    if collection.has_hours:
        if feature["properties"]["opening_hours"] is not None:
            changed_at = None
        feature["properties"] |= state_now(session, feature["properties"])
    return Single(collection, feature, crs, changed_at)


def answer_single(single: Single, url: str) -> Response:
    """Answer a feature that stands at an address, or a 304."""
    found = single.collection
    title = found.title(request_language())
    links = [link("self", url, GEOJSON, title), page_link(url, title), collection_link(found)]
    body = {**single.feature, "links": links}
    as_page = request.method in ("GET", "HEAD") and wants_page()
    text = feature_page(found, body) if as_page else to_json(body)
    response = answer(
        lambda: text,
        tag=_mark(single) + hashlib.sha256(text.encode()).hexdigest()[:16],
        media_type=PAGE if as_page else GEOJSON,
        changed_at=single.changed_at,
    )
    response.vary.add("Accept")
    return in_system(response, single.crs)


def in_system(response: Response, crs: CoordinateSystem) -> Response:
    """Say which coordinate system an answer is in (OGC 18-058r1, 6.3)."""
    response.headers["Content-Crs"] = f"<{crs.uri}>"
    return response


def collection_link(collection: Collection) -> dict[str, Any]:
    """Return the link to the collection of a feature."""
    href = address("ogc.collection", collection=collection.id)
    return link("collection", href, JSON, collection.title(request_language()))


def marks_in(tags: Iterable[str | None]) -> list[str]:
    """Return the marks of the states that ETags name; an empty one (None) names none."""
    return [tag.partition("-")[0] for tag in tags if tag]


def _mark(single: Single) -> str:
    if not single.collection.editable:
        return ""
    known = single.feature["properties"]
    changed = datetime.fromisoformat(known["updated_at"])
    return State(single.feature["id"], known["version"], changed).mark + "-"
