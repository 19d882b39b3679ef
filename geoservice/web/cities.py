"""The cities, for whoever begins."""

from flask import Blueprint, Response

from geoservice.publish.cities import cities_version, read_cities
from geoservice.web.answers import JSON, answer, to_json, version_tag
from geoservice.web.params import read_parameters
from geoservice.web.state import state

cities = Blueprint("cities", __name__, url_prefix="/api/cities")


@cities.get("", endpoint="cities")
def list_cities() -> Response:
    """Answer every city with its names, its box and its counts."""
    read_parameters(formats=("json",))
    with state().database.reading() as session:
        version = cities_version(session)
        return answer(
            lambda: to_json({"cities": read_cities(session)}),
            tag=version_tag(version),
            media_type=JSON,
            changed_at=version.changed_at,
        )
