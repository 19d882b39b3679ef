"""JSON answers that a cache can keep and a client can ask again for cheaply."""

import gzip
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, request
from werkzeug.http import http_date

from geoservice.publish.features import Version
from geoservice.publish.tiles import code_version
from geoservice.web.language import request_language

JSON = "application/json"
GEOJSON = "application/geo+json"
TEXT_VARIES = "Accept-Language, Cookie"
_PACKED_FROM_BYTES = 1024
_PACK_LEVEL = 1  # a page is packed for one asker: quickly
_CACHING = "public, max-age=0, s-maxage=30, stale-while-revalidate=60, stale-if-error=86400"


def json_answer(body: dict[str, Any], media_type: str = JSON) -> Response:
    """Return a document whose ETag is the digest of its text, or a 304."""
    text = to_json(body)
    return answer(lambda: text, tag=_digest(text), media_type=media_type)


def answer(
    write: Callable[[], str | bytes],
    *,
    tag: str,
    media_type: str,
    changed_at: datetime | None = None,
    weak: bool = False,
) -> Response:
    """Return what `write` writes under the ETag `tag`, or a 304 without writing."""
    response = Response(content_type=media_type)
    response.headers["Vary"] = TEXT_VARIES
    response.headers["Content-Language"] = request_language()
    if weak:  # a 304 says it too (RFC 9110, 15.4.5)
        response.vary.add("Accept-Encoding")
    if not is_known(response, tag=tag, changed_at=changed_at, weak=weak):
        written = write()
        body = written.encode() if isinstance(written, str) else written
        _fill(response, body, packable=weak)
    return response


def is_known(
    response: Response, *, tag: str, changed_at: datetime | None = None, weak: bool = False
) -> bool:
    """Give an answer its ETag and date; return whether the asker has it, which makes it a 304."""
    response.set_etag(tag, weak=weak)
    dated = _set_date(response, changed_at) if changed_at else False
    response.headers["Cache-Control"] = _CACHING
    response.make_conditional(request.environ if dated else _without_date())
    return response.status_code == 304


def _fill(response: Response, body: bytes, *, packable: bool) -> None:
    """Give an answer its body, packed where the asker can unpack it.

    Only under a weak ETag: a strong one promises the very same bytes to everybody.
    """
    if packable and len(body) >= _PACKED_FROM_BYTES and accepts_gzip():
        body = gzip.compress(body, _PACK_LEVEL, mtime=0)
        response.headers["Content-Encoding"] = "gzip"
    response.set_data(body)


def accepts_gzip() -> bool:
    """Return whether the asker can unpack gzip."""
    return request.accept_encodings.quality("gzip") > 0


def version_tag(version: Version, *asked: object) -> str:
    """Return the ETag of what is asked of one version, written by this code."""
    return f"{version.number:x}-{asked_tag(*asked)}"


def asked_tag(*asked: object) -> str:
    """Return the ETag of what is asked, written by this code in the language of the request."""
    return _digest(repr((code_version(), request_language(), *asked)))


def to_json(body: object) -> str:
    """Return compact JSON in which Thai stays readable."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _set_date(response: Response, changed_at: datetime) -> bool:
    """Say when something changed; return whether that date can be asked by.

    HTTP knows seconds. Within the second of a change another may follow, which the date would
    hide: then a second earlier is said, so that the date given out later is another.
    """
    second = changed_at.astimezone(UTC).replace(microsecond=0)
    settled = datetime.now(UTC) >= second + timedelta(seconds=1)
    told = second if settled else second - timedelta(seconds=1)
    response.headers["Last-Modified"] = http_date(told)
    return settled


def _without_date() -> dict[str, Any]:
    dates = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_UNMODIFIED_SINCE")
    return {name: value for name, value in request.environ.items() if name not in dates}
