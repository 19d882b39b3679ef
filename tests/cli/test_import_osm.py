"""`geoservice import osm` as somebody at a shell uses it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geoservice.cli import cli
from geoservice.errors import InputError, NotFoundError
from geoservice.store.database import Database
from tests.conftest import add_city, count
from tests.town import boundary, whole_town


@pytest.fixture
def town_file(tmp_path: Path) -> Path:
    return whole_town().write(tmp_path / "town.osm")


def run(database: Database, *arguments: object, language: str = "en") -> Result:
    environment = {
        "GEOSERVICE_DATABASE_URL": database.owner.url.render_as_string(hide_password=False),
        "GEOSERVICE_LANGUAGE": language,
    }
    return CliRunner().invoke(cli, ["import", "osm", *map(str, arguments)], env=environment)


def test_an_import_ends_with_its_counts(database: Database, town_file: Path) -> None:
    add_city(database, "town", boundary=boundary())

    result = run(database, town_file, "--city", "town")

    assert result.exit_code == 0, result.output
    assert "11 objects of the file made 7 spaces" in result.output
    assert "2 connected parts" in result.output
    assert count(database, "space") == 7


def test_it_speaks_thai_to_a_thai(database: Database, town_file: Path) -> None:
    add_city(database, "town", boundary=boundary())

    result = run(database, town_file, "--city", "town", language="th")

    assert "ศาสนสถาน 1" in result.output
    assert "จุดเชื่อม" in result.output


def test_an_unknown_city_is_an_error_of_ours(database: Database, town_file: Path) -> None:
    add_city(database, "town", boundary=boundary())

    result = run(database, town_file, "--city", "twon")

    assert isinstance(result.exception, NotFoundError)
    assert count(database, "space") == 0


def test_a_file_that_is_no_map_is_an_error_of_ours(database: Database, tmp_path: Path) -> None:
    add_city(database, "town", boundary=boundary())
    page = tmp_path / "town.osm.pbf"
    page.write_text("<html>Not found</html>")

    result = run(database, page, "--city", "town")

    assert isinstance(result.exception, InputError)
    assert result.exit_code != 0
