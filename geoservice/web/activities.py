"""Activities over HTTP: what happens when, and calendars to subscribe to."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from geoservice.ecology.activities.reading import find_clock, read_activities, read_programme
from geoservice.publish.activities import (
    PARAMETERS,
    parse_programme,
    parse_wanted,
    programme_document,
)
from geoservice.publish.agenda_names import agenda_titles
from geoservice.publish.bodies import check_city
from geoservice.publish.calendar import MEDIA_TYPE, Calendar, write_calendar
from geoservice.publish.features import read_version
from geoservice.store.catalog import ACTIVITIES
from geoservice.web.answers import answer, json_answer, version_tag
from geoservice.web.language import request_language
from geoservice.web.params import read_parameters
from geoservice.web.state import state
from geoservice.web.urls import address, asked_address

activities = Blueprint("activities", __name__)


@activities.get("/api/activities")
def programme() -> Response:
    """Answer what happens in a city: each time, the soonest first, or the nearest."""
    asked = parse_programme(read_parameters(PARAMETERS, formats=("json",)))
    with state().database.reading() as session:
        window = asked.window(find_clock(session, asked.city).zone, datetime.now(UTC))
        found = read_programme(session, asked.city, asked.wanted, window)
    return json_answer(programme_document(asked.city, window, found))


@activities.get("/calendar/<city>.ics")
def calendar(city: str) -> Response:
    """Answer the activities of a city, of a kind of space or of one, as an iCalendar file."""
    wanted = parse_wanted(read_parameters(("space", "kind")))
    slug, language = check_city("city", city), request_language()
    with state().database.reading() as session:
        version = read_version(session, ACTIVITIES)
        clock = find_clock(session, slug)
        found = read_activities(session, slug, wanted)
        agendas = agenda_titles(session, slug)
    names = (clock.name_en, clock.name_th) if language == "en" else (clock.name_th, clock.name_en)
    about = Calendar(
        name=f"{ACTIVITIES.title(language)} · {names[0] or names[1] or slug}",
        city=slug,
        zone=clock.zone,
        language=language,
        space_url=address("space_pages.page", space_id=0).removesuffix("0") + "{id}",
        agendas=agendas,
    )
    response = answer(
        lambda: write_calendar(about, found, now=datetime.now(UTC)),
        tag=version_tag(version, asked_address()),
        media_type=MEDIA_TYPE,
        changed_at=version.changed_at,
        weak=True,
    )
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.ics"'
    return response
