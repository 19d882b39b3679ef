"""The report over HTTP: one file under a policy of its own."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from geoservice.paths import STATIC
from geoservice.publish import one_file
from geoservice.publish.one_file import page_policy
from geoservice.store.database import Database
from tests.conftest import Server
from tests.walked_town import import_people, import_town
from tests.web.conftest import close_app, make_app

ADDRESS = "/coverage/report?city=town&kinds=library&minutes=2"

if not (STATIC / "build" / "embedded" / "report.css").is_file():
    pytest.skip("the pages are not built; run: make setup", allow_module_level=True)


@pytest.fixture(scope="module")
def client(
    server: Server, module_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[FlaskClient]:
    folder = tmp_path_factory.mktemp("town")
    import_town(module_database, folder)
    import_people(module_database, folder)
    app = make_app(server, module_database, base_url="https://city.example")
    yield app.test_client()
    close_app(app)


def test_the_report_speaks_the_language_asked_for(client: FlaskClient) -> None:
    thai, english = (client.get(f"{ADDRESS}&lang={each}") for each in ("th", "en"))

    assert "700 จาก 1,200 คน" in thai.text
    assert "700 of 1,200 people" in english.text
    assert english.headers["Content-Language"] == "en"
    assert re.fullmatch(
        r'inline; filename="coverage-town-\d{4}-\d\d-\d\d-en.html"',
        english.headers["Content-Disposition"],
    )


def test_its_policy_is_its_own_and_the_only_one(client: FlaskClient) -> None:
    answer = client.get(ADDRESS)

    scripts = re.findall(r"<script>(.*?)</script>", answer.text, re.S)
    assert answer.headers.getlist("Content-Security-Policy") == [page_policy(scripts)]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Referrer-Policy" in answer.headers


def test_its_addresses_are_public_ones(client: FlaskClient) -> None:
    assert "https://city.example/api/coverage?city=town&amp;kinds=library" in (
        client.get(ADDRESS).text
    )


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("", 400, "The parameter &#39;city&#39; is missing"),
        ("?city=nowhere", 404, "There is no city &#39;nowhere&#39;"),
        ("?city=town&minutes=0", 400, "&#39;minutes&#39; is 0"),
        ("?city=town&format=pdf", 400, "There is no parameter &#39;format&#39; here"),
    ],
)
def test_what_cannot_be_shown_is_said_on_a_page(
    client: FlaskClient, query: str, status: int, said: str
) -> None:
    glue = "&" if query else "?"
    answer = client.get(f"/coverage/report{query}{glue}lang=en", headers={"Accept": "text/html"})

    assert answer.status_code == status
    assert said in answer.text


def test_without_the_built_files_no_report_is_shown(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr(one_file, "EMBEDDED", tmp_path)

    assert client.get(ADDRESS).status_code == 503
