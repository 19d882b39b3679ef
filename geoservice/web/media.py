"""Pictures and recordings over HTTP: sent in as they are, given out once they are published."""

import io

from flask import Blueprint, Response, request, send_file
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType

from geoservice.ecology.accounts.asker import Asker
from geoservice.ecology.accounts.roles import Deed, may
from geoservice.ecology.media import add_picture, add_recording, find_medium
from geoservice.ecology.recordings import MEDIA_TYPES as RECORDING_TYPES
from geoservice.errors import AccessError, InputError
from geoservice.publish.bodies import check_city, check_one_of
from geoservice.publish.media import (
    KNOWLEDGE,
    OPEN_PURPOSES,
    PICTURE_TYPES,
    PURPOSES,
    MediumFile,
    is_given_out,
    medium_document,
    no_medium,
    read_medium,
)
from geoservice.store.cities import find_city
from geoservice.web.access import optional_asker
from geoservice.web.answers import JSON, to_json
from geoservice.web.authors import author
from geoservice.web.bearer import has_token, require_write_scope
from geoservice.web.language import say
from geoservice.web.params import read_parameters
from geoservice.web.problems import problem
from geoservice.web.state import state, writing
from geoservice.web.throttle import check_rate
from geoservice.web.urls import address

media = Blueprint("media", __name__)

CITY, FOR = "city", "for"
OPEN_RATE = "30/hour; 100/day"
"""How many pictures one address may send without an account."""

# Whoever was given a picture may keep it for a day: one that is taken away is gone by then.
_CACHING = "public, max-age=86400, immutable"
_MEGABYTE = 1_000_000


@media.post("/api/media")
def add() -> Response:
    """Keep a picture, or a recording, as a draft; answer the key by which it can be shown."""
    arguments = read_parameters((CITY, FOR))
    purpose = check_one_of(FOR, arguments.get(FOR, ""), PURPOSES)
    slug = check_city(CITY, arguments.get(CITY, ""))
    curator = _curator() if purpose not in OPEN_PURPOSES else None
    is_recording = _check_type(purpose)
    if curator is None:
        check_rate("pictures", OPEN_RATE)
    content, who = _content(), author()
    with writing() as session:
        city = find_city(session, slug)
        if curator is not None:
            curator.require_city(city.id)
        keep = add_recording if is_recording else add_picture
        medium = keep(session, city.id, content, author=who)
        document = medium_document(medium, address("media.show", key=medium.key))
    response = Response(to_json(document), status=201, content_type=JSON)
    response.headers["Location"] = document["url"]
    response.headers["Cache-Control"] = "no-store"
    return response


@media.get("/media/<key>")
def show(key: str) -> Response:
    """Answer a picture or a recording that is published; to curators of its city, any."""
    curator = optional_asker()
    if curator is not None and may(curator.role, Deed.CURATE):
        return _show_curator(curator, key)
    with state().database.reading() as session:
        found = read_medium(session, key)
    return _send(found, key)


def _show_curator(curator: Asker, key: str) -> Response:
    with state().database.writing() as session:
        medium = find_medium(session, key)
        if medium is None or curator.city_id not in (None, medium.city_id):
            raise no_medium(key)
        found = MediumFile(medium.media_type, medium.content, medium.created_at)
        is_for_everybody = is_given_out(session, key)
    response = _send(found, key)
    if not is_for_everybody:
        response.headers["Cache-Control"] = "private, no-store"
    return response


def _curator() -> Asker:
    """Return the curator who asks; AccessError for nobody, ForbiddenError for anybody else."""
    found = optional_asker()
    if found is None:
        raise AccessError("This takes a token; send it in the header Authorization: Bearer TOKEN.")
    if has_token():
        require_write_scope(found)
    found.require_deed(Deed.CURATE)
    return found


def _send(found: MediumFile, key: str) -> Response:
    response = send_file(
        io.BytesIO(found.content),
        mimetype=found.media_type,
        etag=key,
        last_modified=found.created_at,
        conditional=True,
    )
    response.headers["Cache-Control"] = _CACHING
    response.headers["Content-Disposition"] = "inline"
    response.headers["Content-Security-Policy"] = "default-src 'none'"
    return response


def _check_type(purpose: str) -> bool:
    """Return whether the body says it is a recording; 415 for what is not taken."""
    known = PICTURE_TYPES + (RECORDING_TYPES if purpose == KNOWLEDGE else ())
    if request.mimetype not in known:
        listed = ", ".join(known)
        refusal = problem(415, say("The body must be sent as Content-Type: {known}.", known=listed))
        refusal.headers["Accept-Post"] = listed
        raise UnsupportedMediaType(response=refusal)
    return request.mimetype in RECORDING_TYPES


def _content() -> bytes:
    """Return the body; one that says it is too large is refused before it is read.

    One that does not say how large it is (Transfer-Encoding: chunked) is read to a byte beyond.
    """
    most = state().settings.max_picture_bytes
    request.max_content_length = most + 1
    try:
        content = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise _too_large(most) from None
    if len(content) > most:
        raise _too_large(most)
    if not content:
        raise InputError("The body is empty; send the file itself as the body.")
    return content


def _too_large(most: int) -> RequestEntityTooLarge:
    said = say(
        "The file is larger than the {most} MB taken here; make it smaller.",
        most=f"{most / _MEGABYTE:g}",
    )
    return RequestEntityTooLarge(response=problem(413, said))
