"""What the doors of the curator's desk share: whose city, which number, and for whose eyes."""

from collections.abc import Mapping

from flask import Response
from sqlalchemy.orm import Session

from geoservice.ecology.editing.states import Act
from geoservice.errors import NotFoundError
from geoservice.publish.bodies import LARGEST_ID, check_text
from geoservice.store.cities import find_city
from geoservice.store.models import City
from geoservice.web.access import asker
from geoservice.web.throttle import sender_address

CITY, REASON = "city", "reason"
LONGEST_REASON = 500


def city_of_asker(session: Session, slug: str) -> City:
    """Return a city in which the asker works."""
    city = find_city(session, slug)
    asker().require_city(city.id)
    return city


def checked_id(number: int) -> int:
    """Return a number that the store can hold; NotFoundError for any other."""
    if number > LARGEST_ID:
        raise NotFoundError("There is no space {space}.", space=str(number)[:20])
    return number


def act_of_asker(arguments: Mapping[str, str]) -> Act:
    """Return the write that a request is: who does it, why if the parameters say so, from where."""
    reason = check_text(REASON, arguments.get(REASON, ""), most=LONGEST_REASON).strip()
    return Act(asker(), reason or None, sender_address())


def for_one(response: Response) -> Response:
    """Let nobody keep an answer: it is for who asked."""
    response.headers["Cache-Control"] = "private, no-store"
    return response
