"""The OpenAPI definition held against what is answered: whatever is asked, in whatever way.

schemathesis makes requests that fit the definition and requests that break it. Nothing may fail
here, and every answer has a status, a content type and a shape that the definition names.
GEOSERVICE_TEST_REQUESTS says how many of each for every operation.
"""

import math
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from shapely.geometry import mapping
from werkzeug.wsgi import ClosingIterator

from geoservice.publish.crs import CRS84_URI
from geoservice.publish.openapi.definition import api_definition
from geoservice.store.database import Database
from tests.conftest import Server
from tests.town import boundary, position
from tests.walked_town import import_people, import_town, spaces_by_kind
from tests.web.conftest import close_app, make_app
from tests.web.editors import Editor, editor

REQUESTS = int(os.environ.get("GEOSERVICE_TEST_REQUESTS", "5"))
SCHEMA = schemathesis.openapi.from_dict(api_definition("http://localhost/api", "en"))
OPERATIONS = {each.ok().label: each.ok() for each in SCHEMA.get_all_operations()}
load_all_checks()
HELD = CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_headers_conformance",
        "response_schema_conformance",
    ]
)
ANY_WAY = settings(
    max_examples=REQUESTS,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@dataclass(frozen=True)
class Town:
    """A town with streets, spaces, people and a district, and somebody who may write in it."""

    curator: Editor
    spaces: tuple[int, ...]
    plan: str

    def ask(self, case: Case) -> None:
        """Send a request in English with the token and hold the answer against the definition."""
        headers = {
            "Authorization": f"Bearer {self.curator.token}",
            "Accept-Language": "en",
            "Accept-Encoding": "identity",
        }

        answer = case.call(app=_whole(self.curator.app), headers=headers)

        case.validate_response(answer, checks=HELD)

    def fill_in(self, case: Case, number: int) -> None:
        """Put what is there in the places where nobody could guess it."""
        known = self._known(number)
        for values in (case.path_parameters, case.query, case.body):
            if isinstance(values, dict):
                values.update(_filled(values, known))
        for values, name in ((case.query, "next"), (case.query, "datetime"), (case.body, "id")):
            if isinstance(values, dict):
                values.pop(name, None)
        if "If-Match" in case.headers:
            space = known["featureId"]
            case.headers["If-Match"] = self.curator.read(space).headers.get("ETag", "*")
        if "Content-Crs" in case.headers:
            case.headers["Content-Crs"] = f"<{CRS84_URI}>"

    def _known(self, number: int) -> dict[str, Any]:
        """Return what is there by the names that ask for it."""
        space = self.spaces[number % len(self.spaces)]
        lon, lat = position(number * 2, number * 3)
        zoom = number % 19
        column, row = _tile(lon, lat, zoom)
        return {
            **{"city": "town", "plan": self.plan, "featureId": space, "space": space},
            **{"remove": [space], "seen": [space], "budget_minutes": 60},
            **{"lon": lon, "lat": lat, "near": [lon, lat], "coordinates": [lon, lat]},
            **{"bbox": [lon, lat, *position(number * 9, number * 9)], "bbox-crs": CRS84_URI},
            **{"tileMatrix": zoom, "tileRow": row, "tileCol": column},
            **{"filter": "S_INTERSECTS(geometry, BBOX(98, 18, 99, 19))", "filter-crs": CRS84_URI},
            **{"filter-lang": "cql2-text", "crs": "[EPSG:32647]", "open_at": "now"},
            **{"at": "2026-11-25T10:00:00Z", "depart": "2026-11-25T10:00:00Z"},
            **{"name_th": f"บ้าน {number}", "email": "a@example.org", "wikidata": f"Q{number + 1}"},
            **{"website": "https://example.org", "opening_hours": "Mo-Fr 08:00-16:00"},
            "avoid": mapping(boundary()),
        }


def _tile(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    """Return the column and the row of the tile that a place lies in."""
    across = (lon + 180) / 360
    down = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return int(across * 2**zoom), int(down * 2**zoom)


def _filled(value: Any, known: dict[str, Any]) -> Any:
    """Return a value with what is known in the place of members of the same names."""
    if isinstance(value, list):
        return [_filled(each, known) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: known.get(name, _filled(each, known)) for name, each in value.items()}


def _whole(app: Flask) -> Callable[..., list[bytes]]:
    """Return an app whose answers are read to their end and closed, as a server does."""

    def answer(environ: dict[str, Any], start: Any) -> list[bytes]:
        with closing(ClosingIterator(app(environ, start))) as body:
            return list(body)

    return answer


@pytest.fixture(scope="module")
def town(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    app = make_app(server, module_database)
    start = dict(zip(("lon", "lat"), position(0, 100), strict=True))
    wish = {"city": "town", "start": start, "budget_minutes": 60}
    plan = app.test_client().post("/api/walks", json=wish).json["walk"]["plan"]
    spaces = tuple(spaces_by_kind(module_database).values())
    yield Town(editor(app, module_database), spaces, plan)
    close_app(app)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_request_that_fits_is_answered_as_the_definition_says(town: Town, operation: str) -> None:
    @ANY_WAY
    @given(case=OPERATIONS[operation].as_strategy(), number=st.integers(0, 99))
    def is_answered(case: Case, number: int) -> None:
        if number % 5 < 4:
            town.fill_in(case, number)

        town.ask(case)

    is_answered()


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_request_that_breaks_it_is_refused_as_the_definition_says(
    town: Town, operation: str
) -> None:
    @ANY_WAY
    @given(case=OPERATIONS[operation].as_strategy(generation_mode=GenerationMode.NEGATIVE))
    def is_refused(case: Case) -> None:
        town.ask(case)

    is_refused()
