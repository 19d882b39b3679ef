"""The learning passport over HTTP: stamps, certificates, counts, and sheets that stamp."""

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from geoservice.ecology.candidates import read_city
from geoservice.ecology.editing.states import Act
from geoservice.ecology.passport.certificates import add_up, write_certificate
from geoservice.ecology.passport.counts import read_counts
from geoservice.ecology.passport.sheets import Sheet, issue_sheet
from geoservice.ecology.passport.stamping import stamp
from geoservice.errors import NotFoundError
from geoservice.publish.bodies import LARGEST_ID, check_city, check_text
from geoservice.publish.passport import (
    certificate_document,
    counts_document,
    parse_passport,
    parse_scan,
    sheet_document,
    stamp_document,
)
from geoservice.web.access import asker
from geoservice.web.answers import json_answer
from geoservice.web.keys import app_key
from geoservice.web.params import read_json_body, read_parameters
from geoservice.web.state import state, writing
from geoservice.web.throttle import limited, sender_address
from geoservice.web.urls import address

passport = Blueprint("passport", __name__, url_prefix="/api")

CITY, REASON = "city", "reason"
STAMP_RATE = "300/hour"  # a whole class stands behind one address
CERTIFICATE_RATE = "60/hour"
_LONGEST_REASON = 500


@passport.post("/passport/stamps", endpoint="stamp")
@limited("stamps", STAMP_RATE)
def give_stamp() -> Response:
    """Give a device the stamp of the sheet that it scanned."""
    read_parameters(formats=("json",))
    scan = parse_scan(read_json_body())
    with writing() as session:
        given = stamp(session, app_key, scan.token, scan.device, now=datetime.now(UTC))
    response = _fresh(stamp_document(given))
    response.status_code = 201
    return response


@passport.post("/passport/certificate", endpoint="certificate")
@limited("certificates", CERTIFICATE_RATE)
def give_certificate() -> Response:
    """Answer what stamps add up to, signed; nothing is kept."""
    read_parameters(formats=("json",))
    sent = parse_passport(read_json_body())
    today = datetime.now(UTC).date()
    found = add_up(app_key, sent.stamps, name=sent.name, today=today)
    token = write_certificate(app_key, found)
    link = address("passport_pages.certificate", c=token)
    return _fresh(certificate_document(found, token, link))


@passport.get("/passport/counts")
def counts() -> Response:
    """Answer how many stamps the spaces of a city gave each month, in full fives."""
    slug = check_city(CITY, read_parameters((CITY,), formats=("json",)).get(CITY))
    with state().database.reading() as session:
        city = read_city(session, slug)
        return json_answer(counts_document(city.slug, read_counts(session, city.id)))


@passport.post("/spaces/<int:space_id>/stamp-sheets")
def issue(space_id: int) -> Response:
    """Make a new sheet for a space; the older ones end within a week."""
    arguments = read_parameters((REASON,), formats=("json",))
    sheet = issue_now(space_id, arguments.get(REASON, ""))
    response = _fresh(sheet_document(sheet, link_of(sheet), page_of(space_id)))
    response.status_code = 201
    response.headers["Location"] = page_of(space_id)
    return response


def issue_now(space_id: int, reason: str = "") -> Sheet:
    """Return a new sheet of a space, made by who asks."""
    with writing() as session:
        return issue_sheet(
            session, act_now(reason), check_space(space_id), now=datetime.now(UTC), keys=app_key
        )


def act_now(reason: str = "") -> Act:
    """Return who acts now, why and from where."""
    why = check_text(REASON, reason, most=_LONGEST_REASON).strip()
    return Act(asker(), why or None, sender_address())


def check_space(space_id: int) -> int:
    """Return an id that the store can hold; NotFoundError for any other."""
    if space_id > LARGEST_ID:
        raise NotFoundError("There is no space {space}.", space=str(space_id)[:20])
    return space_id


def link_of(sheet: Sheet) -> str:
    """Return where the code of a sheet leads."""
    return address("passport_pages.scanned", s=sheet.token)


def page_of(space_id: int) -> str:
    """Return where the sheet of a space is printed."""
    return address("passport_pages.sheet", space_id=space_id)


def _fresh(body: dict[str, Any]) -> Response:
    response = json_answer(body)
    response.headers["Cache-Control"] = "no-store"
    return response
