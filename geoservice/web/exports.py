"""Exports over HTTP: a whole collection, filtered as items are, in the format asked for.

An export's ETag is the version of the data and what was asked: a 304 and a HEAD run no query. Equal
data gives equal bytes, so a file that broke off is gone on with by `Range` and `If-Range`; a text
that is read while it goes out has no ranges.
"""

import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from http import HTTPStatus
from itertools import chain, islice
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import FileWrapper

from geoservice.publish.collections import find_collection
from geoservice.publish.exports.asked import AskedExport, export_parameters, parse_export
from geoservice.publish.exports.drafts import Draft
from geoservice.publish.exports.fields import fields_document
from geoservice.publish.exports.formats import DEFAULT, FIELDS, FORMATS
from geoservice.publish.exports.names import export_tag, file_name
from geoservice.publish.exports.rows import Export, prepare
from geoservice.publish.exports.writing import stream, write_file
from geoservice.publish.features import Version, read_version
from geoservice.publish.happening import with_interval
from geoservice.publish.opening import with_open_hours
from geoservice.store.copy_out import begin_reading
from geoservice.web.answers import accepts_gzip, is_known, json_answer
from geoservice.web.language import request_language
from geoservice.web.params import FORMAT, read_parameters
from geoservice.web.state import state

exports = Blueprint("exports", __name__, url_prefix="/api/collections/<collection>/export")

_CHUNK_BYTES = 1 << 16
_FIRST_CHUNKS = 2  # the head and the first rows: until they are there a failure can be told
_PACK_LEVEL = 1
_GZIP = 16 + zlib.MAX_WBITS


@exports.get("")
def export(collection: str) -> Response:
    """Answer a collection as a file, or what its fields mean."""
    found = find_collection(collection)
    arguments = read_parameters(export_parameters(found), formats=(*FORMATS, FIELDS))
    if arguments.get(FORMAT) == FIELDS:
        return json_answer(fields_document(found, request_language()))
    asked = parse_export(found, FORMATS[arguments.get(FORMAT, DEFAULT)], arguments)
    if asked.asked.open_at:
        hours = with_open_hours(state().database, state().hours, asked.asked)
        asked = replace(asked, asked=hours)
    if asked.interval:
        happening = with_interval(state().database, found, asked.asked, asked.interval)
        asked = replace(asked, asked=happening)
    with ExitStack() as held:
        session = held.enter_context(state().database.reading())
        begin_reading(session, timeout_ms=state().settings.export_timeout_ms)
        version = read_version(session, found, asked.asked.bbox)
        response = _described(asked, version)
        if response.status_code != HTTPStatus.NOT_MODIFIED and request.method != "HEAD":
            held.enter_context(state().exports.place(streamed=asked.format.streamed))
            fill = _fill_with_text if asked.format.streamed else _fill_with_file
            fill(response, session, prepare(session, asked, version), held)
    return response


def _described(asked: AskedExport, version: Version) -> Response:
    """Return an answer without its body, a 304 for who has it."""
    form = asked.format
    response = Response(content_type=form.media_type)
    name = file_name(asked, version)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    tag = export_tag(asked, version)
    if not form.streamed:
        response.headers["Accept-Ranges"] = "bytes"
    else:
        response.headers["Vary"] = "Accept-Encoding"
        if accepts_gzip():
            response.headers["Content-Encoding"] = "gzip"
            tag += "-gz"  # other bytes, another strong tag
    is_known(response, tag=tag, changed_at=None if asked.asked.open_at else version.changed_at)
    response.automatically_set_content_length = False  # nobody knows it yet
    response.headers.pop("Content-Length", None)
    return response


def _fill_with_text(response: Response, session: Session, export: Export, held: ExitStack) -> None:
    """Let the text go out while it is read; whoever hangs up ends the query."""
    body = stream(session, export)
    held.callback(body.close)
    text: Iterator[bytes] = chain(list(islice(body, _FIRST_CHUNKS)), body)
    response.response = _packed(text) if "Content-Encoding" in response.headers else text
    response.call_on_close(held.pop_all().close)


def _packed(text: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(_PACK_LEVEL, wbits=_GZIP)
    for part in text:
        if packed := packer.compress(part):
            yield packed
    yield packer.flush()


def _fill_with_file(response: Response, session: Session, export: Export, held: ExitStack) -> None:
    """Write the file, then send it; its folder is gone before the first byte is sent."""
    folder = Path(tempfile.mkdtemp(prefix="geoservice-export-"))
    held.callback(shutil.rmtree, folder, ignore_errors=True)
    path = folder / f"{export.asked.collection.id}{export.asked.format.ending}"
    write_file(Draft(session, export, path))
    file = path.open("rb")
    response.call_on_close(file.close)
    response.content_length = path.stat().st_size
    response.response = FileWrapper(file, _CHUNK_BYTES)
    try:
        response.make_conditional(
            _ranges(), accept_ranges=True, complete_length=response.content_length
        )
    except RequestedRangeNotSatisfiable:
        file.close()
        raise


_SETTLED = frozenset(
    f"HTTP_IF_{each}" for each in ("NONE_MATCH", "MODIFIED_SINCE", "MATCH", "UNMODIFIED_SINCE")
)


def _ranges() -> dict[str, Any]:
    """Return what is asked without its conditions, which were answered before the file was made."""
    return {name: value for name, value in request.environ.items() if name not in _SETTLED}
